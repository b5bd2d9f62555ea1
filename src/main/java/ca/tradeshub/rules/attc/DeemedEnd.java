// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.attc;

import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.Registration.Status;
import ca.tradeshub.law.Law;
import ca.tradeshub.law.Source;
import ca.tradeshub.law.TradeRegister;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * ATTC-21: a qualifying apprenticeship ends on the earlier of entitlement to the certificate and the first suspension,
 * cancellation or revocation that any version of the agreement reports. The end of an earlier agreement by change of
 * employer does not end its successor.
 */
final class DeemedEnd implements ClaimRule {

    private static final Set<Status> ENDING = EnumSet.of(Status.SUSPENDED, Status.CANCELLED, Status.REVOKED);

    private static final RuleFailure ACTIVE_AGAIN = RuleFailure.hold(
            "The agreement was suspended, cancelled or revoked and is now reported as active."
                    + " Decide whether the apprenticeship ended.",
            "L'entente a été suspendue, annulée ou révoquée, puis déclarée active. Décidez si"
                    + " l'apprentissage a pris fin.");
    private static final RuleFailure ENTITLEMENT_UNSTATED = RuleFailure.warn(
            "The agreement is completed, but the date of entitlement to the certificate is not"
                    + " stated. The status date is used, or the date of the certificate if it is earlier.",
            "L'entente est terminée, mais la date du droit au certificat n'est pas indiquée. La"
                    + " date du statut est utilisée, ou celle du certificat si elle est antérieure.");

    private static final RuleFailure ENTITLEMENT_BY_CERTIFICATE = RuleFailure.warn(
            "The certificate of apprenticeship has been issued, but the date of entitlement to"
                    + " it is not stated. The date of issue is used.",
            "Le certificat d'apprentissage a été délivré, mais la date du droit au certificat"
                    + " n'est pas indiquée. La date de délivrance est utilisée.");

    private static final RuleFailure ENTITLEMENT_NEEDED = RuleFailure.hold(
            "The apprenticeship is completed, but the date of entitlement to the certificate is"
                    + " not stated. State the date.",
            "L'apprentissage est terminé, mais la date du droit au certificat n'est pas"
                    + " indiquée. Indiquez cette date.");

    private static final Declaration DECLARED = Declaration.of(
                    "ATTC-21",
                    "A qualifying apprenticeship ends on the earlier of entitlement to the certificate and cancellation,"
                            + " suspension or revocation.",
                    "L'apprentissage admissible prend fin à la première des dates suivantes : celle du"
                            + " droit au certificat, ou celle de l'annulation, de la suspension ou de la révocation.",
                    Source.ATTC.at(
                            "What is a qualifying apprenticeship?",
                            "A qualifying apprenticeship is deemed to end on the earlier of"))
            .reads("status", "statusOn", "completionRequirementsMetOn", "certificates")
            .restsOn("C5", "C28")
            .failures(ACTIVE_AGAIN, ENTITLEMENT_UNSTATED, ENTITLEMENT_BY_CERTIFICATE, ENTITLEMENT_NEEDED);

    private final TradeRegister trades;
    private final boolean dayCounts;
    private final boolean statusDayStands;

    DeemedEnd(Law law) {
        this.trades = law.trades();
        this.dayCounts = law.interpretation("C5").is("counts");
        this.statusDayStands = law.interpretation("C28").is("status-day");
    }

    @Override
    public Declaration declared() {
        return DECLARED;
    }

    /** The day the apprenticeship is deemed to end, nothing while it goes on. */
    Optional<LocalDate> of(ClaimFacts facts) {
        return Stream.concat(entitlement(facts).stream(), broken(facts).stream())
                .min(Comparator.naturalOrder());
    }

    /** The last day that counts, nothing while it goes on (interpretation C5). */
    Optional<LocalDate> lastCounted(ClaimFacts facts) {
        return of(facts).map(this::lastCounted);
    }

    private LocalDate lastCounted(LocalDate end) {
        return dayCounts ? end : end.minusDays(1);
    }

    @Override
    public RuleResult judge(ClaimCase claim) {
        Registration standing = claim.registration();
        Optional<LocalDate> broken = broken(claim.facts())
                .filter(day -> lastCounted(day).isBefore(claim.taxationYear().end()));
        boolean unstated = standing.completionRequirementsMetOn() == null;
        boolean completed = standing.status() == Status.COMPLETED;
        Optional<LocalDate> issued = issued(claim.facts())
                .filter(day -> !day.isAfter(claim.taxationYear().end()))
                .filter(day -> of(claim.facts()).filter(day::equals).isPresent())
                .findFirst();
        return new RuleResult.Failures()
                .failIf(
                        broken.isPresent() && activeAgain(claim.facts().versions(), broken.get()),
                        ACTIVE_AGAIN,
                        "status",
                        broken.orElse(null))
                .failIf(
                        unstated && completed,
                        statusDayStands ? ENTITLEMENT_UNSTATED : ENTITLEMENT_NEEDED,
                        "completionRequirementsMetOn",
                        standing.statusOn())
                .failIf(
                        unstated && !completed && issued.isPresent(),
                        statusDayStands ? ENTITLEMENT_BY_CERTIFICATE : ENTITLEMENT_NEEDED,
                        "completionRequirementsMetOn",
                        issued.orElse(null))
                .result();
    }

    /**
     * Interpretation C28: when the day of entitlement is not stated, the status's own day, or the day the certificate
     * was issued when that is earlier or the agreement is not yet reported as completed. A certificate is not issued
     * before the entitlement.
     */
    private Optional<LocalDate> entitlement(ClaimFacts facts) {
        Registration registration = facts.registration();
        if (registration.completionRequirementsMetOn() != null) {
            return Optional.of(registration.completionRequirementsMetOn());
        }
        Stream<LocalDate> said =
                registration.status() == Status.COMPLETED ? Stream.ofNullable(registration.statusOn()) : Stream.empty();
        return Stream.concat(said, issued(facts)).min(Comparator.naturalOrder());
    }

    /**
     * The days on which the apprenticeship's own certificate was issued; a certificate issued before the registration
     * belongs to another apprenticeship.
     */
    private Stream<LocalDate> issued(ClaimFacts facts) {
        Registration registration = facts.registration();
        return facts.context().certificates().stream()
                .filter(certificate -> certificate.type() == Certificate.Type.CA
                        && "ON".equals(certificate.issuingProvince())
                        && trades.isSame(certificate.trade(), registration.trade()))
                .map(Certificate::issuedOn)
                .filter(day -> day != null && !day.isBefore(registration.registeredOn()));
    }

    private static Optional<LocalDate> broken(ClaimFacts facts) {
        return facts.versions().stream()
                .filter(version -> ENDING.contains(version.status()))
                .map(Registration::statusOn)
                .filter(day -> day != null)
                .min(Comparator.naturalOrder());
    }

    /** Whether a later version, or a version with a later status date, has status active. */
    private static boolean activeAgain(List<Registration> versions, LocalDate broken) {
        boolean ended = false;
        for (Registration version : versions) {
            boolean active = version.status() == Status.ACTIVE;
            boolean laterDay = version.statusOn() != null && version.statusOn().isAfter(broken);
            if (active && (ended || laterDay)) {
                return true;
            }
            ended |= ENDING.contains(version.status());
        }
        return false;
    }
}
