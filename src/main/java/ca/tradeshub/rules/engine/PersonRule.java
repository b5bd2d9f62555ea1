// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.engine;

import ca.tradeshub.canonical.TradeCode;

/**
 * One rule across the records of a person. Like a rule on a record it is pure and never throws for what a sender wrote.
 */
public interface PersonRule {

    /** The rule's entry in the catalogue. */
    Declaration declared();

    /**
     * Judges a person.
     *
     * @param person the person's standing records
     * @param trade one of the trades that the records name; a rule on the person as a whole ignores it
     */
    RuleResult judge(PersonFacts person, TradeCode trade);
}
