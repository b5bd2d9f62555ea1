// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.attc;

import ca.tradeshub.law.Law;
import ca.tradeshub.law.Source;
import ca.tradeshub.law.TradeRegister;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;

/** ATTC-13: a newly developed trade qualifies when the Minister of Finance approved it; a person decides. */
final class NewlyDevelopedTrade implements ClaimRule {

    private static final RuleFailure NOT_LISTED_YET = RuleFailure.hold(
            "The trade may be newly developed. Check whether the Minister of Finance approved it.",
            "Le métier est peut-être nouveau. Vérifiez si le ministre des Finances l'a approuvé.");

    private static final Declaration DECLARED = Declaration.of(
                    "ATTC-13",
                    "A newly developed trade qualifies if approved by the Minister of Finance.",
                    "Un nouveau métier est admissible si le ministre des Finances l'approuve.",
                    Source.ATTC.at(
                            "Appendix A",
                            "Newly developed trades will be eligible if approved by the Minister of Finance."))
            .reads("trade")
            .failures(NOT_LISTED_YET);

    private final TradeRegister trades;

    NewlyDevelopedTrade(Law law) {
        this.trades = law.trades();
    }

    @Override
    public Declaration declared() {
        return DECLARED;
    }

    @Override
    public RuleResult judge(ClaimCase claim) {
        return trades.knows(claim.registration().trade())
                ? RuleResult.notApplicable("the trade is listed in Appendix A", "le métier figure à l'annexe A")
                : RuleResult.fails(NOT_LISTED_YET, "trade", claim.registration().trade());
    }
}
