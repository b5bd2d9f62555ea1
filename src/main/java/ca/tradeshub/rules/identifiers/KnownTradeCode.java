// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.identifiers;

import ca.tradeshub.canonical.CanonicalRecord;
import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.FileContext;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.law.Law;
import ca.tradeshub.law.Source;
import ca.tradeshub.law.TradeRegister;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.Rule;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;

/**
 * FMT-06: a trade code is three digits and a letter, and a list has it or names it as the code another trade had before.
 */
public final class KnownTradeCode implements Rule<CanonicalRecord> {

    private static final RuleFailure UNKNOWN = RuleFailure.hold(
            "The trade code is not in any list of trades. A code is three digits and a letter."
                    + " Check for a letter l or I in place of the digit 1.",
            "Le code de métier ne figure dans aucune liste de métiers. Un code compte trois"
                    + " chiffres et une lettre. Vérifiez si une lettre l ou I remplace le chiffre 1.");

    private static final Declaration DECLARED = Declaration.of(
                    "FMT-06",
                    "A trade code is three digits and a letter in upper or lower case, and is in a list"
                            + " of trades.",
                    "Un code de métier compte trois chiffres et une lettre, majuscule ou minuscule, et"
                            + " figure dans une liste de métiers.",
                    Source.ATTC.at(
                            "How do employers support their tax credit claims?",
                            "as identified by the name and code listed in Appendix A"))
            .beyondText(
                    "The page asks for the code of Appendix A. The form of a code is that of the codes in the list; compulsory trades outside it are known too.",
                    "La page demande le code de l'annexe A. La forme d'un code est celle des codes de la liste; les métiers à accréditation obligatoire qui n'y figurent pas sont aussi connus.")
            .on(Registration.class, Certificate.class, PayLine.class)
            .reads("trade")
            .failures(UNKNOWN);

    private final TradeRegister trades;

    /** The rule with the lists of trades. */
    public KnownTradeCode(Law law) {
        this.trades = law.trades();
    }

    @Override
    public Declaration declared() {
        return DECLARED;
    }

    @Override
    public RuleResult judge(CanonicalRecord subject, FileContext facts) {
        TradeCode code = tradeOf(subject);
        return trades.knows(code) ? RuleResult.satisfied() : RuleResult.fails(UNKNOWN, "trade", code);
    }

    private static TradeCode tradeOf(CanonicalRecord subject) {
        if (subject instanceof Registration registration) {
            return registration.trade();
        }
        if (subject instanceof Certificate certificate) {
            return certificate.trade();
        }
        return ((PayLine) subject).trade();
    }
}
