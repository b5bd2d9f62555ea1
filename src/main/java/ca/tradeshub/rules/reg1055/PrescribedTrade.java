// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.reg1055;

import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.law.Law;
import ca.tradeshub.law.Source;
import ca.tradeshub.law.TradeRegister;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;
import ca.tradeshub.rules.gates.TqaaTrade;

/**
 * R1055-0.1: a contract under the Act is in a trade of the Act or in an additional prescribed one, by their codes of
 * today. Before 2000 it covered every trade. This rule does not check codes that no list contains.
 */
public final class PrescribedTrade extends RegistrationRule {

    private static final RuleFailure OUTSIDE = RuleFailure.hold(
            "On that date the Act did not cover the trade: it is neither a trade of the Act nor"
                    + " an additional prescribed construction trade. Check the trade and the Act.",
            "La Loi ne visait pas le métier à cette date : il n'est ni un métier de la Loi ni un"
                    + " métier additionnel prescrit de la construction. Vérifiez le métier et la loi.");

    private final TradeRegister trades;
    private final TqaaTrade tqaa;

    /** The rule with the law's lists. */
    public PrescribedTrade(Law law) {
        super(
                law,
                Declaration.of(
                                "R1055-0.1",
                                "A contract under the Trades Qualification and Apprenticeship Act is for a trade of"
                                        + " the Act or an additional prescribed construction trade.",
                                "Un contrat en vertu de la Loi sur la qualification professionnelle et"
                                        + " l'apprentissage des gens de métier vise un métier de la Loi ou un métier"
                                        + " additionnel prescrit de la construction.",
                                Source.REG_1055.at(
                                        "s. 0.1",
                                        "the following trades in the construction industry are prescribed as additional"
                                                + " trades to which the Act applies"))
                        .reads("trade", "act", "registeredOn")
                        .failures(OUTSIDE));
        this.trades = law.trades();
        this.tqaa = new TqaaTrade(law);
    }

    @Override
    RuleResult judgeInForce(Registration registration) {
        TradeCode trade = registration.trade();
        return trades.knows(trade) && !tqaa.covers(trade, registration.registeredOn())
                ? RuleResult.fails(OUTSIDE, "trade", trade)
                : RuleResult.satisfied();
    }
}
