// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.delivery.period;

import ca.tradeshub.audit.AuditTrail;
import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.OntarioTime;
import ca.tradeshub.canonical.Period;
import ca.tradeshub.canonical.Sha256;
import ca.tradeshub.reconciliation.decision.MessageLedger;
import ca.tradeshub.reconciliation.decision.OutgoingQueue;
import ca.tradeshub.reconciliation.decision.RuleSetVersion;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Closes the periods of the consumers' queues (interface agreements, section 3, {@code period-complete/1}). A closed
 * period is a message in the outbox of the queue of periods, at most one a period and queue, so that it is sent as every
 * other message is. Periods follow one another without gap, from the one in which the first file was received.
 */
@Component
public class PeriodClosing {

    /** The contract of the messages. */
    public static final String CONTRACT = "period-complete/1";

    /** What is appended to the name of a queue to name its queue of periods. */
    public static final String QUEUE_ENDING = ".periods";

    private static final Logger LOG = LoggerFactory.getLogger(PeriodClosing.class);

    /** So many periods are closed in one transaction. */
    private static final int AT_ONCE = 100;

    private static final String LAST_CLOSED =
            "select max(split_part(record_key, '/', 2)) as last_day from message where queue = :queue"
                    + " having count(*) > 0";

    private static final String FIRST_FILE = "select received_at from effective_file order by received_at limit 1";

    /** A feed's file belongs to the period of the date in its name. */
    private static final String FEEDS =
            """
            select feed, bool_or(received_at < :after) as arrived, bool_or(received_at >= :after) as late
              from effective_file
             where role = 'data' and file_date between :start and :end
             group by feed
            """;

    private static final String MESSAGES =
            """
            select count(*) filter (where kind = 'NEW') as new, count(*) filter (where kind = 'AMEND') as amend,
                   count(*) filter (where kind = 'WITHDRAW') as withdraw,
                   encode(sha256(convert_to(
                       coalesce(string_agg(message_id || chr(10), '' order by message_id collate "C"), ''), 'UTF8')),
                       'hex') as digest
              from (select m.kind, m.message_id
                      from (select last_id, sent_at, lag(last_id, 1, 0) over (order by last_id) as after_id
                              from send_batch where queue = :queue) b
                      join message m on outbox_of(m.queue) = :queue and m.id > b.after_id and m.id <= b.last_id
                     where b.sent_at >= :from and b.sent_at < :after
                       and not exists (select from delayed_message d where d.id = m.id)
                    union all
                    select m.kind, m.message_id
                      from delayed_message d join message m on m.id = d.id
                     where d.queue = :queue and d.sent_at >= :from and d.sent_at < :after) sent
            """;

    private final JdbcClient jdbc;
    private final MessageLedger messages;
    private final RuleSetVersion versions;
    private final AuditTrail audit;
    private final PeriodSettings settings;
    private final Clock clock;

    PeriodClosing(
            JdbcClient jdbc,
            MessageLedger messages,
            RuleSetVersion versions,
            AuditTrail audit,
            PeriodSettings settings,
            Clock clock) {
        this.jdbc = jdbc;
        this.messages = messages;
        this.versions = versions;
        this.audit = audit;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Closes the periods that have ended and whose grace is over.
     *
     * @return how many were closed
     */
    @Transactional
    public int close() {
        if (settings.length() == PeriodLength.NONE) {
            return 0;
        }
        int closed = 0;
        for (OutgoingQueue queue : OutgoingQueue.values()) {
            for (Period period : ended(queue)) {
                closed += close(queue, period) ? 1 : 0;
            }
        }
        return closed;
    }

    private List<Period> ended(OutgoingQueue queue) {
        List<Period> ended = new ArrayList<>();
        LocalDate start = nextStart(queue);
        while (start != null && ended.size() < AT_ONCE) {
            LocalDate end = settings.length().lastDay(start);
            if (clock.instant().isBefore(startOf(end.plusDays(1)).plus(settings.grace()))) {
                break;
            }
            ended.add(new Period(start, end));
            start = end.plusDays(1);
        }
        return ended;
    }

    /** The day after the last closed period; before the first, the first day of the period of the first file. */
    private @Nullable LocalDate nextStart(OutgoingQueue queue) {
        return jdbc.sql(LAST_CLOSED)
                .param("queue", queue.queueName() + QUEUE_ENDING)
                .query((rs, row) -> LocalDate.parse(rs.getString("last_day")).plusDays(1))
                .optional()
                .or(() -> jdbc.sql(FIRST_FILE)
                        .query((rs, row) -> settings.length()
                                .firstDay(LocalDate.ofInstant(
                                        rs.getTimestamp("received_at").toInstant(), OntarioTime.ZONE)))
                        .optional())
                .orElse(null);
    }

    private boolean close(OutgoingQueue queue, Period period) {
        String key = period.start() + "/" + period.end();
        String periods = queue.queueName() + QUEUE_ENDING;
        String id =
                Sha256.hex(String.join("\n", CONTRACT, queue.queueName(), key)).substring(0, 32);
        ObjectNode body = body(queue, period);
        boolean added = messages.addPeriod(periods, CONTRACT, id, key, body.toString(), versions, clock.instant());
        if (added) {
            audit.append("periods", "close", "queue:" + periods, new TreeMap<>(Map.of("period", key, "message", id)));
            LOG.info("Closed the period {} of queue {}", key, queue.queueName());
        }
        return added;
    }

    private ObjectNode body(OutgoingQueue queue, Period period) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("queue", queue.queueName());
        body.putObject("period")
                .put("start", period.start().toString())
                .put("end", period.end().toString());
        body.set("feeds", feeds(queue, period));
        jdbc.sql(MESSAGES)
                .param("queue", queue.queueName())
                .param("from", Timestamp.from(startOf(period.start())))
                .param("after", Timestamp.from(startOf(period.end().plusDays(1))))
                .query(rs -> {
                    body.putObject("messages")
                            .put("NEW", rs.getLong("new"))
                            .put("AMEND", rs.getLong("amend"))
                            .put("WITHDRAW", rs.getLong("withdraw"));
                    body.put("digest", rs.getString("digest"));
                });
        return body;
    }

    private ObjectNode feeds(OutgoingQueue queue, Period period) {
        Set<Feed> expected = EnumSet.noneOf(Feed.class);
        expected.addAll(settings.expected(queue));
        Set<Feed> arrived = EnumSet.noneOf(Feed.class);
        Set<Feed> late = EnumSet.noneOf(Feed.class);
        jdbc.sql(FEEDS)
                .param("start", period.start())
                .param("end", period.end())
                .param("after", Timestamp.from(startOf(period.end().plusDays(1))))
                .query(rs -> {
                    Feed feed = Feed.ofWireName(rs.getString("feed"));
                    if (rs.getBoolean("arrived")) {
                        arrived.add(feed);
                    }
                    if (rs.getBoolean("late")) {
                        late.add(feed);
                    }
                });
        arrived.retainAll(expected);
        late.retainAll(expected);
        Set<Feed> missing = EnumSet.noneOf(Feed.class);
        missing.addAll(expected);
        missing.removeAll(arrived);
        missing.removeAll(late);
        ObjectNode feeds = JsonNodeFactory.instance.objectNode();
        put(feeds.putArray("expected"), expected);
        put(feeds.putArray("arrived"), arrived);
        put(feeds.putArray("late"), late);
        put(feeds.putArray("missing"), missing);
        return feeds;
    }

    private static void put(ArrayNode array, Set<Feed> feeds) {
        feeds.forEach(feed -> array.add(feed.wireName()));
    }

    private static Instant startOf(LocalDate day) {
        return day.atStartOfDay(OntarioTime.ZONE).toInstant();
    }
}
