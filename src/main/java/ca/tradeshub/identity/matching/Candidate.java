// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.identity.matching;

import ca.tradeshub.identity.Comparison;

/**
 * A person that a record may be of.
 *
 * @param person the number of the person in the index
 * @param status {@link MatchStatus#LINK} or {@link MatchStatus#REVIEW}, of this pair alone
 * @param comparison the evidence
 */
public record Candidate(int person, MatchStatus status, Comparison comparison) {}
