// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.crosscheck;

import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.law.Source;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.PersonFacts;
import ca.tradeshub.rules.engine.PersonRule;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;

/** one person has one account number, and an account number one social insurance number. Never merged unseen. */
public final class OnePersonOneAccount implements PersonRule {

    private static final RuleFailure TWO_ACCOUNTS = RuleFailure.hold(
            "One person has two account numbers. Check which number is correct.",
            "Une même personne a deux numéros de compte. Vérifiez lequel est exact.");
    private static final RuleFailure TWO_SINS = RuleFailure.hold(
            "One account number has two social insurance numbers. Check whether the records belong to one person.",
            "Un même numéro de compte a deux numéros d'assurance sociale. Vérifiez si les"
                    + " enregistrements visent une seule personne.");

    private static final Declaration DECLARED = Declaration.of(
                    "X-08",
                    "One person has one account number, and one account number has one social insurance number.",
                    "Une personne a un seul numéro de compte, et un numéro de compte un seul numéro d'assurance"
                            + " sociale.",
                    Source.PORTAL.at(
                            "If you had a membership number before January 1, 2022",
                            "it is now your Skilled Trades Ontario account number"))
            .beyondText(
                    "The page speaks of one account number of a person. That a person has no second one, and one social insurance number, is the hub's own rule.",
                    "La page parle d'un numéro de compte d'une personne. Que la personne n'en a pas un deuxième, et a un seul numéro d'assurance sociale, est une règle du centre.")
            .reads("person.accountNumber", "memberNumber", "person.sin", "person.clientId")
            .failures(TWO_ACCOUNTS, TWO_SINS);

    @Override
    public Declaration declared() {
        return DECLARED;
    }

    @Override
    public RuleResult judge(PersonFacts person, TradeCode trade) {
        return judge(person);
    }

    /** Judges the person's records of all trades. */
    public RuleResult judge(PersonFacts person) {
        boolean twoSins = person.sinsByAccount().values().stream().anyMatch(sins -> sins.size() > 1);
        return new RuleResult.Failures()
                .failIf(person.accounts().size() > 1, TWO_ACCOUNTS, "accountNumber", null)
                .failIf(twoSins, TWO_SINS, "sin", null)
                .result();
    }
}
