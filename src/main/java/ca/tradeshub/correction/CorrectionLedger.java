// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.correction;

import ca.tradeshub.ledger.Columns;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.ledger.file.FileLease;
import ca.tradeshub.ledger.file.FileLedger;
import ca.tradeshub.ledger.file.LeaseLostException;
import ca.tradeshub.ledger.response.FileReport.Place;
import ca.tradeshub.locks.AdvisoryLock;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Which rejected records were given back to their senders under which name, and which records correct them. Only a
 * resubmission is linked here; records of ordinary files correct by their keys alone.
 */
@Component
public class CorrectionLedger {

    /** The file and what was accepted of it before and since: the ordinary file and its resubmissions. */
    private static final String FAMILY =
            """
             from file o
              join file f on f.id = :file and o.sender = f.sender and o.feed = f.feed
                         and o.employer_bn9 = f.employer_bn9 and o.sequence_year = f.sequence_year
                         and o.sequence = f.sequence and o.file_date = f.file_date
             where o.role = 'data' and not o.dry_run and o.state <> 'REFUSED'
            """;

    private static final String SENDER = "select sender from file where id = :file";

    /** The pack whose name is not used yet and which holds exactly these lines. */
    private static final String GIVEN_OUT =
            """
            select p.resubmission from rejection_pack p
             where p.file_id = :file and p.lines = :lines
               and not exists (select %s and o.resubmission = p.resubmission)
             order by p.resubmission desc limit 1
            """
                    .formatted(FAMILY);

    private static final String NEXT =
            """
            with family as (select o.id, o.resubmission %s)
            select 1 + greatest(
                       coalesce((select max(resubmission) from family), 0),
                       coalesce((select max(p.resubmission) from rejection_pack p
                                  where p.file_id in (select id from family)), 0))
            """
                    .formatted(FAMILY);

    private static final String GIVE_OUT =
            """
            insert into rejection_pack (file_id, resubmission, lines) values (:file, :resubmission, :lines)
            on conflict (file_id, resubmission) do update set lines = excluded.lines, written_at = null
            """;

    private static final String WRITTEN =
            "update rejection_pack set written_at = :now where file_id = :file and resubmission = :resubmission";

    private static final String FORGET = "delete from correction where file_id = :file";

    private static final String LINK_BY_KEY =
            """
            insert into correction (file_id, line, rejected_file, rejected_line, basis)
            select n.file_id, n.line, r.file_id, r.line, 'KEY'
              from record n
              join record r on r.feed = n.feed and r.record_key = n.record_key and r.state = 'REJECTED'
                           and r.file_id in (select o.id %s and o.resubmission < f.resubmission)
             where n.file_id = :file
            """
                    .formatted(FAMILY);

    /**
     * The records of the pack that was given out under the name of the resubmission, each with the record in its place.
     * The list is empty when the numbers of records differ, or when the key of a record is that of another place: then the
     * places say nothing.
     */
    private static final String SAME_PLACES =
            """
            with pack as (
                select p.file_id, p.lines
                  from rejection_pack p
                 where p.resubmission = (select resubmission from file where id = :file)
                   and p.file_id in (select o.id %s and o.resubmission < f.resubmission)
                   and cardinality(p.lines) = (select records from file where id = :file)),
            places as (
                select r.file_id, r.line, r.byte_offset, r.byte_length, r.record_key, r.state, l.place
                  from pack p
                 cross join lateral unnest(p.lines) with ordinality l (line, place)
                  join record r on r.file_id = p.file_id and r.line = l.line),
            sent as (
                select line, byte_offset, byte_length, record_key, row_number() over (order by line) as place
                  from record where file_id = :file)
            select p.file_id, p.line as rejected_line, p.byte_offset as rejected_offset,
                   p.byte_length as rejected_length, s.line as sent_line, s.byte_offset as sent_offset,
                   s.byte_length as sent_length
              from places p join sent s on s.place = p.place
             where p.state = 'REJECTED' and p.record_key is null
               and not exists (select from correction c where c.file_id = :file and c.line = s.line)
               and not exists (select from places k join sent t on t.record_key = k.record_key and t.place <> k.place)
             order by p.line
            """
                    .formatted(FAMILY);

    private static final String SOURCE =
            """
            select f.name, f.archive_sha256, c.name as control_name, c.archive_sha256 as control_sha256
              from file f left join file c on c.id = f.control_file
             where f.id = :file
            """;

    private static final String LINK_BY_PLACE =
            """
            insert into correction (file_id, line, rejected_file, rejected_line, basis, words_in_common)
            select :file, w.line, w.rejected_file, w.rejected_line, 'PLACE', w.words
              from unnest(cast(:lines as integer[]), cast(:rejectedFiles as bigint[]), cast(:rejectedLines as integer[]),
                          cast(:words as integer[])) as w (line, rejected_file, rejected_line, words)
            """;

    private static final String UNDO =
            """
            update correction set undone_at = :now, undone_by = :by, undone_reason = :reason
             where rejected_file = :file and rejected_line = :line and undone_at is null
            returning file_id, line
            """;

    private static final String BY_PLACE_OF_FILE =
            """
              from correction c
              join effective_file f on f.id = c.file_id
              join record n on n.file_id = c.file_id and n.line = c.line
             where c.rejected_file = :file and c.basis = 'PLACE' and (n.state <> 'REJECTED' or c.undone_at is not null)
            """;

    private static final String OF_FILE =
            """
            select c.rejected_line, c.file_id, f.name, c.line, c.words_in_common, c.undone_at, c.undone_by,
                   c.undone_reason
            %s and (c.rejected_line, c.file_id) > (:afterLine, :afterFile)
             order by c.rejected_line, c.file_id
             limit :most
            """
                    .formatted(BY_PLACE_OF_FILE);

    private static final String COUNT_OF_FILE = "select count(*) " + BY_PLACE_OF_FILE;

    private static final int MOST_RESUBMISSIONS = 999;

    private final JdbcClient jdbc;
    private final FileLedger files;
    private final Clock clock;

    CorrectionLedger(JdbcClient jdbc, FileLedger files, Clock clock) {
        this.jdbc = jdbc;
        this.files = files;
        this.clock = clock;
    }

    /**
     * A rejected record whose key could not be read, and the record in its place.
     *
     * @param rejectedFile the rejected record's file
     * @param rejected where the rejected record is in that file
     * @param sent where the other record is in its own file
     */
    public record SamePlace(long rejectedFile, Place rejected, Place sent) {}

    /**
     * What a file's content is read from.
     *
     * @param name its name as it was dropped
     * @param archiveSha256 the archive entry with its bytes
     * @param controlName the name of its control file, null for feeds without one
     * @param controlSha256 the archive entry with the control file's bytes, null for feeds without one
     */
    public record Source(
            String name, String archiveSha256, @Nullable String controlName, @Nullable String controlSha256) {}

    /** A correction by place, with the percentage of words that both records have: evidence, not a reason. */
    public record ByPlace(SamePlace places, int wordsInCommon) {}

    /**
     * Gives out the number under which rejected records can be sent again: the one given before when the pack is the same
     * and its name is not used, else the next one that was neither used nor given out.
     *
     * @param fileId the file whose records are rejected
     * @param places the rejected records, in the order of the pack
     */
    @Transactional
    public int giveOut(long fileId, List<Place> places) {
        AdvisoryLock.LANDING.take(
                jdbc, jdbc.sql(SENDER).param("file", fileId).query(String.class).single());
        Integer[] lines = places.stream().map(Place::line).toArray(Integer[]::new);
        return jdbc.sql(GIVEN_OUT)
                .param("file", fileId)
                .param("lines", lines)
                .query(Integer.class)
                .optional()
                .orElseGet(() -> {
                    int next = next(fileId);
                    jdbc.sql(GIVE_OUT)
                            .param("file", fileId)
                            .param("resubmission", next)
                            .param("lines", lines)
                            .update();
                    return next;
                });
    }

    /** Notes that the pack given out under a number is in its sender's {@code out/} folder. */
    public void written(long fileId, int resubmission) {
        jdbc.sql(WRITTEN)
                .param("now", Timestamp.from(clock.instant()))
                .param("file", fileId)
                .param("resubmission", resubmission)
                .update();
    }

    /**
     * Undoes what closed a rejected record, in the caller's transaction.
     *
     * @param reason why, without personal data
     * @param operator who undoes it
     * @return the records that no longer correct it
     */
    List<RecordAddress> undo(RecordAddress rejected, String reason, String operator) {
        return jdbc.sql(UNDO)
                .param("now", Timestamp.from(clock.instant()))
                .param("by", operator)
                .param("reason", reason)
                .param("file", rejected.fileId())
                .param("line", rejected.line())
                .query((rs, row) -> RecordAddress.of(rs))
                .list();
    }

    /**
     * A correction by place, as an operator sees it.
     *
     * @param line the line of the rejected record
     * @param byFile the file that corrects it
     * @param byName the name of that file
     * @param byLine the line in that file
     * @param wordsInCommon the percentage of words that both records have
     * @param undoneAt when it was undone, null when it is in effect
     * @param undoneBy who undid it, null when it is in effect
     * @param reason why it was undone, null when it is in effect
     */
    public record PlaceCorrection(
            int line,
            long byFile,
            String byName,
            int byLine,
            int wordsInCommon,
            @Nullable Instant undoneAt,
            @Nullable String undoneBy,
            @Nullable String reason) {}

    /** How many records of a file were closed by their places alone. */
    public long countByPlace(long fileId) {
        return jdbc.sql(COUNT_OF_FILE).param("file", fileId).query(Long.class).single();
    }

    /**
     * The records of a file that were closed by their places alone, in the order of their lines.
     *
     * @param after the last one that was read, as the file that corrects it and its line in this file; null for the
     *     beginning
     * @param most the most given
     */
    public List<PlaceCorrection> byPlace(long fileId, @Nullable RecordAddress after, int most) {
        return jdbc.sql(OF_FILE)
                .param("file", fileId)
                .param("afterLine", after == null ? 0 : after.line())
                .param("afterFile", after == null ? 0 : after.fileId())
                .param("most", most)
                .query((rs, row) -> {
                    Timestamp undone = rs.getTimestamp("undone_at");
                    return new PlaceCorrection(
                            rs.getInt("rejected_line"),
                            rs.getLong("file_id"),
                            rs.getString("name"),
                            rs.getInt("line"),
                            rs.getInt("words_in_common"),
                            undone == null ? null : undone.toInstant(),
                            rs.getString("undone_by"),
                            rs.getString("undone_reason"));
                })
                .list();
    }

    /** The number under which rejected records of a file could be sent again, without giving it out. */
    public int next(long fileId) {
        return Math.min(
                MOST_RESUBMISSIONS,
                jdbc.sql(NEXT).param("file", fileId).query(Integer.class).single());
    }

    /**
     * Links the records of a staged resubmission with the rejected records of its original by their keys, in place of what
     * an earlier attempt linked.
     *
     * @return the rejected records whose keys could not be read, each with the record in its place
     * @throws LeaseLostException when another worker has the file
     */
    @Transactional
    public List<SamePlace> linkByKey(FileLease lease) {
        files.renew(lease);
        jdbc.sql(FORGET).param("file", lease.fileId()).update();
        jdbc.sql(LINK_BY_KEY).param("file", lease.fileId()).update();
        return jdbc.sql(SAME_PLACES)
                .param("file", lease.fileId())
                .query((rs, row) -> new SamePlace(rs.getLong("file_id"), place(rs, "rejected"), place(rs, "sent")))
                .list();
    }

    private static Place place(ResultSet rs, String of) throws SQLException {
        return new Place(rs.getInt(of + "_line"), rs.getLong(of + "_offset"), rs.getInt(of + "_length"));
    }

    /** What the content of a file is read from. */
    public Source source(long fileId) {
        return jdbc.sql(SOURCE)
                .param("file", fileId)
                .query((rs, row) -> new Source(
                        rs.getString("name"),
                        rs.getString("archive_sha256"),
                        rs.getString("control_name"),
                        rs.getString("control_sha256")))
                .single();
    }

    /**
     * Links records of a staged resubmission with rejected records in their places.
     *
     * @throws LeaseLostException when another worker has the file
     */
    @Transactional
    public void linkByPlace(FileLease lease, List<ByPlace> corrections) {
        files.renew(lease);
        jdbc.sql(LINK_BY_PLACE)
                .param("file", lease.fileId())
                .param(
                        "lines",
                        Columns.of(corrections, each -> each.places().sent().line(), Integer[]::new))
                .param(
                        "rejectedFiles",
                        Columns.of(corrections, each -> each.places().rejectedFile(), Long[]::new))
                .param(
                        "rejectedLines",
                        Columns.of(corrections, each -> each.places().rejected().line(), Integer[]::new))
                .param("words", Columns.of(corrections, ByPlace::wordsInCommon, Integer[]::new))
                .update();
    }
}
