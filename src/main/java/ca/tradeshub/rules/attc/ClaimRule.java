package ca.tradeshub.rules.attc;

import ca.tradeshub.rules.Answer;
import ca.tradeshub.rules.Declaration;

/** One rule on a whole claim; a failure that rejects stands against the claim, one that holds calls for a person. */
interface ClaimRule {

    /** The rule's entry in the catalogue. */
    Declaration declared();

    /** Judges the claim. */
    Answer judge(ClaimCase claim);
}
