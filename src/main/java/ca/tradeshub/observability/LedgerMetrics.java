package ca.tradeshub.observability;

import ca.tradeshub.overview.Overview;
import ca.tradeshub.overview.QueueDepths;
import ca.tradeshub.overview.QueueRow;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The ledger in numbers, read at an interval: files by verdict, records by state, findings by rule, the balance's
 * difference, queues, breaks, alarms and parked work. Durations and failures of steps are Camel's own metrics, by route
 * and step id.
 */
@Component
class LedgerMetrics {

    private static final String FILES =
            """
            select feed, case when state = 'REFUSED' then 'refused'
                              when state not in ('APPLIED', 'CLOSED') then 'in_progress'
                              when (select sum(records) from balance_delta d
                                     where d.file_id = f.id and d.state = 'REJECTED') > 0
                              then 'accepted_in_part' else 'accepted' end, count(*)
              from file f where role = 'data' and not dry_run group by 1, 2
            """;

    private static final String RECORDS =
            """
            select f.feed, lower(d.state), sum(d.records)
              from balance_delta d join file f on f.id = d.file_id where not f.dry_run group by 1, 2
            """;

    private static final String FINDINGS =
            """
            select g.rule, g.outcome, count(*)
              from finding g join file f on f.id = g.file_id where not f.dry_run group by 1, 2
            """;

    private static final String DIFFERENCE =
            """
            select coalesce(sum(abs(received - counted)), 0), coalesce(sum(abs(amount - summed)), 0)
              from (select f.records as received, f.amount, coalesce(sum(d.records), 0) as counted,
                           coalesce(sum(d.amount), 0) as summed
                      from file f left join balance_delta d on d.file_id = f.id
                     where f.state in ('APPLIED', 'CLOSED') group by f.id) balance
            """;

    private final JdbcClient jdbc;
    private final Overview overview;
    private final QueueDepths queues;
    private final Clock clock;

    private final MultiGauge files;
    private final MultiGauge records;
    private final MultiGauge findings;
    private final MultiGauge difference;
    private final MultiGauge breaks;
    private final MultiGauge alarms;
    private final MultiGauge parked;
    private final MultiGauge waiting;
    private final MultiGauge age;
    private final MultiGauge depth;

    LedgerMetrics(JdbcClient jdbc, Overview overview, QueueDepths queues, Clock clock, MeterRegistry meters) {
        this.jdbc = jdbc;
        this.overview = overview;
        this.queues = queues;
        this.clock = clock;
        files = gauge(meters, "hub.files", "Data files by feed and verdict");
        records = gauge(meters, "hub.records", "Records by feed and state");
        findings = gauge(meters, "hub.findings", "Findings by rule and outcome");
        difference = gauge(meters, "hub.balance.difference", "What the balance is off over all files; must be 0");
        breaks = gauge(meters, "hub.breaks.open", "Open breaks by type");
        alarms = gauge(meters, "hub.alarms.open", "Open alarms by code");
        parked = gauge(meters, "hub.parked", "Parked work by step");
        waiting = gauge(meters, "hub.outbox.depth", "Messages waiting to be sent, by queue");
        age = gauge(meters, "hub.outbox.age.seconds", "How long the oldest message waits, by queue");
        depth = gauge(meters, "hub.queue.depth", "Messages on the broker, by queue");
    }

    private static MultiGauge gauge(MeterRegistry meters, String name, String description) {
        return MultiGauge.builder(name).description(description).register(meters);
    }

    /** Reads the ledger again. */
    @Scheduled(fixedDelayString = "${hub.health.refresh:10s}")
    void refresh() {
        files.register(rows(FILES, "feed", "verdict"), true);
        records.register(rows(RECORDS, "feed", "state"), true);
        breaks.register(rows("select type, count(*) from break where closed_at is null group by 1", "type"), true);
        alarms.register(rows("select code, count(*) from alarm where closed_at is null group by 1", "code"), true);
        parked.register(rows("select step, count(*) from parked where released_at is null group by 1", "step"), true);
        difference.register(
                jdbc.sql(DIFFERENCE)
                        .query((rs, row) -> List.<Row<?>>of(
                                Row.of(Tags.of("of", "records"), rs.getBigDecimal(1)),
                                Row.of(Tags.of("of", "amount"), rs.getBigDecimal(2))))
                        .single(),
                true);
        queues();
    }

    /** Counts the findings again; they are many, so less often. */
    @Scheduled(fixedDelayString = "${hub.health.findings-refresh:60s}")
    void refreshFindings() {
        findings.register(rows(FINDINGS, "rule", "outcome"), true);
    }

    private void queues() {
        Map<String, Long> depths = queues.depths();
        List<Row<?>> onBroker = new ArrayList<>();
        depths.forEach((queue, messages) -> {
            if (messages != null) {
                onBroker.add(Row.of(Tags.of("queue", queue), messages));
            }
        });
        depth.register(onBroker, true);
        List<QueueRow> rows = overview.queues(Map.of());
        waiting.register(
                rows.stream()
                        .<Row<?>>map(queue -> Row.of(Tags.of("queue", queue.name()), queue.waiting()))
                        .toList(),
                true);
        age.register(
                rows.stream()
                        .<Row<?>>map(queue -> Row.of(
                                Tags.of("queue", queue.name()),
                                queue.waitingSince() == null
                                        ? 0
                                        : Duration.between(queue.waitingSince(), clock.instant())
                                                .toSeconds()))
                        .toList(),
                true);
    }

    private List<Row<?>> rows(String sql, String... tags) {
        return jdbc.sql(sql).<Row<?>>query((rs, row) -> row(rs, tags)).list();
    }

    private static Row<?> row(ResultSet rs, String... names) throws SQLException {
        Tags tags = Tags.empty();
        for (int i = 0; i < names.length; i++) {
            tags = tags.and(names[i], rs.getString(i + 1));
        }
        return Row.of(tags, rs.getLong(names.length + 1));
    }
}
