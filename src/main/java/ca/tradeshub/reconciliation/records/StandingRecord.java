// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.records;

import ca.tradeshub.canonical.CanonicalRecord;
import ca.tradeshub.canonical.SourceRef;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.ledger.RecordState;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A record of an applied file as reconciliation sees it.
 *
 * @param address its place in the ledger
 * @param source its place in the file
 * @param state its state
 * @param heldWith the key whose decision holds or rejects it, null when it is neither held nor rejected, or is held for
 *     a reason of its own
 * @param fileOrder the order of its file among the files of its stream, newer is higher
 * @param fileDate the date in the file's name
 * @param receivedAt when the file was received
 * @param content the record
 */
public record StandingRecord<R extends CanonicalRecord>(
        RecordAddress address,
        SourceRef source,
        RecordState state,
        @Nullable String heldWith,
        long fileOrder,
        LocalDate fileDate,
        Instant receivedAt,
        R content) {

    /** Whether the record is held for a reason of its own, which no decision on a key can lift. */
    public boolean isHeldByItself() {
        return state == RecordState.HELD && heldWith == null;
    }

    /** Whether a decision set the record aside: it is held or out of scope. */
    public boolean isSetAside() {
        return state == RecordState.HELD || state == RecordState.OUT_OF_SCOPE;
    }

    /**
     * Whether the record was rejected because of other files, so that a decision on its key lifts the rejection.
     * Records rejected for a reason of their own are not read.
     */
    public boolean isRejectedWithKey() {
        return state == RecordState.REJECTED;
    }

    /** Whether the record may contribute to a decision: it is neither held for a reason of its own nor displaced. */
    public boolean stands() {
        return state != RecordState.SUPERSEDED && !isHeldByItself();
    }
}
