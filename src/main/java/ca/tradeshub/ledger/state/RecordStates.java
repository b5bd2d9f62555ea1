// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.state;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.ledger.ClaimLines;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.ledger.file.FileLedger;
import ca.tradeshub.ledger.record.Balances;
import ca.tradeshub.ledger.record.RecordLedger;
import ca.tradeshub.ledger.response.SenderResponses;
import ca.tradeshub.locks.AdvisoryLock;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Moves records from state to state. Every move writes the deltas of the balance, reopens a closed file when the new
 * state is open, and makes a response to the sender due, all in the caller's transaction.
 *
 * <p>A record of a person is marked as delivered. A pay line is not: it is delivered while the message in force for its
 * claim is based on it, so that a message of many lines costs no update of each. {@link #writeOutcome} writes what such a
 * message changes in the balance.
 *
 * <p>The balance of a file changes under the lock of its row, which is taken under {@link AdvisoryLock#RECORD_STATES}.
 */
@Component
public class RecordStates {

    private static final String LOCK = "select id, feed from file where id = any(:files) order by id for no key update";

    private static final Set<Feed> PAY = EnumSet.of(Feed.PAYROLL);
    private static final Set<Feed> OF_PERSONS = EnumSet.complementOf(EnumSet.of(Feed.PAYROLL));

    private static final String GIVEN =
            """
            select w.file_id, w.line
              from unnest(cast(:files as bigint[]), cast(:lines as integer[])) as w (file_id, line)
            """;

    private static final String GIVEN_WITH_KEYS =
            """
            select w.file_id, w.line, w.held_with
              from unnest(cast(:files as bigint[]), cast(:lines as integer[]), cast(:keys as text[]))
                   as w (file_id, line, held_with)
            """;

    /**
     * Without those of claims: the state of a pay line follows from the message, and nothing moves. The sources of each
     * message are looked up alone: the planner expects so many records of them that it would read all sources instead.
     */
    static final String OF_LIVE_MESSAGES =
            """
            with live as materialized (
                select m.id from message_status m
                 where m.id = any(:messages) and m.queue <> 'taxcredit.verification'
                   and m.sent and m.dead_lettered_at is null)
            select distinct s.file_id, line
              from live
             cross join lateral (
                   select file_id, lines from message_source where message_id = live.id offset 0) s
             cross join unnest(s.lines) as part
             cross join generate_series(lower(part), upper(part) - 1) as line
            """;

    /** The records of dead letters that no other sent message is based on. */
    private static final String OF_DEAD_LETTERS =
            """
            select distinct s.file_id, s.line
              from message_record s
             where s.message_id = any(:dead)
               and not exists (select from message_source o join message_status m on m.id = o.message_id
                                where o.file_id = s.file_id and o.lines @> s.line
                                  and m.sent and m.dead_lettered_at is null)
            """;

    /** Messages that were only sent, as nearly all, have none: then their records are not looked up. */
    private static final String DEAD_LETTERS =
            """
            select l.id from dead_letter l join message m on m.id = l.id
             where l.id = any(:messages) and m.queue <> 'taxcredit.verification'
            """;

    private static final String CLAIMS_OF_MESSAGES =
            """
            select record_key from message
             where id = any(:messages) and queue = 'taxcredit.verification' order by record_key
            """;

    private static final String FILES_OF_MESSAGES =
            """
            select file_id from message_source where message_id = any(:messages)
            union
            select file_id from claim_in_force where claim_key = any(:claims)
            """;

    /** The pay lines that are delivered with claims, added up. The lines of each claim are looked up alone. */
    static final String DELIVERED_WITH_CLAIMS =
            """
            with source as materialized (
                select claim_key, file_id, lines from claim_in_force where claim_key = any(:claims))
            select l.file_id, count(*) as records, coalesce(sum(l.amount), 0) as amount
              from source s
             cross join lateral (
                   select p.file_id, p.amount from pay_line p
                    where %s and p.file_id = s.file_id and s.lines @> p.line and p.state = 'PENDING' offset 0) l
             group by l.file_id
            """
                    .formatted(ClaimLines.of("p", "s.claim_key"));

    private final JdbcClient jdbc;
    private final FileLedger files;
    private final RecordLedger ledger;
    private final Balances balances;
    private final SenderResponses responses;
    private final Clock clock;

    RecordStates(
            JdbcClient jdbc,
            FileLedger files,
            RecordLedger ledger,
            Balances balances,
            SenderResponses responses,
            Clock clock) {
        this.jdbc = jdbc;
        this.files = files;
        this.ledger = ledger;
        this.balances = balances;
        this.responses = responses;
        this.clock = clock;
    }

    /** Locks files whose records are going to move, until the transaction ends. */
    public void lock(Collection<Long> fileIds) {
        payrollFilesOfLocked(fileIds);
    }

    /** Locks the files; returns those of them that are payroll files. */
    private Set<Long> payrollFilesOfLocked(Collection<Long> fileIds) {
        Set<Long> payroll = new HashSet<>();
        if (!fileIds.isEmpty()) {
            AdvisoryLock.RECORD_STATES.take(jdbc);
            jdbc.sql(LOCK).param("files", fileIds.toArray(Long[]::new)).query(row -> {
                if (Feed.ofWireName(row.getString("feed")) == Feed.PAYROLL) {
                    payroll.add(row.getLong("id"));
                }
            });
        }
        return payroll;
    }

    /**
     * Moves those of the records that are in one of the given states. A record that already has the new state, rule and
     * key is not changed. A pay line that is moved to {@code PENDING} is delivered when the message in force for its claim
     * is based on it; one that is moved to {@code DELIVERED} is going to be added to that message.
     *
     * @param records the records
     * @param from the states from which they may move
     * @param to the state they move to
     * @param rule the rule or code that decides, or null
     * @param heldWith the key whose decision holds or rejects them, or null
     * @return how many moved
     */
    public int move(
            Collection<RecordAddress> records,
            Set<RecordState> from,
            RecordState to,
            @Nullable String rule,
            @Nullable String heldWith) {
        return move(records, new RecordLedger.Move(from, to, rule, heldWith));
    }

    /** Moves those of the records that are in one of the states of the move, in the same way. */
    public int move(Collection<RecordAddress> records, RecordLedger.Move move) {
        List<Balances.Shift> shifts = new ArrayList<>();
        byFeeds(records)
                .forEach((feeds, of) ->
                        shifts.addAll(ledger.move(feeds, GIVEN, RecordAddress.columns(of), move, clock.instant())));
        return follow(shifts);
    }

    /**
     * Moves records in the same way, each held or rejected with a key of its own.
     *
     * @param keys the key of each record
     * @param move the move; its key does not count
     */
    public int moveEach(Map<RecordAddress, String> keys, RecordLedger.Move move) {
        List<Balances.Shift> shifts = new ArrayList<>();
        byFeeds(keys.keySet()).forEach((feeds, of) -> {
            Map<String, Object> parameters = new TreeMap<>(RecordAddress.columns(of));
            parameters.put("keys", of.stream().map(keys::get).toArray(String[]::new));
            shifts.addAll(ledger.moveEach(feeds, GIVEN_WITH_KEYS, parameters, move, clock.instant()));
        });
        return follow(shifts);
    }

    /** Locks the files of the records; returns the records by the feeds whose tables they are in. */
    private Map<Set<Feed>, List<RecordAddress>> byFeeds(Collection<RecordAddress> records) {
        Set<Long> payroll = payrollFilesOfLocked(
                records.stream().map(RecordAddress::fileId).distinct().toList());
        return records.stream()
                .collect(Collectors.groupingBy(
                        record -> payroll.contains(record.fileId()) ? PAY : OF_PERSONS,
                        LinkedHashMap::new,
                        Collectors.toList()));
    }

    /**
     * Writes the outcome of messages, and gives their records the states that follow: records of a message that is sent
     * are delivered; records of a dead letter are pending again, unless another sent message is based on them.
     *
     * @param messages rows of messages
     * @param change writes the outcome
     * @return how many records moved
     */
    public int writeOutcome(Collection<Long> messages, Runnable change) {
        Long[] ids = messages.toArray(Long[]::new);
        String[] claims = jdbc.sql(CLAIMS_OF_MESSAGES)
                .param("messages", ids)
                .query(String.class)
                .list()
                .toArray(String[]::new);
        lock(jdbc.sql(FILES_OF_MESSAGES)
                .param("messages", ids)
                .param("claims", claims)
                .query(Long.class)
                .list());
        Map<Long, Share> before = deliveredWith(claims);
        change.run();
        int moved = shift(before, deliveredWith(claims));
        if (claims.length < ids.length) {
            moved += move(
                    OF_LIVE_MESSAGES,
                    Map.of("messages", ids),
                    RecordLedger.Move.of(RecordState.PENDING, RecordState.DELIVERED));
            moved += returnOfDeadLetters(ids);
        }
        return moved;
    }

    private int returnOfDeadLetters(Long[] messages) {
        List<Long> dead = jdbc.sql(DEAD_LETTERS)
                .param("messages", messages)
                .query(Long.class)
                .list();
        return dead.isEmpty()
                ? 0
                : move(
                        OF_DEAD_LETTERS,
                        Map.of("dead", dead.toArray(Long[]::new)),
                        RecordLedger.Move.of(RecordState.DELIVERED, RecordState.PENDING));
    }

    /** How many records, with how much money, are delivered. */
    private record Share(long records, BigDecimal amount) {

        private static final Share NONE = new Share(0, BigDecimal.ZERO);
    }

    private Map<Long, Share> deliveredWith(String[] claims) {
        Map<Long, Share> shares = new TreeMap<>();
        if (claims.length > 0) {
            jdbc.sql(DELIVERED_WITH_CLAIMS).param("claims", claims).query(row -> {
                shares.put(row.getLong("file_id"), new Share(row.getLong("records"), row.getBigDecimal("amount")));
            });
        }
        return shares;
    }

    private int shift(Map<Long, Share> before, Map<Long, Share> after) {
        Map<Long, Share> files = new TreeMap<>(before);
        files.putAll(after);
        List<Balances.Shift> shifts = new ArrayList<>();
        for (Long file : files.keySet()) {
            Share had = before.getOrDefault(file, Share.NONE);
            Share has = after.getOrDefault(file, Share.NONE);
            long records = has.records() - had.records();
            BigDecimal amount = has.amount().subtract(had.amount());
            if (records != 0 || amount.signum() != 0) {
                shifts.add(new Balances.Shift(file, RecordState.PENDING, RecordState.DELIVERED, records, amount));
            }
        }
        return follow(shifts);
    }

    /** Moves records of the registry's messages. */
    private int move(String selection, Map<String, Object> parameters, RecordLedger.Move move) {
        return follow(ledger.move(OF_PERSONS, selection, parameters, move, clock.instant()));
    }

    /** Writes what follows from moves; returns how many records moved. */
    private int follow(List<Balances.Shift> shifts) {
        if (shifts.isEmpty()) {
            return 0;
        }
        balances.shift(shifts);
        files.reopen(shifts.stream()
                .filter(Balances.Shift::opens)
                .map(Balances.Shift::file)
                .distinct()
                .toList());
        responses.due(shifts.stream().map(Balances.Shift::file).distinct().toList());
        return Math.toIntExact(
                shifts.stream().mapToLong(each -> Math.abs(each.records())).sum());
    }
}
