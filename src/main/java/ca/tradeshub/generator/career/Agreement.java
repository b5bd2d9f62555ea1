// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.generator.career;

import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.Registration.Status;
import ca.tradeshub.generator.employer.TradeProfile;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** An agreement with all versions of its registration at the ministry, oldest first. */
public final class Agreement {

    private static final Set<Status> ENDING = Set.of(Status.SUSPENDED, Status.CANCELLED, Status.REVOKED);

    private final TradeProfile trade;
    private final LocalDate commencedOn;
    private final List<Version> versions = new ArrayList<>();

    Agreement(TradeProfile trade, LocalDate commencedOn, Registration first, LocalDate recordedOn) {
        this.trade = trade;
        this.commencedOn = commencedOn;
        versions.add(new Version(first, recordedOn));
    }

    /**
     * One version of the registration.
     *
     * @param registration the record
     * @param recordedOn the day the ministry records this version, not before any date in the record
     */
    public record Version(Registration registration, LocalDate recordedOn) {}

    /** Adds a later version. */
    void addVersion(Registration registration, LocalDate recordedOn) {
        versions.add(new Version(registration, recordedOn));
    }

    /** Returns the agreement number. */
    public String number() {
        return versions.get(0).registration().agreementNumber();
    }

    /** Returns the trade. */
    public TradeProfile trade() {
        return trade;
    }

    /** Returns the day on which the first document of the chain of agreements was registered. */
    public LocalDate commencedOn() {
        return commencedOn;
    }

    /** Returns the versions, oldest first. */
    public List<Version> versions() {
        return List.copyOf(versions);
    }

    /** Returns the newest version. */
    public Registration last() {
        return versions.get(versions.size() - 1).registration();
    }

    /**
     * Returns the day on which the apprenticeship ends: the day the completion requirements are met, or the day of the
     * first suspension, cancellation or revocation if that is earlier. Empty while it continues.
     */
    public Optional<LocalDate> endedOn() {
        LocalDate ended = last().completionRequirementsMetOn();
        for (Version version : versions) {
            Registration registration = version.registration();
            if (ENDING.contains(registration.status())
                    && (ended == null || registration.statusOn().isBefore(ended))) {
                ended = registration.statusOn();
            }
        }
        return Optional.ofNullable(ended);
    }
}
