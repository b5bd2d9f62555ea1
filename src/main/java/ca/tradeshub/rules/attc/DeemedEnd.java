// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.attc;

import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.Registration.Status;
import ca.tradeshub.law.Law;
import ca.tradeshub.law.Source;
import ca.tradeshub.law.TradeRegister;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.Finding;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;
import java.time.LocalDate;
import java.util.ArrayList;
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
 *
 * <p>Interpretation C28: the registration states the day of entitlement; else the certificates of the apprenticeship
 * show it, by the later of the dates on which the programme was completed and the examination passed; else the day of
 * issue is used, or the day on which the agreement was reported as completed. The certificates of the apprenticeship
 * are those of apprenticeship, and of qualification by apprenticeship, issued in Ontario in the trade since the original
 * registration. A provisional certificate with such dates counts as the others; without them the claim waits for a certificate that states the dates, or for a person.
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
            "The certificate has been issued, but the date of entitlement to"
                    + " it is not stated. The date of issue is used.",
            "Le certificat a été délivré, mais la date du droit au certificat"
                    + " n'est pas indiquée. La date de délivrance est utilisée.");
    private static final RuleFailure PROVISIONAL = RuleFailure.hold(
            "A provisional certificate of qualification has been issued, and no date shows when the apprentice"
                    + " completed the programme. Decide whether and when the apprenticeship ended.",
            "Un certificat de qualification provisoire a été délivré, et aucune date n'indique quand l'apprenti a"
                    + " terminé le programme. Décidez si l'apprentissage a pris fin, et quand.");

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
            .failures(ACTIVE_AGAIN, ENTITLEMENT_UNSTATED, ENTITLEMENT_BY_CERTIFICATE, PROVISIONAL, ENTITLEMENT_NEEDED);

    private final boolean dayCounts;
    private final boolean datesShowEntitlement;
    private final boolean otherDaysStand;
    private final TradeRegister trades;
    private final Commencement commencement;

    DeemedEnd(Law law, Commencement commencement) {
        this.dayCounts = law.interpretation("C5").is("counts");
        this.datesShowEntitlement = !law.interpretation("C28").is("issue-date");
        this.otherDaysStand = !law.interpretation("C28").is("held");
        this.trades = law.trades();
        this.commencement = commencement;
    }

    @Override
    public Declaration declared() {
        return DECLARED;
    }

    /** The day the apprenticeship is deemed to end, nothing while it goes on. */
    Optional<LocalDate> of(ClaimFacts facts) {
        return Stream.concat(entitlement(facts).map(Entitlement::day).stream(), broken(facts).stream())
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
        Optional<Entitlement> entitlement = entitlement(claim.facts());
        boolean byOtherDay =
                entitlement.filter(found -> found.shownBy() != ShownBy.DATES).isPresent();
        boolean byStatus =
                entitlement.filter(found -> found.shownBy() == ShownBy.STATUS).isPresent();
        boolean completed = standing.status() == Status.COMPLETED;
        Optional<LocalDate> issued = entitlement
                .filter(found -> found.shownBy() == ShownBy.ISSUE)
                .map(Entitlement::day)
                .filter(day -> !day.isAfter(claim.taxationYear().end()))
                .filter(day -> of(claim.facts()).filter(day::equals).isPresent());
        Optional<LocalDate> provisional = firstCertificate(claim.facts())
                .filter(day -> !day.isAfter(claim.taxationYear().end()))
                .filter(day ->
                        of(claim.facts()).filter(end -> !end.isAfter(day)).isEmpty());
        return new RuleResult.Failures()
                .failIf(
                        broken.isPresent() && activeAgain(claim.facts().versions(), broken.get()),
                        ACTIVE_AGAIN,
                        "status",
                        broken.orElse(null))
                .failIf(
                        completed && byOtherDay,
                        otherDaysStand ? ENTITLEMENT_UNSTATED : ENTITLEMENT_NEEDED,
                        !otherDaysStand && byStatus ? Finding.CERTIFICATES : "completionRequirementsMetOn",
                        standing.statusOn())
                .failIf(
                        !completed && issued.isPresent(),
                        otherDaysStand ? ENTITLEMENT_BY_CERTIFICATE : ENTITLEMENT_NEEDED,
                        "completionRequirementsMetOn",
                        issued.orElse(null))
                .failIf(provisional.isPresent(), PROVISIONAL, Finding.CERTIFICATES, provisional.orElse(null))
                .result();
    }

    /** What shows the day of entitlement. */
    private enum ShownBy {
        /** The registration, or the dates on a certificate. */
        DATES,
        /** The issue of a certificate. */
        ISSUE,
        /** The registration's status. */
        STATUS
    }

    private record Entitlement(LocalDate day, ShownBy shownBy) {}

    /** The first day that shows the entitlement; of equal days the one that is shown best. */
    private Optional<Entitlement> entitlement(ClaimFacts facts) {
        Registration registration = facts.registration();
        if (registration.completionRequirementsMetOn() != null) {
            return Optional.of(new Entitlement(registration.completionRequirementsMetOn(), ShownBy.DATES));
        }
        List<Entitlement> shown = new ArrayList<>();
        for (Certificate certificate : certificates(facts)) {
            Optional<LocalDate> dated = entitledOn(certificate, commencedOn(facts));
            if (dated.isPresent()) {
                shown.add(new Entitlement(dated.get(), ShownBy.DATES));
            } else if (certificate.type() != Certificate.Type.PQ) {
                shown.add(new Entitlement(certificate.issuedOn(), ShownBy.ISSUE));
            }
        }
        boolean dated = shown.stream().anyMatch(found -> found.shownBy() == ShownBy.DATES);
        if (!dated && registration.status() == Status.COMPLETED && registration.statusOn() != null) {
            shown.add(new Entitlement(registration.statusOn(), ShownBy.STATUS));
        }
        return shown.stream().min(Comparator.comparing(Entitlement::day).thenComparing(Entitlement::shownBy));
    }

    /**
     * The later of the dates that a certificate states, nothing when it states none since the apprenticeship commenced. A
     * certificate is not issued before the entitlement.
     */
    private Optional<LocalDate> entitledOn(Certificate certificate, LocalDate commencedOn) {
        return datesShowEntitlement
                ? Stream.of(
                                Optional.ofNullable(certificate.programmeCompletedOn()),
                                Optional.ofNullable(certificate.examinationPassedOn()))
                        .flatMap(Optional::stream)
                        .filter(day -> !day.isBefore(commencedOn))
                        .max(Comparator.naturalOrder())
                        .map(day -> day.isAfter(certificate.issuedOn()) ? certificate.issuedOn() : day)
                : Optional.empty();
    }

    /**
     * The day of the first certificate, nothing when the registration states the entitlement. Where the apprenticeship has
     * not ended by this day, it is a provisional certificate without dates: any other shows an end on or before its issue.
     */
    private Optional<LocalDate> firstCertificate(ClaimFacts facts) {
        if (facts.registration().completionRequirementsMetOn() != null) {
            return Optional.empty();
        }
        return certificates(facts).stream().map(Certificate::issuedOn).min(Comparator.naturalOrder());
    }

    /**
     * The apprenticeship's own certificates; a certificate issued before the original registration belongs to another
     * apprenticeship.
     */
    private List<Certificate> certificates(ClaimFacts facts) {
        LocalDate commencedOn = commencedOn(facts);
        return facts.context().certificates().stream()
                .filter(certificate -> certificate.type() == Certificate.Type.CA
                        || certificate.route() == Certificate.Route.APPRENTICESHIP)
                .filter(certificate -> "ON".equals(certificate.issuingProvince()))
                .filter(certificate ->
                        trades.isSame(certificate.trade(), facts.registration().trade()))
                .filter(certificate -> certificate.issuedOn() != null
                        && !certificate.issuedOn().isBefore(commencedOn))
                .toList();
    }

    private LocalDate commencedOn(ClaimFacts facts) {
        return commencement.of(facts).orElse(facts.registration().registeredOn());
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
