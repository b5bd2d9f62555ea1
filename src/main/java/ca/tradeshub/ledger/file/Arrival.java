package ca.tradeshub.ledger.file;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.ledger.InboxId;
import java.time.Instant;
import java.time.LocalDate;

/**
 * A file that arrived, its bytes safe, about to be registered.
 *
 * @param inbox the drop folder
 * @param feed the feed its name says, the sender's own when the name says none
 * @param control whether it is a payroll file's control file
 * @param name the name as it lies in the drop folder
 * @param logicalName the name without {@code .gz} and {@code .pgp}
 * @param employerBn9 the employer's nine digits of a payroll file, else empty
 * @param fileDate the date in the name, null when the name says none
 * @param sequence the sequence in the name, null when the name says none
 * @param archiveSha256 its archive entry, null when it was too large to be taken
 * @param contentSha256 digest of its content, null when the content could not be read
 * @param size its bytes as dropped
 * @param modified the remote file's own time, to the second
 * @param controlFile the ledger's id of a CSV's control file, null when it has none that waits for it
 * @param refusal why it is refused whatever the ledger knows, null when nothing is against it yet
 */
public record Arrival(
        InboxId inbox,
        Feed feed,
        boolean control,
        String name,
        String logicalName,
        String employerBn9,
        LocalDate fileDate,
        Integer sequence,
        String archiveSha256,
        String contentSha256,
        long size,
        Instant modified,
        Long controlFile,
        Refusal refusal) {

    /** The sender's name. */
    public String sender() {
        return inbox.sender();
    }

    /** Whether it is nothing without its control file, which is not there. */
    boolean lacksControlFile() {
        return feed == Feed.PAYROLL && !control && controlFile == null && refusal == null;
    }

    /**
     * Why a whole file is refused.
     *
     * @param code refusal code (interface agreements, section 1)
     * @param detail a sentence for the sender
     * @param detailFr the same in French
     */
    public record Refusal(String code, String detail, String detailFr) {}
}
