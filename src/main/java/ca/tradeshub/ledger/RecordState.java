// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger;

import java.util.Locale;

/** The one state every record is in (interface agreements, section 4). */
public enum RecordState {
    /** Contributes to at least one sent message. */
    DELIVERED,
    /** The sender must correct it. */
    REJECTED,
    /** Same key and content as the standing record. */
    DUPLICATE,
    /** A newer record of the same key, or a correction, replaced it. */
    SUPERSEDED,
    /** Valid, and by law gives rise to nothing on any queue. */
    OUT_OF_SCOPE,
    /** A person must decide. */
    HELD,
    /** Waits for a counterpart or for delivery. */
    PENDING;

    /** Whether a file can close with records in this state. */
    public boolean closes() {
        return this != HELD && this != PENDING;
    }

    /** The state's name in receipts, for example {@code outOfScope}. */
    public String wireName() {
        return this == OUT_OF_SCOPE ? "outOfScope" : name().toLowerCase(Locale.ROOT);
    }
}
