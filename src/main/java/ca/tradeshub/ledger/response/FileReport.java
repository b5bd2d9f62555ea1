// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.response;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.FileRefusal;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.ledger.FileState;
import ca.tradeshub.ledger.FileWarning;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.ledger.record.FileBalance;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What there is to say to a sender about a file, all of it as of one moment.
 *
 * @param sha256 digest of the file as it was dropped, null when it was too large to be taken
 * @param receivedAt when it was received
 * @param verdict the verdict
 * @param refusal why it was refused, null when it was not
 * @param warnings warnings about the whole file, by code
 * @param balance the balance, null for a refused file, which has none
 * @param findings distinct findings with their counts, never capped
 * @param lines lines with a finding and its rule, in order, at most as many as asked for
 * @param linesTotal how many there are
 * @param kept what is kept back of the file
 * @param resend the rejected records, to be corrected and sent again; null when the file has no records to send back
 * @param next what can be sent next
 * @param changes records that changed state since the receipt, in order, at most as many as asked for
 * @param changesTotal how many there are
 * @param saw which transactions' work it saw, null for a file outside the ledger
 */
public record FileReport(
        @Nullable String sha256,
        Instant receivedAt,
        FileVerdict verdict,
        @Nullable FileRefusal refusal,
        List<FileWarning> warnings,
        @Nullable FileBalance balance,
        List<FindingCount> findings,
        List<LineRule> lines,
        long linesTotal,
        Kept kept,
        @Nullable Resend resend,
        Next next,
        List<Change> changes,
        long changesTotal,
        @Nullable String saw) {

    /**
     * The report on a file outside the ledger that would be accepted.
     *
     * @param rejected how many of its records would be rejected
     */
    public static FileReport accepted(
            String sha256,
            Instant receivedAt,
            long rejected,
            List<FileWarning> warnings,
            FileBalance balance,
            Found found,
            @Nullable Resend resend) {
        return new FileReport(
                sha256,
                receivedAt,
                FileVerdict.of(FileState.APPLIED, rejected),
                null,
                warnings,
                balance,
                found.findings(),
                found.lines(),
                found.linesTotal(),
                Kept.outside(found),
                resend,
                Next.UNKNOWN,
                List.of(),
                0,
                null);
    }

    /** The report on a file outside the ledger that would be refused. */
    public static FileReport refused(@Nullable String sha256, Instant receivedAt, FileRefusal refusal, Found found) {
        return new FileReport(
                sha256,
                receivedAt,
                FileVerdict.REFUSED,
                refusal,
                List.of(),
                null,
                found.findings(),
                found.lines(),
                found.linesTotal(),
                Kept.outside(found),
                null,
                Next.UNKNOWN,
                List.of(),
                0,
                null);
    }

    /**
     * What is kept back of a file.
     *
     * @param isAny whether a record is in a state with a reason: rejected, held, out of scope, or pending where a decision
     *     gives one; of a refused file whether a line has a finding that rejects it
     * @param firstPage what was found on such records, the first page of {@link FileReports#LINES_OF_A_PAGE} lines; empty for
     *     a file outside the ledger
     */
    public record Kept(boolean isAny, List<LineFinding> firstPage) {

        private static Kept outside(Found found) {
            return new Kept(found.hasKept(), List.of());
        }
    }

    /**
     * What the rules found in a file.
     *
     * @param findings distinct findings with their counts, never capped
     * @param lines lines with a finding and its rule, in order, possibly capped
     * @param linesTotal how many there are
     * @param hasKept whether a line is not taken, or has a finding that rejects it
     */
    public record Found(List<FindingCount> findings, List<LineRule> lines, long linesTotal, boolean hasKept) {}

    /** How often a rule found something with an outcome, which is written as messages write it. */
    public record FindingCount(String rule, String outcome, long count) {}

    /** That a rule found something on a line, and the state of its record; null when the file was refused. */
    public record LineRule(int line, @Nullable RecordState state, String rule) {}

    /** The state a record came into, the rule that decided it (null when none did), and when. */
    public record Change(int line, RecordState state, @Nullable String rule, Instant at) {}

    /**
     * What a sender can send next in the sequence of a file.
     *
     * @param sequence the next free sequence; null when it is not known, as for a name that does not follow the
     *     convention or a file outside the ledger
     * @param resubmission the number of the next free resubmission, 0 unless the file is one
     */
    public record Next(@Nullable Integer sequence, int resubmission) {

        /** Nothing is known of it. */
        public static final Next UNKNOWN = new Next(null, 0);
    }

    /**
     * The rejected records of a file, which their sender is to correct.
     *
     * @param feed the feed
     * @param logicalName the file's name without {@code .gz} and {@code .pgp}
     * @param archiveSha256 the archive entry with the file's bytes
     * @param controlName name of a payroll file's control file, null for feeds without one
     * @param controlSha256 the archive entry with the control file's bytes, null for feeds without one
     * @param amount their hours or gross wages
     * @param places their positions in the file, in order
     */
    public record Resend(
            Feed feed,
            String logicalName,
            String archiveSha256,
            @Nullable String controlName,
            @Nullable String controlSha256,
            BigDecimal amount,
            List<Place> places) {}

    /**
     * The position of a record in its decrypted, decompressed file.
     *
     * @param line line number, from 1
     * @param offset offset of its first byte
     * @param length its bytes, without terminator
     */
    public record Place(int line, long offset, int length) {}

    /**
     * Something a rule found on a line.
     *
     * @param line line number, from 1
     * @param column CSV column, fixed-width start position or JSON character; null when there is no position
     * @param field the field in the hub's language, null when the whole line is meant
     * @param rule the rule or code
     * @param outcome {@code reject}, {@code hold}, {@code warn} or {@code info}
     * @param state the state of its record, null when the file was refused
     * @param message what is wrong
     * @param citation document and section
     * @param observed the value found, masked where it is personal; null when there is no value to show
     */
    public record LineFinding(
            int line,
            @Nullable Integer column,
            @Nullable String field,
            String rule,
            String outcome,
            @Nullable RecordState state,
            Text message,
            String citation,
            @Nullable String observed) {}
}
