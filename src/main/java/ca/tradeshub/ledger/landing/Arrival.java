// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.landing;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.FileRefusal;
import ca.tradeshub.ledger.InboxId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A file that arrived and is to be recorded. Its bytes are already stored.
 *
 * @param inbox the drop folder
 * @param named what its name says
 * @param stored its bytes
 * @param controlFile the ledger's id of a CSV's control file, null when no control file waits for it
 * @param refusal why it is refused before the ledger is consulted, null when there is no such reason
 */
public record Arrival(
        InboxId inbox, Named named, Stored stored, @Nullable Long controlFile, @Nullable FileRefusal refusal) {

    /**
     * What a file's name says.
     *
     * @param feed the feed in the name, the sender's own when the name does not follow the convention
     * @param control whether it is a payroll file's control file
     * @param name the name in the drop folder
     * @param logicalName the name without {@code .gz} and {@code .pgp}
     * @param employerBn9 the employer's nine digits of a payroll file, else empty
     * @param fileDate the date in the name, null when the name does not follow the convention
     * @param sequence the sequence in the name, null when the name does not follow the convention
     */
    public record Named(
            Feed feed,
            boolean control,
            String name,
            String logicalName,
            String employerBn9,
            @Nullable LocalDate fileDate,
            @Nullable Integer sequence) {

        /** A name that does not follow the convention, of a file dropped by a sender of this feed. */
        public static Named unconventional(Feed feed, String name) {
            return new Named(feed, false, name, name, "", null, null);
        }
    }

    /**
     * A file's bytes.
     *
     * @param archiveSha256 its archive entry, null when it was too large to be stored
     * @param contentSha256 digest of its content, null when the content could not be read
     * @param size its bytes as dropped
     * @param modified the remote file's own time, to the second
     */
    public record Stored(@Nullable String archiveSha256, @Nullable String contentSha256, long size, Instant modified) {}

    /** The sender's name. */
    public String sender() {
        return inbox.sender();
    }

    /** The feed in the name, the sender's own when the name does not follow the convention. */
    public Feed feed() {
        return named.feed();
    }

    /** Whether it is a payroll file's control file. */
    public boolean control() {
        return named.control();
    }

    /** The name in the drop folder. */
    public String name() {
        return named.name();
    }

    /** The name without {@code .gz} and {@code .pgp}. */
    public String logicalName() {
        return named.logicalName();
    }

    /** The employer's nine digits of a payroll file, else empty. */
    public String employerBn9() {
        return named.employerBn9();
    }

    /** The date in the name, null when the name does not follow the convention. */
    public @Nullable LocalDate fileDate() {
        return named.fileDate();
    }

    /** The sequence in the name, null when the name does not follow the convention. */
    public @Nullable Integer sequence() {
        return named.sequence();
    }

    /** The sequence of a file that was not refused for its name. */
    int acceptedSequence() {
        return Objects.requireNonNull(sequence(), "an accepted name has a sequence");
    }

    /** Its archive entry, null when it was too large to be stored. */
    public @Nullable String archiveSha256() {
        return stored.archiveSha256();
    }

    /** Digest of its content, null when the content could not be read. */
    public @Nullable String contentSha256() {
        return stored.contentSha256();
    }

    /** Its bytes as dropped. */
    public long size() {
        return stored.size();
    }

    /** The remote file's own time, to the second. */
    public Instant modified() {
        return stored.modified();
    }

    /** Whether it is a CSV whose control file has not landed. */
    boolean lacksControlFile() {
        return feed() == Feed.PAYROLL && !control() && controlFile == null && refusal == null;
    }
}
