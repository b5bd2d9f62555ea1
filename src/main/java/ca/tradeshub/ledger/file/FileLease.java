// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.file;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.ledger.InboxId;
import java.time.LocalDate;

/**
 * A landed file in the hands of one worker. The epoch fences the worker: whatever it writes checks that the file's
 * epoch is still its own.
 *
 * @param fileId the ledger's id of the file
 * @param epoch the worker's epoch
 * @param inbox the drop folder it came from
 * @param feed the feed
 * @param name the file's name as it lay in the drop folder
 * @param logicalName the name without {@code .gz} and {@code .pgp}
 * @param employerBn9 the employer's nine digits of a payroll file, else empty
 * @param fileDate the date in the name
 * @param order the order of its records; newer is higher, and 0 is for a dry run whose name has no sequence
 * @param archiveSha256 the archive entry with its bytes
 * @param controlSha256 the archive entry with the control file's bytes, null for feeds without one
 * @param controlName the control file's name as it lay in the drop folder, null for feeds without one
 */
public record FileLease(
        long fileId,
        int epoch,
        InboxId inbox,
        Feed feed,
        String name,
        String logicalName,
        String employerBn9,
        LocalDate fileDate,
        long order,
        String archiveSha256,
        String controlSha256,
        String controlName) {

    /** The sender's name. */
    public String sender() {
        return inbox.sender();
    }
}
