// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.crosscheck;

import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.law.Law;
import ca.tradeshub.law.TradeRegister;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.PersonFacts;
import ca.tradeshub.rules.engine.PersonRule;
import ca.tradeshub.rules.engine.RuleResult;
import ca.tradeshub.rules.portal.TradeQualifier;

/** PORT-13 on a person: an apprenticeship completed in the same trade contradicts trade equivalency. */
public final class QualifierApprenticed implements PersonRule {

    private final TradeQualifier qualifier = new TradeQualifier();
    private final TradeRegister trades;

    /** The rule with the codes that name one trade. */
    public QualifierApprenticed(Law law) {
        this.trades = law.trades();
    }

    @Override
    public Declaration declared() {
        return qualifier.declared();
    }

    @Override
    public RuleResult judge(PersonFacts person, TradeCode trade) {
        return qualifier.judgeTogether(
                person.certificates().stream()
                        .filter(certificate -> trades.isSame(certificate.trade(), trade))
                        .toList(),
                person.registrations().stream()
                        .filter(registration -> trades.isSame(registration.trade(), trade))
                        .toList());
    }
}
