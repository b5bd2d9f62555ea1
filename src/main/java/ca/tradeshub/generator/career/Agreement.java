package ca.tradeshub.generator.career;

import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.Registration.Status;
import ca.tradeshub.generator.employer.TradeProfile;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** An agreement with everything the ministry comes to know of it, version by version, oldest first. */
public final class Agreement {

    private static final Set<Status> ENDING = Set.of(Status.SUSPENDED, Status.CANCELLED, Status.REVOKED);

    private final TradeProfile trade;
    private final LocalDate commencedOn;
    private final List<Version> versions = new ArrayList<>();

    Agreement(TradeProfile trade, LocalDate commencedOn, Registration first, LocalDate knownOn) {
        this.trade = trade;
        this.commencedOn = commencedOn;
        versions.add(new Version(first, knownOn));
    }

    /**
     * What the ministry knows from a day on.
     *
     * @param registration the record
     * @param knownOn the day, not before any date in the record
     */
    public record Version(Registration registration, LocalDate knownOn) {}

    /** Adds what becomes known later. */
    void addVersion(Registration registration, LocalDate knownOn) {
        versions.add(new Version(registration, knownOn));
    }

    /** Its number. */
    public String number() {
        return versions.get(0).registration().agreementNumber();
    }

    /** Its trade. */
    public TradeProfile trade() {
        return trade;
    }

    /** The day the first document of its chain was registered. */
    public LocalDate commencedOn() {
        return commencedOn;
    }

    /** Its versions, oldest first. */
    public List<Version> versions() {
        return List.copyOf(versions);
    }

    /** What is known last. */
    public Registration last() {
        return versions.get(versions.size() - 1).registration();
    }

    /** The day the apprenticeship is over: of entitlement or of the first suspension, cancellation or revocation. */
    public Optional<LocalDate> endedOn() {
        LocalDate ended = last().completionRequirementsMetOn();
        for (Version version : versions) {
            Registration known = version.registration();
            if (ENDING.contains(known.status())
                    && (ended == null || known.statusOn().isBefore(ended))) {
                ended = known.statusOn();
            }
        }
        return Optional.ofNullable(ended);
    }
}
