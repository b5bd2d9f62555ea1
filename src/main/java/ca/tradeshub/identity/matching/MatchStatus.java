// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.identity.matching;

/** What follows from the comparison of a record with the persons known. */
public enum MatchStatus {

    /** The record is of the person: the evidence is above the threshold for a link. */
    LINK,

    /** The record may be of the person: a person must review the pair. */
    REVIEW,

    /** Several persons are above the threshold for a link. */
    AMBIGUOUS,

    /** The record is of another person. */
    NONE
}
