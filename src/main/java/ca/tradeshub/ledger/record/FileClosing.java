// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.record;

import ca.tradeshub.audit.AuditTrail;
import ca.tradeshub.canonical.Messages;
import ca.tradeshub.ledger.alarm.AlarmCode;
import ca.tradeshub.ledger.alarm.Alarms;
import ca.tradeshub.ledger.file.FileLedger;
import ca.tradeshub.locks.AdvisoryLock;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Closes files when their records are settled, and watches the balances of all files. A difference between the deltas and
 * the records, or between a count and what was received, raises the alarm {@code BALANCE}.
 */
@Component
public class FileClosing {

    private static final Messages MESSAGES = Messages.of(Balances.class);

    /** Of the files whose balance changed since it was last checked, or was out of balance then. */
    private static final String UNBALANCED =
            """
            select f.id
              from balance_suspect s
              join effective_file f on f.id = s.file_id
              cross join lateral (
                select coalesce(sum(records), 0) as records, coalesce(sum(amount), 0) as amount
                  from balance_delta where file_id = f.id) d
             where d.records <> f.records or d.amount <> f.amount
             order by f.id
            """;

    private static final String OFF = "select file_id from balance_off";

    /** Takes files whose balance changed; a row that another hub has taken is left to it. */
    private static final String TAKE_CHANGED =
            """
            delete from balance_changed
             where ctid = any(array(select ctid from balance_changed limit :most for update skip locked))
            returning file_id
            """;

    private static final String CHANGED =
            "insert into balance_changed (file_id) select unnest(cast(:files as bigint[]))";

    /** Those of the files whose deltas do not have what was received, and those without held or pending records. */
    private static final String LOOKED_AT =
            """
            select f.id, d.open = 0 and f.state = 'APPLIED' as finished
              from unnest(cast(:files as bigint[])) w (id)
              join effective_file f on f.id = w.id
              cross join lateral (
                select coalesce(sum(records) filter (where state in ('HELD', 'PENDING')), 0) as open,
                       sum(records) as records, sum(amount) as amount
                  from balance_delta where file_id = f.id) d
             where d.open = 0 and f.state = 'APPLIED' and d.records is not null
                or coalesce(d.records, 0) <> f.records or coalesce(d.amount, 0) <> f.amount
             order by f.id
            """;

    /** Without those that another hub has closed since. */
    private static final String LOCK_OPEN =
            "select id from file where id = any(:files) and state = 'APPLIED' order by id for update";

    /** Files after a file, until they have so many records; at least one, if there is one. */
    private static final String NEXT =
            """
            select id, records
              from (select id, records, sum(records) over (order by id) - records as before
                      from (select id, records from effective_file where id > :after and id <= :last
                             order by id limit :files) next) f
             where before < :records
             order by id
            """;

    /** So many files are closed in one transaction. */
    private static final int CLOSED_AT_ONCE = 100;

    private static final int CHANGES_AT_ONCE = 1_000;

    /** What one verification recounts. */
    private static final int VERIFIED_RECORDS = 250_000;

    private static final int VERIFIED_FILES = 2_000;

    private final JdbcClient jdbc;
    private final Balances balances;
    private final FileLedger files;
    private final Alarms alarms;
    private final AuditTrail audit;
    private final Clock clock;

    /** The last file that was verified; the next verification continues after it. */
    private final AtomicLong verifiedTo = new AtomicLong();

    FileClosing(JdbcClient jdbc, Balances balances, FileLedger files, Alarms alarms, AuditTrail audit, Clock clock) {
        this.jdbc = jdbc;
        this.balances = balances;
        this.files = files;
        this.alarms = alarms;
        this.audit = audit;
        this.clock = clock;
    }

    /** Ids of the files that took effect and do not balance by their deltas, in ascending order. */
    public List<Long> unbalanced() {
        return jdbc.sql(UNBALANCED).query(Long.class).list();
    }

    /**
     * Checks files whose balance changed. Those without held or pending records are closed, at most 100 of them, if their
     * balance, recounted from the records, holds and agrees with the deltas; these are folded into one row for each state
     * then. A file that does not balance raises the alarm {@code BALANCE} and stays open.
     *
     * @return the number of files closed
     */
    @Transactional
    public int closeFinished() {
        Set<Long> changed = new TreeSet<>(jdbc.sql(TAKE_CHANGED)
                .param("most", CHANGES_AT_ONCE)
                .query(Long.class)
                .list());
        if (changed.isEmpty()) {
            return 0;
        }
        List<Long> finished = new ArrayList<>();
        List<Long> others = new ArrayList<>();
        jdbc.sql(LOOKED_AT).param("files", ids(changed)).query(rs -> {
            (rs.getBoolean("finished") ? finished : others).add(rs.getLong("id"));
        });
        others.forEach(this::raise);
        return finished.isEmpty() ? 0 : close(finished);
    }

    private int close(List<Long> finished) {
        List<Long> first = finished.subList(0, Math.min(finished.size(), CLOSED_AT_ONCE));
        AdvisoryLock.RECORD_STATES.take(jdbc);
        Map<Long, FileBalance> closing = verified(
                jdbc.sql(LOCK_OPEN).param("files", ids(first)).query(Long.class).list());
        closing.values().removeIf(balance -> !balance.isClosed());
        if (!closing.isEmpty()) {
            balances.fold(closing);
            files.close(closing.keySet(), clock.instant());
            audit.append(closing.entrySet().stream()
                    .map(closed -> new AuditTrail.Act(
                            "balance",
                            "close",
                            "file:" + closed.getKey(),
                            Map.of("records", closed.getValue().received())))
                    .toList());
        }
        lookAgain(finished.subList(first.size(), finished.size()));
        return closing.size();
    }

    private void lookAgain(Collection<Long> fileIds) {
        if (!fileIds.isEmpty()) {
            jdbc.sql(CHANGED).param("files", ids(fileIds)).update();
        }
    }

    /**
     * Compares the deltas of files that took effect with their records: of those that did not balance, and of the next
     * 250,000 records after those of the last time, so that the work does not grow with what is stored. A file that does not
     * balance raises the alarm {@code BALANCE}; the alarm of a file that balances is closed.
     *
     * @return the number of files that do not balance
     */
    @Transactional
    public int verify() {
        Set<Long> off = new TreeSet<>(jdbc.sql(OFF).query(Long.class).list());
        Set<Long> chosen = new TreeSet<>(off);
        long begin = verifiedTo.get();
        long left = next(begin, Long.MAX_VALUE, VERIFIED_RECORDS, chosen);
        if (left > 0 && begin > 0) {
            next(0, begin, left, chosen);
        }
        Set<Long> balanced = new TreeSet<>();
        List<Long> all = List.copyOf(chosen);
        for (int first = 0; first < all.size(); first += CLOSED_AT_ONCE) {
            List<Long> some = all.subList(first, Math.min(all.size(), first + CLOSED_AT_ONCE));
            balanced.addAll(verified(some).keySet());
        }
        off.retainAll(balanced);
        lookAgain(off);
        return chosen.size() - balanced.size();
    }

    /**
     * Chooses the files after a file, up to another, with so many records together.
     *
     * @return how many records fewer the chosen files have; none if there may be further files
     */
    private long next(long after, long last, long records, Set<Long> chosen) {
        long left = records;
        List<Counted> files = jdbc.sql(NEXT)
                .param("after", after)
                .param("last", last)
                .param("records", records)
                .param("files", VERIFIED_FILES)
                .query((row, number) -> new Counted(row.getLong("id"), row.getLong("records")))
                .list();
        for (Counted file : files) {
            chosen.add(file.id);
            verifiedTo.set(file.id);
            left -= file.records;
        }
        return files.size() == VERIFIED_FILES ? 0 : Math.max(0, left);
    }

    private record Counted(long id, long records) {}

    /** The balances of those of the files that hold and agree with the deltas, counted from the records. */
    private Map<Long, FileBalance> verified(List<Long> fileIds) {
        Map<Long, FileBalance> verified = new TreeMap<>();
        balances.bothWays(fileIds).forEach((file, both) -> {
            if (both.agree()) {
                verified.put(file, both.recounted());
            }
        });
        alarms.closeAll(
                AlarmCode.BALANCE,
                verified.keySet().stream().map(FileClosing::subject).toList());
        fileIds.stream().filter(file -> !verified.containsKey(file)).forEach(this::raise);
        return verified;
    }

    private void raise(long file) {
        alarms.raise(AlarmCode.BALANCE, subject(file), MESSAGES.text("balance.off", file));
    }

    private static String subject(long file) {
        return "file:" + file;
    }

    private static Long[] ids(Collection<Long> files) {
        return files.toArray(Long[]::new);
    }
}
