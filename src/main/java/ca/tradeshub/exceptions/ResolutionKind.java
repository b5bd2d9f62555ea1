// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.exceptions;

/** What a person can decide about an exception (interface agreements, section 5). */
public enum ResolutionKind {
    /** One of the values in disagreement is used. */
    USE_VALUE,
    /** The records are of one person. */
    LINK,
    /** The records are of different persons. */
    KEEP_APART,
    /** The record or claim is accepted as it was sent. */
    ACCEPT,
    /** The records are rejected and returned to their sender. */
    REJECT,
    /** The refused message is sent to its consumer again. */
    RESEND,
    /** The matter was completed outside the hub. */
    DONE_OUTSIDE
}
