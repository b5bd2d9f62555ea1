// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

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

    /** The states of a record that counts, or would if no decision set it aside: nothing replaced or rejected it. */
    public static final Set<RecordState> STANDING =
            Collections.unmodifiableSet(EnumSet.of(DELIVERED, OUT_OF_SCOPE, HELD, PENDING));

    /** Whether a file can close with records in this state. */
    public boolean closes() {
        return this != HELD && this != PENDING;
    }

    /** The state's name in receipts, for example {@code outOfScope}. */
    public String wireName() {
        return this == OUT_OF_SCOPE ? "outOfScope" : name().toLowerCase(Locale.ROOT);
    }
}
