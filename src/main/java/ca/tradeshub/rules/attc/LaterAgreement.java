// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.attc;

import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.Sponsor;
import ca.tradeshub.law.Law;
import ca.tradeshub.law.Source;
import ca.tradeshub.law.TradeRegister;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Optional;

/**
 * ATTC-22: after a change of employer the window still runs from the original registration. Service before the later
 * registration but after the original's counts, and is only flagged (interpretation C34). A person who is registered
 * again in a trade does not get new months: an earlier registration in the trade holds the claim (interpretation C40).
 */
final class LaterAgreement implements ClaimRule {

    private static final RuleFailure SERVICE_BEFORE = RuleFailure.warn(
            "Services were performed after the original registration but before this agreement"
                    + " was registered. Check the registration date of this agreement.",
            "Des services ont été rendus après l'inscription initiale, mais avant celle de"
                    + " cette entente. Vérifiez la date d'inscription de cette entente.");
    private static final RuleFailure REGISTERED_BEFORE = RuleFailure.hold(
            "An earlier registration of the person in the trade is known, so the apprenticeship began on the earlier"
                    + " date. Decide whether this agreement continues the earlier apprenticeship.",
            "Une inscription antérieure de la personne dans le métier est connue; l'apprentissage a donc débuté à la"
                    + " date antérieure. Décidez si cette entente poursuit l'apprentissage antérieur.");

    private static final Declaration DECLARED = Declaration.of(
                    "ATTC-22",
                    "After a change of employer the apprenticeship is still considered to have begun on the original"
                            + " registration date.",
                    "Après un changement d'employeur, l'apprentissage est toujours réputé avoir débuté à"
                            + " la date d'inscription initiale.",
                    Source.ATTC.at(
                            "How do I determine the start/end date(s) of a qualifying apprenticeship?",
                            "The apprenticeship period is still considered to have begun on the original registration"
                                    + " date"))
            .reads("registeredOn", "originalRegisteredOn", "trade", "payPeriod.start", "employmentStart")
            .restsOn("C34", "C40")
            .failures(SERVICE_BEFORE, REGISTERED_BEFORE);

    private final boolean earlierServiceCounts;
    private final boolean earlierRegistrationHolds;
    private final TradeRegister trades;

    LaterAgreement(Law law) {
        this.earlierServiceCounts = law.interpretation("C34").is("counts");
        this.earlierRegistrationHolds = law.interpretation("C40").is("held");
        this.trades = law.trades();
    }

    @Override
    public Declaration declared() {
        return DECLARED;
    }

    @Override
    public RuleResult judge(ClaimCase claim) {
        LocalDate commencedOn = claim.commencedOn();
        if (commencedOn == null) {
            return noLaterAgreement();
        }
        LocalDate registered = registeredForTheEmployer(claim);
        Optional<Registration> earlier = earlierRegistration(claim, commencedOn);
        if (earlier.isEmpty() && !commencedOn.isBefore(registered)) {
            return noLaterAgreement();
        }
        EmploymentSpells spells = new EmploymentSpells(claim.lines(), claim.taxationYear());
        Optional<LocalDate> served = claim.lines().stream()
                .map(line -> spells.employedPart(line.line()).orElse(line.line().payPeriod()))
                .filter(period ->
                        period.start().isBefore(registered) && !period.end().isBefore(commencedOn))
                .map(period -> period.start())
                .findFirst();
        return new RuleResult.Failures()
                .failIf(
                        earlierServiceCounts && served.isPresent(),
                        SERVICE_BEFORE,
                        "payPeriod.start",
                        served.orElse(null))
                .failIf(
                        earlier.isPresent(),
                        REGISTERED_BEFORE,
                        "registeredOn",
                        earlier.map(other -> claim.registration().agreementNumber() + " " + commencedOn + " > "
                                        + other.agreementNumber() + " " + beganOn(other))
                                .orElse(null))
                .result();
    }

    private static RuleResult noLaterAgreement() {
        return RuleResult.notApplicable("there is no later agreement", "il n'y a pas d'entente ultérieure");
    }

    /** The first day whose service can count; of a claim whose programme has known terms. */
    LocalDate firstDay(ClaimCase claim) {
        LocalDate commencedOn = claim.terms().commencedOn();
        LocalDate registered = registeredForTheEmployer(claim);
        return earlierServiceCounts || registered.isBefore(commencedOn) ? commencedOn : registered;
    }

    private Optional<Registration> earlierRegistration(ClaimCase claim, LocalDate commencedOn) {
        if (!earlierRegistrationHolds) {
            return Optional.empty();
        }
        return claim.facts().context().otherAgreements().stream()
                .filter(other ->
                        trades.isSame(other.trade(), claim.registration().trade()))
                .filter(other -> beganOn(other).isBefore(commencedOn))
                .min(Comparator.comparing(LaterAgreement::beganOn).thenComparing(Registration::agreementNumber));
    }

    private static LocalDate beganOn(Registration registration) {
        LocalDate stated = registration.statedOriginalRegisteredOn();
        return stated != null && stated.isBefore(registration.registeredOn()) ? stated : registration.registeredOn();
    }

    /**
     * The day the claim's employer became a party to the agreement. A transfer gives the agreement to another employer and
     * has a registration date of its own; the earlier employer's date is that of the version before.
     */
    private static LocalDate registeredForTheEmployer(ClaimCase claim) {
        Deque<Registration> parties = new ArrayDeque<>();
        for (Registration version : claim.facts().versions()) {
            if (!parties.isEmpty() && bn9(parties.getLast().sponsor()).equals(bn9(version.sponsor()))) {
                parties.removeLast();
            }
            parties.add(version);
        }
        String employer = claim.employer().businessNumber().bn9();
        return parties.stream()
                .filter(version -> version.sponsor().kind() != Sponsor.Kind.EMPLOYER
                        || bn9(version.sponsor()).equals(employer))
                .map(Registration::registeredOn)
                .min(Comparator.naturalOrder())
                .orElse(claim.registration().registeredOn());
    }

    private static String bn9(Sponsor sponsor) {
        return sponsor.businessNumber().bn9();
    }
}
