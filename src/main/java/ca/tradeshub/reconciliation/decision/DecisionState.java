// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.decision;

/** The state of the decision on a key. */
public enum DecisionState {
    /** A record that the decision needs is missing or held. */
    WAITING,
    /** A person must decide. */
    HELD,
    /** The key's message is made. */
    SENT,
    /** The key's last message is withdrawn, or no record supports the key any more. */
    WITHDRAWN,
    /** By law the key has no message. */
    OUT_OF_SCOPE
}
