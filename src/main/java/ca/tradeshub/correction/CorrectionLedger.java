// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.correction;

import ca.tradeshub.ledger.file.FileLease;
import ca.tradeshub.ledger.file.FileQueue;
import ca.tradeshub.ledger.file.LeaseLostException;
import ca.tradeshub.ledger.response.FileReport.Place;
import ca.tradeshub.ledger.response.FileReport.Resend;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Which rejected records went back to their senders, under which sequence, and which records correct them. */
@Component
public class CorrectionLedger {

    private static final String SENT_BACK =
            """
            insert into rejection_pack (file_id, sequence, lines) values (:file, :sequence, :lines)
            on conflict (file_id) do update set sequence = excluded.sequence, lines = excluded.lines
            """;

    private static final String CANDIDATES =
            """
            with pack as (
                select p.file_id, p.lines, f.name, f.archive_sha256
                  from rejection_pack p join file f on f.id = p.file_id
                 where f.sender = :sender and f.feed = :feed and f.employer_bn9 = :employer
                   and not f.dry_run and f.sequence < :sequence and p.sequence = :sequence
                   and cardinality(p.lines) = (select records from file where id = :file)
                 order by p.file_id desc limit 1),
            places as (
                select p.file_id, p.name, p.archive_sha256, l.line, l.place
                  from pack p cross join lateral unnest(p.lines) with ordinality l (line, place)),
            sent as (
                select line, byte_offset, byte_length, record_key, state,
                       row_number() over (order by line) as place
                  from record where file_id = :file)
            select p.file_id,
                   o.line as rejected_line, o.byte_offset as rejected_offset, o.byte_length as rejected_length,
                   s.line as sent_line, s.byte_offset as sent_offset, s.byte_length as sent_length,
                   p.name, p.archive_sha256
              from places p
              join record o on o.file_id = p.file_id and o.line = p.line and o.state = 'REJECTED'
              join sent s on s.place = p.place and s.state <> 'REJECTED'
                         and o.record_key is distinct from s.record_key
             order by o.line
            """;

    private static final String FORGET = "delete from correction where file_id = :file";

    private static final String CORRECTS =
            """
            insert into correction (file_id, line, rejected_file, rejected_line)
            values (:file, :line, :rejectedFile, :rejectedLine)
            """;

    private final JdbcClient jdbc;
    private final FileQueue files;

    CorrectionLedger(JdbcClient jdbc, FileQueue files) {
        this.jdbc = jdbc;
        this.files = files;
    }

    /**
     * A rejected record and the record that came in its place.
     *
     * @param rejectedFile the rejected record's file
     * @param rejected the place of the rejected record in that file
     * @param sent the place of the other record in its own file
     * @param name the name of the rejected record's file as it was dropped
     * @param archiveSha256 the archive entry with its bytes
     */
    public record Candidate(long rejectedFile, Place rejected, Place sent, String name, String archiveSha256) {}

    /** Notes that rejected records were put into their sender's {@code out/} folder, to be sent again. */
    public void sentBack(long fileId, Resend resend) {
        jdbc.sql(SENT_BACK)
                .param("file", fileId)
                .param("sequence", resend.sequence())
                .param("lines", resend.places().stream().map(Place::line).toArray(Integer[]::new))
                .update();
    }

    /**
     * The rejected records of the newest pack that may have been sent again as a staged file, each with the record in
     * its place. Records whose keys already match are left out.
     */
    public List<Candidate> candidates(FileLease lease) {
        return jdbc.sql(CANDIDATES)
                .param("sender", lease.sender())
                .param("feed", lease.feed().wireName())
                .param("employer", lease.employerBn9())
                .param("sequence", lease.sequence())
                .param("file", lease.fileId())
                .query((rs, row) -> new Candidate(
                        rs.getLong("file_id"),
                        place(rs, "rejected"),
                        place(rs, "sent"),
                        rs.getString("name"),
                        rs.getString("archive_sha256")))
                .list();
    }

    private static Place place(ResultSet rs, String of) throws SQLException {
        return new Place(rs.getInt(of + "_line"), rs.getLong(of + "_offset"), rs.getInt(of + "_length"));
    }

    /**
     * Stores which rejected records a staged file corrects. Every attempt replaces what an earlier attempt stored.
     *
     * @throws LeaseLostException when another worker has the file
     */
    @Transactional
    public void note(FileLease lease, List<Candidate> corrected) {
        files.renew(lease);
        jdbc.sql(FORGET).param("file", lease.fileId()).update();
        for (Candidate each : corrected) {
            jdbc.sql(CORRECTS)
                    .param("file", lease.fileId())
                    .param("line", each.sent().line())
                    .param("rejectedFile", each.rejectedFile())
                    .param("rejectedLine", each.rejected().line())
                    .update();
        }
    }
}
