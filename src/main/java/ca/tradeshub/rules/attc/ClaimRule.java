package ca.tradeshub.rules.attc;

import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.RuleResult;

/** One rule on a whole claim; a failure that rejects stands against the claim, one that holds calls for a person. */
interface ClaimRule {

    /** The rule's entry in the catalogue. */
    Declaration declared();

    /** Judges the claim. */
    RuleResult judge(ClaimCase claim);
}
