package ca.tradeshub.rules.crosscheck;

import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.rules.Answer;
import ca.tradeshub.rules.Declaration;
import ca.tradeshub.rules.PersonFacts;
import ca.tradeshub.rules.PersonRule;
import ca.tradeshub.rules.portal.TradeQualifier;

/** PORT-13 asked of a person: an apprenticeship completed in the same trade contradicts trade equivalency. */
public final class QualifierApprenticed implements PersonRule {

    private final TradeQualifier qualifier = new TradeQualifier();

    @Override
    public Declaration declared() {
        return qualifier.declared();
    }

    @Override
    public Answer judge(PersonFacts person, TradeCode trade) {
        return qualifier.judgeTogether(
                person.certificates().stream()
                        .filter(certificate -> certificate.trade().equals(trade))
                        .toList(),
                person.registrations().stream()
                        .filter(registration -> registration.trade().equals(trade))
                        .toList());
    }
}
