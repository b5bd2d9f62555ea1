// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.landing;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.FileRefusal;
import ca.tradeshub.ledger.FileWarning;
import ca.tradeshub.ledger.InboxId;
import ca.tradeshub.ledger.sequence.SequenceStream;
import ca.tradeshub.ledger.sequence.SequenceUses;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file that arrived and is to be recorded. Its bytes are already stored.
 *
 * @param inbox the drop folder
 * @param named what its name says
 * @param stored its bytes
 * @param controlFile the control file with which a CSV was read, null without one
 * @param refusal why it is refused before the ledger is consulted, null when there is no such reason
 * @param nameWarning why its name would have it refused, which in a dry run is only a warning; null when there is no
 *     such reason
 */
public record Arrival(
        InboxId inbox,
        Named named,
        Stored stored,
        @Nullable ControlFile controlFile,
        @Nullable FileRefusal refusal,
        @Nullable FileWarning nameWarning) {

    /**
     * What a file's name says.
     *
     * @param feed the feed in the name, the sender's own when the name does not follow the convention
     * @param control whether it is a payroll file's control file
     * @param name the name in the drop folder
     * @param logicalName the name without {@code .gz} and {@code .pgp}
     * @param employerBn9 the employer's nine digits of a payroll file, else empty
     * @param fileDate the date in the name; when the name does not follow the convention null, in a dry run the day of
     *     its arrival
     * @param sequence where the name places it in the sequence, null when the name does not follow the convention
     */
    public record Named(
            Feed feed,
            boolean control,
            String name,
            String logicalName,
            String employerBn9,
            @Nullable LocalDate fileDate,
            @Nullable Place sequence) {

        /** A name that does not follow the convention, of a file dropped by a sender of this feed. */
        public static Named unconventional(Feed feed, String name) {
            return new Named(feed, false, name, name, "", null, null);
        }
    }

    /**
     * The control file with which a CSV was read.
     *
     * @param fileId the ledger's id; null when it arrives before the CSV in the same batch
     * @param name its name in the drop folder
     */
    public record ControlFile(@Nullable Long fileId, String name) {}

    /**
     * A file's place in its sequence.
     *
     * @param year the year when the sender's sequence restarts each January, else 0
     * @param number the sequence
     * @param resubmission the number of the resubmission, 0 for an ordinary file
     * @param originalName of a resubmission the logical name of the file it corrects, else the file's own
     */
    public record Place(int year, int number, int resubmission, String originalName) {

        /** Whether it corrects records of a file that came before. */
        public boolean isResubmission() {
            return resubmission > 0;
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

    /** Where the name places it in the sequence, empty when the name does not follow the convention. */
    public Optional<Place> sequence() {
        return Optional.ofNullable(named.sequence());
    }

    /** Its number in the sequence it shares with other files. */
    SequenceUses.Number number(Place place) {
        return new SequenceUses.Number(
                new SequenceStream(sender(), feed(), employerBn9(), place.year()),
                place.number(),
                place.resubmission());
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

    /** Whether it can only be recorded together with a control file. */
    boolean needsControlFile() {
        return feed() == Feed.PAYROLL && !control() && refusal == null;
    }
}
