// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.intake.landing.LandedBatch;
import ca.tradeshub.intake.landing.LandedFile;
import ca.tradeshub.testing.Dropped;
import ca.tradeshub.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The routes that take files in, step by step, without a drop folder. */
class IntakeRoutesTest {

    @TempDir
    private Path folder;

    private IntakeBench hub;
    private CamelContext camel;

    @BeforeEach
    void load() throws Exception {
        hub = new IntakeBench(TestDatabase.fresh(), folder, 1, folder.resolve("known_hosts"));
        camel = hub.camel;
        camel.setAutoStartup(false);
        hub.start("failures", "intake", "responses");
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    private Exchange drop(String feed, String sender, String name, String content) throws Exception {
        camel.getRouteController().startRoute("intake-" + feed + "." + sender);
        return camel.createProducerTemplate().request("direct:drop", exchange -> {
            exchange.getMessage()
                    .setBody(new Dropped(sender, "in", Instant.ofEpochSecond(1))
                            .with(name, content.getBytes(StandardCharsets.UTF_8))
                            .batch());
            exchange.setProperty("names", List.of(name));
        });
    }

    @Test
    void each_drop_folder_has_a_route_that_names_its_feed_and_sender() {
        assertThat(camel.getRoutes())
                .extracting(Route::getRouteId)
                .filteredOn(id -> id.startsWith("intake-"))
                .containsExactlyInAnyOrder(
                        "intake-certificates.legacy-college",
                        "intake-certificates.legacy-college.test",
                        "intake-payroll.payroll-maple",
                        "intake-payroll.payroll-maple.test",
                        "intake-registrations.employment-ontario",
                        "intake-registrations.employment-ontario.test");
    }

    @ParameterizedTest
    @CsvSource({
        "registrations, employment-ontario, REG_20261120_000001.ndjson, DONE, true",
        "certificates, legacy-college, CERT_20261120_000001.dat, DONE, true",
        "payroll, payroll-maple, PAY_123026635_20261120_000003.csv.ctl, STAYS, false",
        "registrations, employment-ontario, CERT_20261120_000001.dat, REFUSED, false"
    })
    void a_dropped_file_is_landed_and_offered_when_it_waits_for_processing(
            String feed, String sender, String name, LandedFile.Source source, boolean offered) throws Exception {
        String route = "intake-" + feed;
        AdviceWith.adviceWith(camel, route + "." + sender, advice -> {
            advice.replaceFromWith("direct:drop");
            advice.weaveById("intake-process").replace().to("mock:process-file");
            advice.weaveById("intake-move").replace().to("mock:move");
        });
        MockEndpoint processing = camel.getEndpoint("mock:process-file", MockEndpoint.class);
        processing.expectedMessageCount(offered ? 1 : 0);

        Exchange dropped = drop(feed, sender, name, "content\n");

        assertThat(dropped.getException()).isNull();
        LandedFile landed =
                dropped.getMessage().getBody(LandedBatch.class).files().get(0);
        assertThat(landed.source()).isEqualTo(source);
        processing.assertIsSatisfied();
        if (offered) {
            assertThat(processing.getExchanges().get(0).getMessage().getBody()).isEqualTo(landed.id());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "registrations, employment-ontario, REG_20261120_000001.ndjson",
        "certificates, legacy-college, CERT_20261120_000001.dat",
        "payroll, payroll-maple, PAY_123026635_20261120_000003.csv.ctl"
    })
    void a_landing_that_fails_leaves_the_source_where_it_lies_and_raises_an_alarm(
            String feed, String sender, String name) throws Exception {
        String route = "intake-" + feed;
        AdviceWith.adviceWith(camel, route + "." + sender, advice -> {
            advice.replaceFromWith("direct:drop");
            advice.weaveById("intake-land").replace().throwException(new IllegalStateException("the disk is full"));
        });

        Exchange dropped = drop(feed, sender, name, "content\n");

        assertThat(dropped.getException()).hasMessage("the disk is full");
        assertThat(hub.files()).isEmpty();
        assertThat(hub.openAlarms()).containsExactly("LANDING-FAILED");
    }
}
