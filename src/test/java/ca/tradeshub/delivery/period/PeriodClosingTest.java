// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.delivery.period;

import static ca.tradeshub.reconciliation.ReconciliationFixture.registration;
import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.audit.AuditTrail;
import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.OntarioTime;
import ca.tradeshub.canonical.Sha256;
import ca.tradeshub.delivery.ContractSchemas;
import ca.tradeshub.reconciliation.ReconciliationFixture;
import ca.tradeshub.reconciliation.decision.MessageLedger;
import ca.tradeshub.reconciliation.decision.RuleSetVersion;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The fixture's files are of 2026-11-20 and received on that day. */
class PeriodClosingTest {

    private static final String REGISTRY = "registry.certification";
    private static final String TAX = "taxcredit.verification";

    private final ReconciliationFixture hub = new ReconciliationFixture();

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void without_a_file_or_a_calendar_nothing_is_closed() {
        hub.clock().advance(Duration.ofDays(100));
        assertThat(periods(PeriodLength.MONTH).close()).isZero();

        registrations(1);
        hub.clock().advance(Duration.ofDays(100));
        assertThat(periods(PeriodLength.NONE).close()).isZero();
    }

    @Test
    void a_month_is_closed_once_for_each_queue_when_its_grace_is_over() throws Exception {
        registrations(1);
        hub.reconcileAndDeliver();
        hub.clock().advance(Duration.ofDays(12)); // 2026-12-02, 02:00: one day after the end, the grace is two
        assertThat(periods(PeriodLength.MONTH).close()).isZero();

        hub.clock().advance(Duration.ofDays(1)); // 2026-12-03, 02:00 in Ontario
        assertThat(periods(PeriodLength.MONTH).close()).isEqualTo(2);
        assertThat(periods(PeriodLength.MONTH).close()).isZero();

        JsonNode registry = body(REGISTRY, "2026-11-01/2026-11-30");
        assertThat(registry.path("queue").asText()).isEqualTo(REGISTRY);
        assertThat(registry.path("feeds").toString())
                .isEqualTo("{\"expected\":[\"registrations\",\"certificates\"],\"arrived\":[\"registrations\"],"
                        + "\"late\":[],\"missing\":[\"certificates\"]}");
        assertThat(registry.path("messages").toString()).isEqualTo("{\"NEW\":1,\"AMEND\":0,\"WITHDRAW\":0}");
        JsonNode tax = body(TAX, "2026-11-01/2026-11-30");
        assertThat(tax.path("messages").toString()).isEqualTo("{\"NEW\":0,\"AMEND\":0,\"WITHDRAW\":0}");
        assertThat(tax.path("feeds").path("missing").toString()).isEqualTo("[\"payroll\"]");
        assertThat(tax.path("digest").asText()).isEqualTo(Sha256.hex(""));
    }

    @Test
    void a_month_is_closed_from_the_moment_its_grace_ends() {
        registrations(1);
        hub.reconcileAndDeliver();
        Instant end = Instant.parse("2026-12-03T05:00:00Z"); // midnight in Ontario
        hub.clock().stopAt(end.minusMillis(1));
        assertThat(periods(PeriodLength.MONTH).close()).isZero();

        hub.clock().stopAt(end);
        assertThat(periods(PeriodLength.MONTH).close()).isEqualTo(2);
    }

    @Test
    void the_messages_follow_the_contract_and_wait_in_the_outbox() {
        registrations(1);
        hub.reconcileAndDeliver();
        hub.clock().advance(Duration.ofDays(20));
        periods(PeriodLength.MONTH).close();

        assertThat(hub.jdbc()
                        .sql("select body from message_status where contract = 'period-complete/1' and not sent")
                        .query(String.class)
                        .list())
                .hasSize(2)
                .allSatisfy(body -> assertThat(ContractSchemas.violations("period-complete-1.schema.json", body))
                        .isEmpty());
        assertThat(hub.audit().verify(null).broken()).isNull();
    }

    @Test
    void the_digest_is_over_the_ids_of_the_messages_sent_in_the_period() throws Exception {
        for (int i = 0; i < 5; i++) {
            hub.file(
                    Feed.REGISTRATIONS,
                    i + 1,
                    List.of(registration("TA-" + i, "123456" + i, "1234567" + i, "309A", LocalDate.of(2015, 6, 1))));
        }
        hub.reconcileAndDeliver();
        hub.clock().advance(Duration.ofDays(20));
        periods(PeriodLength.MONTH).close();

        String ids = hub
                .jdbc()
                .sql("select message_id from message where queue = '" + REGISTRY + "'")
                .query(String.class)
                .list()
                .stream()
                .sorted()
                .map(id -> id + "\n")
                .collect(Collectors.joining());
        assertThat(ids.lines().count()).isEqualTo(5);
        assertThat(body(REGISTRY, "2026-11-01/2026-11-30").path("digest").asText())
                .isEqualTo(Sha256.hex(ids));
    }

    @Test
    void a_file_of_the_period_that_is_received_after_its_end_is_late() throws Exception {
        registrations(1);
        hub.clock().advance(Duration.ofDays(11));
        hub.file(Feed.CERTIFICATES, 1, List.of(ReconciliationFixture.certificate("C000000001", "12345678", "309A")));
        registrations(2);
        hub.clock().advance(Duration.ofDays(9));
        periods(PeriodLength.MONTH).close();

        assertThat(body(REGISTRY, "2026-11-01/2026-11-30").path("feeds").toString())
                .isEqualTo("{\"expected\":[\"registrations\",\"certificates\"],\"arrived\":[\"registrations\"],"
                        + "\"late\":[\"registrations\",\"certificates\"],\"missing\":[]}");
    }

    @Test
    void periods_follow_one_another_without_gap_and_each_message_is_in_one() throws Exception {
        registrations(1);
        hub.reconcileAndDeliver(); // 2026-11-20, 02:00 in Ontario
        hub.clock().advance(Duration.ofHours(21)); // still that day in Ontario, the next one in UTC
        hub.file(
                Feed.REGISTRATIONS,
                7,
                List.of(registration("TA-7", "7654321", "76543217", "309A", LocalDate.of(2015, 6, 1))));
        hub.reconcileAndDeliver();
        hub.clock().advance(Duration.ofDays(5));
        assertThat(periods(PeriodLength.DAY).close()).isEqualTo(2 * 3);

        assertThat(keys(REGISTRY))
                .containsExactly("2026-11-20/2026-11-20", "2026-11-21/2026-11-21", "2026-11-22/2026-11-22");
        assertThat(body(REGISTRY, "2026-11-20/2026-11-20").at("/messages/NEW").asInt())
                .isEqualTo(2);
        assertThat(body(REGISTRY, "2026-11-21/2026-11-21").at("/messages/NEW").asInt())
                .isZero();
    }

    @Test
    void another_length_continues_after_the_last_closed_period() {
        registrations(1);
        hub.clock().advance(Duration.ofDays(6));
        periods(PeriodLength.WEEK).close();
        assertThat(keys(REGISTRY)).containsExactly("2026-11-16/2026-11-22");

        hub.clock().advance(Duration.ofDays(40));
        periods(PeriodLength.MONTH).close();
        assertThat(keys(REGISTRY))
                .containsExactly("2026-11-16/2026-11-22", "2026-11-23/2026-11-30", "2026-12-01/2026-12-31");
    }

    @Test
    void several_hubs_close_a_period_once() throws Exception {
        registrations(1);
        hub.clock().advance(Duration.ofDays(20));
        ExecutorService hubs = Executors.newFixedThreadPool(3);
        try {
            Callable<Integer> close =
                    () -> hub.inOneTransaction(() -> periods(PeriodLength.MONTH).close());
            List<Future<Integer>> closed = hubs.invokeAll(List.of(close, close));
            int total = 0;
            for (Future<Integer> each : closed) {
                total += each.get();
            }
            assertThat(total).isEqualTo(2);
        } finally {
            hubs.shutdownNow();
        }
        assertThat(keys(REGISTRY)).hasSize(1);
        assertThat(keys(TAX)).hasSize(1);
    }

    @Test
    void a_feed_without_a_file_in_a_period_is_overdue_when_the_grace_is_over() {
        assertThat(overdue(PeriodLength.MONTH)).as("no file has ever come").isEmpty();

        registrations(1); // the file's date is in the November of 2026 in which it is received
        assertThat(overdue(PeriodLength.MONTH)).isEmpty();
        hub.clock().advance(Duration.ofDays(12));
        assertThat(overdue(PeriodLength.MONTH)).as("within the grace").isEmpty();

        hub.clock().advance(Duration.ofDays(1));
        Instant december =
                LocalDate.of(2026, 12, 1).atStartOfDay(OntarioTime.ZONE).toInstant();
        assertThat(overdue(PeriodLength.MONTH))
                .containsExactly(
                        new OverdueFiles.Overdue(Feed.CERTIFICATES, 1, december),
                        new OverdueFiles.Overdue(Feed.PAYROLL, 1, december));

        hub.clock().advance(Duration.ofDays(31));
        Instant january =
                LocalDate.of(2027, 1, 1).atStartOfDay(OntarioTime.ZONE).toInstant();
        assertThat(overdue(PeriodLength.MONTH))
                .containsExactly(
                        new OverdueFiles.Overdue(Feed.REGISTRATIONS, 1, january),
                        new OverdueFiles.Overdue(Feed.CERTIFICATES, 2, december),
                        new OverdueFiles.Overdue(Feed.PAYROLL, 2, december));
        assertThat(overdue(PeriodLength.NONE)).isEmpty();
        assertThat(overdue(PeriodLength.DAY)).allMatch(each -> each.periods() == 12);
    }

    private PeriodClosing periods(PeriodLength length) {
        return new PeriodClosing(
                hub.jdbc(),
                hub.part(MessageLedger.class),
                hub.part(RuleSetVersion.class),
                hub.part(AuditTrail.class),
                settings(length),
                hub.clock());
    }

    private static PeriodSettings settings(PeriodLength length) {
        return new PeriodSettings(
                length,
                Duration.ofDays(2),
                List.of(Feed.REGISTRATIONS, Feed.CERTIFICATES),
                List.of(Feed.REGISTRATIONS, Feed.PAYROLL),
                60_000);
    }

    private List<OverdueFiles.Overdue> overdue(PeriodLength length) {
        return new OverdueFiles(hub.jdbc(), settings(length), hub.clock()).feeds();
    }

    private void registrations(int sequence) {
        hub.file(
                Feed.REGISTRATIONS,
                sequence,
                List.of(registration("TA-1", "1234567", "12345678", "309A", LocalDate.of(2015, 6, 1))));
    }

    private List<String> keys(String queue) {
        return hub.jdbc()
                .sql("select record_key from message where queue = :queue order by id")
                .param("queue", queue + ".periods")
                .query(String.class)
                .list();
    }

    private JsonNode body(String queue, String period) throws IOException {
        return new ObjectMapper()
                .readTree(hub.jdbc()
                        .sql("select body from message where queue = :queue and record_key = :key")
                        .param("queue", queue + ".periods")
                        .param("key", period)
                        .query(String.class)
                        .single());
    }
}
