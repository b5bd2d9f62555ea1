// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.attc;

import ca.tradeshub.law.Dated;
import ca.tradeshub.law.Law;
import ca.tradeshub.law.Source;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;
import java.time.LocalDate;

/**
 * GATE-04: the credit exists only for programmes begun on or before 2017-11-14 (interpretation C7: by the original).
 */
final class ProgrammeInTime implements ClaimRule {

    private static final RuleFailure TOO_LATE = RuleFailure.reject(
            "The programme began after 2017-11-14. The credit is not available for it.",
            "Le programme a débuté après le 14 novembre 2017. Il ne donne pas droit au crédit.");

    private final Dated<String> regime;
    private final boolean originalDecides;
    private final Declaration declared;

    ProgrammeInTime(Law law) {
        this.regime = law.texts("attc.regime");
        this.originalDecides = law.interpretation("C7").is("original");
        this.declared = Declaration.of(
                        "GATE-04",
                        "The credit is available only for programmes begun on or before 2017-11-14.",
                        "Le crédit n'est offert que pour les programmes débutés au plus tard le 14 novembre 2017.",
                        Source.ATTC.at(
                                "General",
                                "The ATTC is not available for apprenticeship programs that commenced on or after"
                                        + " November 15, 2017."))
                .during(regime)
                .reads("registeredOn", "originalRegisteredOn")
                .restsOn("C7", "C41")
                .failures(TOO_LATE);
    }

    @Override
    public Declaration declared() {
        return declared;
    }

    @Override
    public RuleResult judge(ClaimCase claim) {
        LocalDate day =
                originalDecides ? claim.commencedOn() : claim.registration().registeredOn();
        if (day == null) {
            return RuleResult.notApplicable("ATTC-07");
        }
        return regime.covers(day) ? RuleResult.satisfied() : RuleResult.fails(TOO_LATE, "originalRegisteredOn", day);
    }
}
