// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.exceptions;

/** The state of an exception. */
public enum ExceptionState {
    /** A person must decide. */
    OPEN,
    /** A person has decided, and a second person must approve. */
    AWAITING_APPROVAL,
    /** Settled, by later data or by a resolution. */
    CLOSED
}
