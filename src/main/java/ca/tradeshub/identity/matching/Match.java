// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.identity.matching;

import java.util.List;

/**
 * The match of a record with the persons of an index.
 *
 * @param status what follows
 * @param candidates the persons above the threshold for review, the best one first
 * @param isComplete false when the record was not compared with all persons of a block, because it was too large
 */
public record Match(MatchStatus status, List<Candidate> candidates, boolean isComplete) {

    public Match {
        candidates = List.copyOf(candidates);
    }
}
