// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.overview.files;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.ledger.FileState;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.ledger.record.FileBalance;
import ca.tradeshub.ledger.response.FileVerdict;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A landed file as the pages show it.
 *
 * @param id the ledger's id
 * @param sender who dropped it
 * @param feed its feed
 * @param control whether it is a payroll control file, which has no records of its own
 * @param name its name in the drop folder, with {@code test/} before it when it was dropped there
 * @param receivedAt when it was landed
 * @param state its state in the ledger
 * @param closedAt when it was closed: nothing of it was held or pending any more, or it was refused or checked as a dry
 *     run; null while it is open, and again after a record of it was held later
 * @param code refusal code, null unless refused
 * @param detail why it was refused, null unless refused
 * @param line where it was refused, null when the whole file was
 * @param answered whether the sender has its answer
 * @param balance its balance, null unless it took effect; that of a dry run is what it would have been
 * @param progress how far the hub has read it, null unless it is being read
 */
public record FileRow(
        long id,
        String sender,
        Feed feed,
        boolean control,
        String name,
        Instant receivedAt,
        FileState state,
        @Nullable Instant closedAt,
        @Nullable String code,
        @Nullable Text detail,
        @Nullable Integer line,
        boolean answered,
        @Nullable FileBalance balance,
        @Nullable Progress progress) {

    /**
     * How far a file has been read.
     *
     * @param records records read
     * @param bytes bytes of its content read
     * @param size bytes of the file, null when it is compressed or encrypted, so that they do not measure its content
     */
    public record Progress(int records, long bytes, @Nullable Long size) {}

    /** This file with its balance. */
    FileRow with(FileBalance balanceRead) {
        return new FileRow(
                id,
                sender,
                feed,
                control,
                name,
                receivedAt,
                state,
                closedAt,
                code,
                detail,
                line,
                answered,
                balanceRead,
                progress);
    }

    /** Whether lists show it: a control file only until its payroll file came. */
    public boolean isListed() {
        return !control || state != FileState.PAIRED;
    }

    /** The verdict on the file. */
    public FileVerdict verdict() {
        return FileVerdict.of(state, balance == null ? 0 : balance.recordsIn(RecordState.REJECTED));
    }

    /** The verdict's name, or the state's while the hub has not decided yet and for a control file. */
    public String status() {
        return verdict() == FileVerdict.IN_PROGRESS ? state.name() : verdict().name();
    }
}
