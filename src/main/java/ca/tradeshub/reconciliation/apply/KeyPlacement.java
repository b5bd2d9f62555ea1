// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.apply;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.exceptions.ExceptionCases;
import ca.tradeshub.ledger.EffectiveFiles;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.ledger.RecordTable;
import ca.tradeshub.ledger.file.FileLedger;
import ca.tradeshub.ledger.record.Balances;
import ca.tradeshub.ledger.record.RecordLedger;
import ca.tradeshub.ledger.response.SenderResponses;
import ca.tradeshub.ledger.state.RecordStates;
import ca.tradeshub.reconciliation.resolved.ResolvedFindings;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Gives the versions of keys the states of their places (interface agreements, section 6), in the caller's transaction:
 * when a file takes effect, and when a person decides that a record counts or does not count.
 */
@Component
class KeyPlacement {

    /** The versions of the keys, each with the state of its place. */
    static final RecordTable PLACED = new RecordTable("placed");

    /** The records whose states change because a person decided. */
    private static final RecordTable RESETTLED = new RecordTable("resettled");

    /** No file has this id. */
    private static final long NO_FILE = 0;

    /**
     * The records that other files hold under the keys of the file. OFFSET 0 makes the planner look up each key on its
     * own: an earlier file may hold thousands of records of one key. In the order of the index the look-ups of a large file
     * take half the time.
     */
    private static final String FIND_VERSIONS =
            """
            create temporary table version on commit drop as
            select o.record_key, o.file_id, o.line, o.content, o.withheld, o.state,
                   f.file_order, f.sender collate "C" as sender
              from (select distinct record_key from record
                     where :others and feed = '%1$s' and file_id = :file and record_key is not null
                     order by record_key) k
             cross join lateral (
                   select r.record_key, r.file_id, r.line, r.content, r.withheld, r.state
                     from record r
                    where r.feed = '%1$s' and r.record_key = k.record_key and r.file_id <> :file offset 0) o
              %2$s
            """;

    private static final String ADD_VERSIONS_OF_FILE =
            """
            insert into version
            select r.record_key, r.file_id, r.line, r.content, r.withheld, r.state, f.file_order, f.sender
              from record r join file f on f.id = r.file_id
             where r.feed = '%1$s' and r.file_id = :file and r.record_key in (select record_key from version)
            """;

    private static final String FIND_VERSIONS_OF_KEYS =
            """
            create temporary table version on commit drop as
            select r.record_key, r.file_id, r.line, r.content, r.withheld, r.state,
                   f.file_order, f.sender collate "C" as sender
              from record r
              %2$s
             where r.feed = '%1$s' and r.record_key = any(:keys)
            """;

    private static final String ANALYZE_VERSIONS = "analyze version";

    /**
     * The state of each version by its place in the order of its key, whatever the order in which the files came. PENDING
     * means the current record, whose further state reconciliation decides.
     *
     * <p>Among the versions that are not withheld, one that repeats the content before it is a duplicate; of the others
     * the newest is current and the older ones are superseded. A version that is held, rejected or was completed outside
     * the hub is superseded by any newer one that is not withheld.
     */
    private static final String PLACE_VERSIONS =
            """
            create temporary table placed on commit drop as
            with ordered as (
                select record_key, file_id, line, file_order, sender,
                       coalesce(content = lag(content) over (
                           partition by record_key order by file_order, sender, file_id, line), false) as repeats
                  from version where not withheld),
            current as (
                select distinct on (record_key) record_key, file_id, line
                  from ordered where not repeats
                 order by record_key, file_order desc, sender desc, file_id desc, line desc),
            newest as (
                select distinct on (record_key) record_key, file_order, sender, file_id
                  from ordered
                 order by record_key, file_order desc, sender desc, file_id desc, line desc)
            select o.file_id, o.line,
                   case when o.repeats then 'DUPLICATE'
                        when c.file_id is not null then 'PENDING'
                        else 'SUPERSEDED' end as state, cast(null as text) as rule
              from ordered o
              left join current c using (record_key, file_id, line)
            union all
            select v.file_id, v.line, 'SUPERSEDED', null
              from version v join newest n using (record_key)
             where v.withheld and v.state in ('HELD', 'REJECTED', 'OUT_OF_SCOPE')
               and (v.file_order, v.sender, v.file_id) < (n.file_order, n.sender, n.file_id)
            """;

    /**
     * The versions that a newer one superseded which is now withheld itself: each is rejected, completed outside the hub or
     * held again, by what its findings state and what a person decided about them. One that a person set back for another
     * line of its file stays superseded.
     */
    private static final String PLACE_WITHHELD_AGAIN =
            """
            insert into placed
            select v.file_id, v.line, w.state, w.rule
              from version v
             cross join lateral (
                   select case when f.outcome = 'reject' then 'REJECTED'
                               when f.outcome = 'hold' then 'HELD'
                               else 'OUT_OF_SCOPE' end as state,
                          case when f.outcome in ('reject', 'hold') then f.rule else :outside end as rule
                     from finding f
                    where f.file_id = v.file_id and f.line = v.line and f.decided_key is null
                      and (f.outcome in ('reject', 'hold')
                           or f.outcome = 'info' and exists (
                               select from exception_record x
                                 join exception_case e on e.id = x.exception_id and coalesce(e.rule, e.type) = f.rule
                                 join resolution s on s.basis = e.basis and s.undone_at is null
                                                  and s.kind = 'DONE_OUTSIDE'
                                                  and (s.approver is not null or not s.needs_approval)
                                where x.file_id = f.file_id and x.line = f.line))
                    order by case f.outcome when 'reject' then 1 when 'hold' then 3 else 2 end,
                             f.rule <> 'DUPLICATE_KEY', f.rule collate "C"
                    limit 1) w
             where v.withheld and v.state = 'SUPERSEDED'
               and not exists (select from placed p where p.file_id = v.file_id and p.line = v.line)
               and not exists (
                   select from version n
                    where n.record_key = v.record_key and not n.withheld
                      and (n.file_order, n.sender, n.file_id) > (v.file_order, v.sender, v.file_id))
               and not exists (
                   select from finding f
                    where f.file_id = v.file_id and f.line = v.line and f.rule = 'DUPLICATE_KEY' and f.outcome <> 'hold')
            """;

    /** Of each record that is held again, the rule and its first sentence. */
    private static final String HELD_AGAIN =
            """
            select distinct on (d.file_id, d.line) d.file_id, d.line, d.rule, f.message_en, f.message_fr
              from %s d join finding f on f.file_id = d.file_id and f.line = d.line and f.rule = d.rule
             where d.to_state = 'HELD' and f.outcome = 'hold' and f.decided_key is null
             order by d.file_id, d.line, f.message_en collate "C"
            """;

    private static final String ANALYZE_PLACED = "analyze placed";

    private static final String FIND_DISPLACED =
            """
            create temporary table %2$s on commit drop as
            select o.file_id, o.line, o.state,
                   case when p.state = 'PENDING' and o.in_force then 'DELIVERED' else p.state end as to_state,
                   p.state as own_state, coalesce(o.amount, 0) as amount, p.rule
              from placed p
              join record_status o on o.feed = '%1$s' and o.file_id = p.file_id and o.line = p.line
             where o.file_id <> :except
               and case when p.state = 'PENDING' then o.state in ('SUPERSEDED', 'DUPLICATE')
                        else o.state <> p.state end
            """;

    private static final String FILES_OF_PLACED = "select distinct file_id from placed order by file_id";

    private static final String FILES_WITH_OPEN_RECORDS =
            "select distinct file_id from %s where to_state in ('PENDING', 'HELD') order by file_id";

    private static final String FILES_OF = "select distinct file_id from %s order by file_id";

    private static final String RECORDS_OF = "select file_id, line from %s order by file_id, line";

    private final JdbcClient jdbc;
    private final RecordLedger records;
    private final RecordStates states;
    private final Balances balances;
    private final FileLedger files;
    private final ExceptionCases exceptions;
    private final SenderResponses responses;

    KeyPlacement(
            JdbcClient jdbc,
            RecordLedger records,
            RecordStates states,
            Balances balances,
            FileLedger files,
            ExceptionCases exceptions,
            SenderResponses responses) {
        this.jdbc = jdbc;
        this.records = records;
        this.states = states;
        this.balances = balances;
        this.files = files;
        this.exceptions = exceptions;
        this.responses = responses;
    }

    /**
     * Finds the places of the versions of a file's keys, among those of other files that took effect.
     *
     * @param others whether other files can have records under the keys
     */
    void findOfFile(Feed feed, long file, boolean others) {
        jdbc.sql(FIND_VERSIONS.formatted(feed.letter(), EffectiveFiles.of("o")))
                .param("file", file)
                .param("others", others)
                .update();
        jdbc.sql(ADD_VERSIONS_OF_FILE.formatted(feed.letter()))
                .param("file", file)
                .update();
        find();
    }

    /** Locks files whose records are going to change their states, until the transaction ends. */
    void lock(Collection<Long> fileIds) {
        states.lock(fileIds);
    }

    private void find() {
        List.of(ANALYZE_VERSIONS, PLACE_VERSIONS, ANALYZE_PLACED)
                .forEach(sql -> jdbc.sql(sql).update());
    }

    /**
     * Finds the records that change their state by their place.
     *
     * @param displaced the temporary table that is made of them
     * @param except the file whose records are left out
     */
    void findDisplaced(Feed feed, RecordTable displaced, long except) {
        jdbc.sql(FIND_DISPLACED.formatted(feed.letter(), displaced.name()))
                .param("except", except)
                .update();
    }

    /** Gives displaced records the states of their places, with everything that follows. */
    void displace(Feed feed, RecordTable displaced, Instant now) {
        records.displace(feed, displaced, now);
        balances.move(displaced);
        files.reopen(files(FILES_WITH_OPEN_RECORDS, displaced));
        exceptions.closeWithoutHeldRecords(displaced);
        responses.due(files(FILES_OF, displaced));
    }

    /**
     * Gives the versions of keys the states of their places.
     *
     * @return the records whose states changed
     */
    List<RecordAddress> place(Feed feed, Collection<String> recordKeys, Instant now) {
        jdbc.sql(FIND_VERSIONS_OF_KEYS.formatted(feed.letter(), EffectiveFiles.of("r")))
                .param("keys", recordKeys.toArray(String[]::new))
                .update();
        find();
        jdbc.sql(PLACE_WITHHELD_AGAIN)
                .param("outside", ResolvedFindings.DONE_OUTSIDE)
                .update();
        lock(jdbc.sql(FILES_OF_PLACED).query(Long.class).list());
        findDisplaced(feed, RESETTLED, NO_FILE);
        displace(feed, RESETTLED, now);
        exceptions.openAgain(jdbc.sql(HELD_AGAIN.formatted(RESETTLED.name()))
                .query((row, number) -> new ExceptionCases.RuleHold(
                        RecordAddress.of(row),
                        row.getString("rule"),
                        new Text(row.getString("message_en"), row.getString("message_fr"))))
                .list());
        List<RecordAddress> changed = jdbc.sql(RECORDS_OF.formatted(RESETTLED.name()))
                .query((rs, row) -> RecordAddress.of(rs))
                .list();
        jdbc.sql("drop table version, placed, " + RESETTLED.name()).update();
        return changed;
    }

    private List<Long> files(String sql, RecordTable of) {
        return jdbc.sql(sql.formatted(of.name())).query(Long.class).list();
    }
}
