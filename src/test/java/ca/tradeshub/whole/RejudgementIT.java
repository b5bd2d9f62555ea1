// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A province's pay is judged again under another reading of the law, first as a preview. Every claim states another end
 * of its 36 months; only those of the year in which they end come to another credit. Prints how long each run took.
 */
@Tag("size")
class RejudgementIT {

    private static final int WEEKS = 25;
    private static final int EARLIER = 9_000;
    private static final int LAST_YEAR = 3_000;
    private static final int PERSONS = EARLIER + LAST_YEAR;
    private static final Duration LIMIT = Duration.ofMinutes(15);
    private static final ObjectMapper JSON = new ObjectMapper();
    /** The maximum of 151 days of 2018 up to the end of May, and of 150. */
    private static final BigDecimal BEFORE = new BigDecimal("2068.49");

    private static final BigDecimal AFTER = new BigDecimal("2054.79");

    @Test
    void another_reading_is_preview_and_then_sent_as_corrections(@TempDir Path folder) throws Exception {
        try (HubProcess hub = new HubProcess(folder, "-Xmx512m").start();
                Partner partner = new Partner(hub.amqp)) {
            file(hub, partner);
        }
        try (HubProcess hub = new HubProcess(
                                folder, "-Xmx512m", "--hub.law.interpretations.C1=two-days-before-anniversary")
                        .start();
                Partner partner = new Partner(hub.amqp)) {
            assertThat(partner.drain(Partner.TAX, 5_000)).isEmpty();

            long begun = System.nanoTime();
            JsonNode preview = report(hub, "--preview");
            double previewed = seconds(begun);
            assertThat(partner.drain(Partner.TAX, 2_000)).isEmpty();

            begun = System.nanoTime();
            JsonNode run = report(hub);
            double done = seconds(begun);
            List<Partner.Received> corrections = partner.drain(Partner.TAX, 10_000);

            System.out.printf(
                    Locale.ROOT,
                    "%d records judged again, %d keys decided again, %d corrections: previewed in %.1f s, done in %.1f s%n",
                    run.path("judged").asLong(),
                    run.path("keys").asLong(),
                    corrections.size(),
                    previewed,
                    done);
            assertThat(preview.path("judged").asLong()).isEqualTo(PERSONS + (long) PERSONS * WEEKS);
            assertThat(preview.path("records")).isEmpty();
            assertThat(preview.path("messages")).hasSize(1);
            JsonNode change = preview.at("/messages/0");
            assertThat(change.path("kind").asText()).isEqualTo("AMEND");
            assertThat(change.path("messages").asInt()).isEqualTo(PERSONS);
            assertThat(money(change, "creditBefore").subtract(money(change, "creditAfter")))
                    .isEqualByComparingTo(BEFORE.subtract(AFTER).multiply(new BigDecimal(LAST_YEAR)));
            assertThat(run.path("messages")).isEqualTo(preview.path("messages"));
            assertThat(corrections).hasSize(PERSONS).allSatisfy(message -> assertThat(message.version())
                    .isEqualTo(2));
            assertThat(corrections.stream()
                            .filter(message -> message.key().endsWith("/2018-12-31"))
                            .map(message -> money(message.body().path("computation"), "credit")))
                    .hasSize(LAST_YEAR)
                    .containsOnly(AFTER);
            assertThat(hub.metric("hub_balance_difference", "")).isZero();
        }
    }

    /** Registrations of all, the pay of most for 2016, of the others for 2018; until every claim has been read. */
    private static void file(HubProcess hub, Partner partner) throws Exception {
        Wire.File registrations = Wire.registrations(1, 0, PERSONS);
        try (DropSite office = new DropSite(hub.sftp, "employment-ontario");
                DropSite payroll = new DropSite(hub.sftp, "payroll-maple")) {
            office.drop(registrations.name(), registrations.content());
            until(partner, Partner.REGISTRY);
            Wire.File pay = Wire.payroll(1, 0, EARLIER, WEEKS);
            payroll.drop(pay.name(), pay.content());
            Wire.File control = Wire.control(1, EARLIER, WEEKS);
            payroll.drop(control.name(), control.content());
            Wire.File later = Wire.payroll(2, EARLIER, LAST_YEAR, WEEKS);
            payroll.drop(later.name(), later(later.content()));
            Wire.File laterControl = Wire.control(2, LAST_YEAR, WEEKS);
            payroll.drop(laterControl.name(), later(laterControl.content()));
            until(partner, Partner.TAX);
        }
    }

    private static void until(Partner partner, String queue) {
        List<Partner.Received> received = new ArrayList<>();
        Awaitility.await(queue)
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    received.addAll(partner.drain(queue, 500));
                    return Partner.last(received).size() == PERSONS;
                });
    }

    private static JsonNode report(HubProcess hub, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of("rejudge", "--json"));
        command.addAll(List.of(options));
        String answer = hub.ask(command.toArray(String[]::new));
        return JSON.readTree(answer).path("report");
    }

    private static BigDecimal money(JsonNode node, String field) {
        return new BigDecimal(node.path(field).asText());
    }

    /** Two years later, in a year without a leap day. */
    private static String later(String content) {
        return content.replace("2016-02-29", "2018-03-01").replace("2016-", "2018-");
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}
