// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.attc;

import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.RuleResult;

/**
 * One rule on a whole claim. A rejecting failure rejects the claim; a holding failure requires the decision of a
 * person.
 */
interface ClaimRule {

    /** The rule's entry in the catalogue. */
    Declaration declared();

    /** Judges the claim. */
    RuleResult judge(ClaimCase claim);
}
