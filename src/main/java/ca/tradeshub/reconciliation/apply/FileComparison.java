// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.apply;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.ledger.RecordTable;
import ca.tradeshub.ledger.file.FileLease;
import ca.tradeshub.ledger.record.Findings;
import ca.tradeshub.ledger.record.RecordLedger;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Compares the records of a file with the other versions of their keys, in the caller's transaction: it decides
 * duplicates, supersession and key conflicts (interface agreements, section 6).
 */
@Component
class FileComparison {

    /** The records of other files that change their state with the file. */
    static final RecordTable DISPLACED = new RecordTable("displaced");

    /**
     * Those of the files whose records can have keys of other files: of those given or of those that took effect. Each key
     * of a pay line begins with its employer, and senders mostly number their lines on, so that the keys of most payroll
     * files are all lower or all higher than those of any other.
     */
    private static final String MEETING_OTHERS =
            """
            select f.id from file f
             where f.id = any(:files)
               and (f.feed <> 'payroll'
                    or exists (select from file o
                                where o.id = any(:files) and o.id <> f.id and o.employer_bn9 = f.employer_bn9
                                  and o.first_key <= f.last_key and o.last_key >= f.first_key)
                    or exists (select from file o
                                where o.feed = 'payroll' and o.role = 'data' and o.state in ('APPLIED', 'CLOSED')
                                  and o.employer_bn9 = f.employer_bn9 and o.id <> f.id
                                  and (o.first_key is null
                                       or o.first_key <= f.last_key and o.last_key >= f.first_key)))
            """;

    /**
     * Those of the files that share a key with another record, in the file itself, in the other files given or in files
     * that took effect, or that correct a record. In all others each record is the current one of its key already, and no
     * other record changes; most files are of this kind. OFFSET 0 makes the planner look up each key on its own.
     */
    private static final String SHARING =
            """
            select file_id from record
             where feed = '%1$s' and file_id = any(:files) and state <> 'REJECTED' and record_key is not null
             group by file_id, record_key having count(*) > 1
            union
            select file_id from correction where file_id = any(:files)
            union
            select k.file_id
              from (select distinct file_id, record_key from record
                     where feed = '%1$s' and file_id = any(:meeting) and record_key is not null) k
             cross join lateral (
                   select r.file_id from record r
                    where r.feed = '%1$s' and r.record_key = k.record_key and r.file_id <> k.file_id offset 0) o
             where o.file_id = any(:files) or exists (select from effective_file f where f.id = o.file_id)
            """;

    /** Reads the contents only of keys that occur more than once, which are few. */
    private static final String FIND_REPEATED_KEYS =
            """
            create temporary table repeated on commit drop as
            with keys as materialized (
                select record_key from record
                 where feed = '%1$s' and file_id = :file and record_key is not null and state <> 'REJECTED'
                 group by record_key having count(*) > 1)
            select k.record_key, count(distinct r.content) as contents, min(r.line) as first_line
              from keys k
             cross join lateral (
                   select content, line from record
                    where feed = '%1$s' and record_key = k.record_key and file_id = :file and state <> 'REJECTED'
                   offset 0) r
             group by k.record_key
            """;

    private static final String ARE_KEYS_REPEATED = "select exists (select from repeated)";

    /** The files whose records may change their state; their balances change under the locks of their rows. */
    private static final String FILES_TO_LOCK =
            """
            with recursive corrected as (
                select rejected_file, rejected_line from correction where file_id = :file
                union
                select c.rejected_file, c.rejected_line
                  from corrected d
                  join correction c on c.file_id = d.rejected_file and c.line = d.rejected_line)
            select file_id from placed where file_id <> :file
            union
            select rejected_file from corrected
            """;

    /**
     * What a resubmission corrects: the rejected records that its records are linked to, and what those were meant to
     * correct in their turn. A record closed only by its place in the pack says so.
     */
    private static final String ADD_CORRECTED =
            """
            with recursive corrected as (
                select c.rejected_file, c.rejected_line, c.basis = 'PLACE' as by_place
                  from correction c
                  join record n on n.file_id = c.file_id and n.line = c.line and n.state <> 'REJECTED'
                 where c.file_id = :file and c.undone_at is null
                union
                select c.rejected_file, c.rejected_line, d.by_place or c.basis = 'PLACE'
                  from corrected d
                  join correction c on c.file_id = d.rejected_file and c.line = d.rejected_line
                 where c.undone_at is null),
            closes as (
                select rejected_file, rejected_line, bool_and(by_place) as by_place from corrected
                 group by rejected_file, rejected_line)
            insert into displaced
            select o.file_id, o.line, o.state, 'SUPERSEDED', 'SUPERSEDED', coalesce(o.amount, 0),
                   case when c.by_place then 'CORRECTED-BY-PLACE' end
              from closes c
              join record o on o.feed = '%1$s' and o.file_id = c.rejected_file and o.line = c.rejected_line
                           and o.state = 'REJECTED'
             where not exists (select from displaced d where d.file_id = o.file_id and d.line = o.line)
            """;

    private final JdbcClient jdbc;
    private final RecordLedger records;
    private final KeyPlacement placement;
    private final Findings findings;

    FileComparison(JdbcClient jdbc, RecordLedger records, KeyPlacement placement, Findings findings) {
        this.jdbc = jdbc;
        this.records = records;
        this.placement = placement;
        this.findings = findings;
    }

    /** Those of the files that must be compared before they take effect. */
    Set<Long> sharing(Feed feed, Collection<Long> files) {
        return new HashSet<>(jdbc.sql(SHARING.formatted(feed.letter()))
                .param("files", files.toArray(Long[]::new))
                .param("meeting", meetingOthers(files).toArray(Long[]::new))
                .query(Long.class)
                .list());
    }

    private List<Long> meetingOthers(Collection<Long> files) {
        return jdbc.sql(MEETING_OTHERS)
                .param("files", files.toArray(Long[]::new))
                .query(Long.class)
                .list();
    }

    /**
     * Gives each record of a file the state of its place among all versions of its key. The place depends on the sequences
     * of the files, not on the order in which they are applied. Of keys that occur more than once in the file and have
     * equal content, the first stays; those of different content are all held.
     */
    void place(FileLease file) {
        runOnFile(FIND_REPEATED_KEYS, file);
        if (jdbc.sql(ARE_KEYS_REPEATED).query(Boolean.class).single()) {
            records.settleRepeatedKeys(file);
            findings.addRepeatedKeys(file.fileId());
        }
        placement.findOfFile(
                file.feed(),
                file.fileId(),
                !meetingOthers(List.of(file.fileId())).isEmpty());
        records.place(file, KeyPlacement.PLACED);
    }

    /**
     * Gives the records of other files the state of their place, now that the file is placed among them: mostly an older
     * version is superseded, but a late file can also make a former duplicate current, or a current record a duplicate. A
     * correction displaces the rejected record whatever the key of that record was. The records are {@link #DISPLACED}
     * then.
     */
    void displaceOthers(FileLease file, Instant now) {
        placement.lock(jdbc.sql(FILES_TO_LOCK)
                .param("file", file.fileId())
                .query(Long.class)
                .list());
        placement.findDisplaced(file.feed(), DISPLACED, file.fileId());
        runOnFile(ADD_CORRECTED, file);
        placement.displace(file.feed(), DISPLACED, now);
    }

    /** Runs a statement on the records of the feed, whose only parameter is the file. */
    private void runOnFile(String sql, FileLease file) {
        jdbc.sql(sql.formatted(file.feed().letter()))
                .param("file", file.fileId())
                .update();
    }
}
