// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.observability;

import ca.tradeshub.overview.ConsumerQueues;
import ca.tradeshub.overview.LedgerCounts;
import ca.tradeshub.overview.QueueDepths;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The ledger in numbers, read at an interval: files by verdict, records by state, findings by rule, the balance's
 * difference, queues, exceptions, alarms and parked work. Durations and failures of steps are Camel's own metrics, by route
 * and step id.
 */
@Component
class LedgerMetrics {

    private final LedgerCounts ledger;
    private final ConsumerQueues outbox;
    private final QueueDepths queues;
    private final Clock clock;

    private final MultiGauge files;
    private final MultiGauge records;
    private final MultiGauge findings;
    private final MultiGauge difference;
    private final MultiGauge exceptions;
    private final MultiGauge alarms;
    private final MultiGauge parked;
    private final MultiGauge waiting;
    private final MultiGauge age;
    private final MultiGauge depth;

    LedgerMetrics(LedgerCounts ledger, ConsumerQueues outbox, QueueDepths queues, Clock clock, MeterRegistry meters) {
        this.ledger = ledger;
        this.outbox = outbox;
        this.queues = queues;
        this.clock = clock;
        files = gauge(meters, "hub.files", "Data files by feed and verdict");
        records = gauge(meters, "hub.records", "Records by feed and state");
        findings = gauge(meters, "hub.findings", "Findings by rule and outcome");
        difference = gauge(
                meters, "hub.balance.difference", "Difference between received and counted over all files; must be 0");
        exceptions = gauge(meters, "hub.breaks.open", "Open exceptions by type");
        alarms = gauge(meters, "hub.alarms.open", "Open alarms by code");
        parked = gauge(meters, "hub.parked", "Parked work by step");
        waiting = gauge(meters, "hub.outbox.depth", "Messages waiting to be sent, by queue");
        age = gauge(meters, "hub.outbox.age.seconds", "Waiting time of the oldest message, by queue");
        depth = gauge(meters, "hub.queue.depth", "Messages on the broker, by queue");
    }

    private static MultiGauge gauge(MeterRegistry meters, String name, String description) {
        return MultiGauge.builder(name).description(description).register(meters);
    }

    /** Reads the ledger again. */
    @Scheduled(fixedDelayString = "${hub.health.refresh:10s}")
    void refresh() {
        files.register(rows(ledger.files(), "feed", "verdict"), true);
        records.register(rows(ledger.records(), "feed", "state"), true);
        exceptions.register(rows(ledger.openExceptions(), "type"), true);
        alarms.register(rows(ledger.openAlarms(), "code"), true);
        parked.register(rows(ledger.parked(), "step"), true);
        LedgerCounts.Difference off = ledger.difference();
        difference.register(
                List.of(Row.of(Tags.of("of", "records"), off.records()), Row.of(Tags.of("of", "amount"), off.amount())),
                true);
        queues();
    }

    /** Counts the findings again; they are many, so less often. */
    @Scheduled(fixedDelayString = "${hub.health.findings-refresh:60s}")
    void refreshFindings() {
        findings.register(rows(ledger.findings(), "rule", "outcome"), true);
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
        List<ConsumerQueues.Waiting> rows = outbox.waiting();
        waiting.register(
                rows.stream()
                        .<Row<?>>map(queue -> Row.of(Tags.of("queue", queue.queue()), queue.messages()))
                        .toList(),
                true);
        age.register(
                rows.stream()
                        .<Row<?>>map(queue -> Row.of(
                                Tags.of("queue", queue.queue()),
                                queue.since() == null
                                        ? 0
                                        : Duration.between(queue.since(), clock.instant())
                                                .toSeconds()))
                        .toList(),
                true);
    }

    /** One row a count; the second tag is absent where the counts have no parts. */
    private static List<Row<?>> rows(List<LedgerCounts.Count> counts, String... tags) {
        return counts.stream().<Row<?>>map(count -> row(count, tags)).toList();
    }

    private static Row<?> row(LedgerCounts.Count count, String... tags) {
        Tags name = Tags.of(tags[0], count.name());
        return Row.of(count.part() == null ? name : name.and(tags[1], count.part()), count.number());
    }
}
