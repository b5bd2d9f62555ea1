// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.attc;

import ca.tradeshub.law.Source;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;
import java.time.LocalDate;

/**
 * ATTC-22: after a change of employer the window still runs from the original registration. Service before the later
 * registration but after the original's counts, and is only flagged.
 */
final class LaterAgreement implements ClaimRule {

    private static final RuleFailure SERVICE_BEFORE = RuleFailure.warn(
            "Services were performed after the original registration but before this agreement"
                    + " was registered. Check the registration date of this agreement.",
            "Des services ont été rendus après l'enregistrement initial, mais avant celui de"
                    + " cette entente. Vérifiez la date d'enregistrement de cette entente.");

    private static final Declaration DECLARED = Declaration.of(
                    "ATTC-22",
                    "After a change of employer the apprenticeship is still considered to have begun on the original"
                            + " registration date.",
                    "Après un changement d'employeur, l'apprentissage est toujours réputé avoir débuté à"
                            + " la date d'enregistrement initial.",
                    Source.ATTC.at(
                            "How do I determine the start/end date(s) of a qualifying apprenticeship?",
                            "The apprenticeship period is still considered to have begun on the original registration"
                                    + " date"))
            .reads("registeredOn", "originalRegisteredOn", "payPeriod.start", "employmentStart")
            .failures(SERVICE_BEFORE);

    @Override
    public Declaration declared() {
        return DECLARED;
    }

    @Override
    public RuleResult judge(ClaimCase claim) {
        LocalDate registered = claim.registration().registeredOn();
        if (claim.commencedOn() == null || !claim.commencedOn().isBefore(registered)) {
            return RuleResult.notApplicable("there is no later agreement", "il n'y a pas d'entente ultérieure");
        }
        EmploymentSpells spells = new EmploymentSpells(claim.lines(), claim.taxationYear());
        return claim.lines().stream()
                .map(line -> spells.employedPart(line.line()).orElse(line.line().payPeriod()))
                .filter(period ->
                        period.start().isBefore(registered) && !period.end().isBefore(claim.commencedOn()))
                .findFirst()
                .map(period -> RuleResult.fails(SERVICE_BEFORE, "payPeriod.start", period.start()))
                .orElse(RuleResult.satisfied());
    }
}
