package ca.tradeshub.overview;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.ledger.record.FileBalance;
import ca.tradeshub.ledger.response.FileVerdict;
import java.time.Instant;
import java.util.Locale;

/**
 * A landed file as the pages show it.
 *
 * @param id the ledger's id
 * @param sender who dropped it
 * @param feed its feed
 * @param control whether it is a payroll control file, which has no records of its own
 * @param name its name in the drop folder, with {@code test/} before it when it was dropped there
 * @param receivedAt when it was landed
 * @param state the ledger's state, for example {@code APPLIED}
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
        String state,
        String code,
        String detail,
        Integer line,
        boolean answered,
        FileBalance balance,
        Progress progress) {

    /**
     * How far a file has been read.
     *
     * @param records records read
     * @param bytes bytes of its content read
     * @param size bytes of the file, null when it is compressed or encrypted, so that they say nothing of its content
     */
    public record Progress(int records, long bytes, Long size) {}

    /** The hub's word on it. */
    public FileVerdict verdict() {
        return FileVerdict.of(state, balance == null ? 0 : balance.records().get(RecordState.REJECTED));
    }

    /** The verdict, or what the hub is at, in words. */
    public String status() {
        if (control && state.equals("PAIRED")) {
            return "paired";
        }
        return switch (verdict()) {
            case ACCEPTED -> "accepted";
            case ACCEPTED_IN_PART -> "accepted in part";
            case REFUSED -> "refused";
            case IN_PROGRESS -> state.toLowerCase(Locale.ROOT);
        };
    }

    /** Whether the file balances; a file without a balance has nothing to balance. */
    public boolean holds() {
        return balance == null || balance.holds();
    }
}
