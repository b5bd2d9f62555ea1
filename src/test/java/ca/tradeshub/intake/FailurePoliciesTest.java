// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ca.tradeshub.ledger.InboxId;
import ca.tradeshub.ledger.file.FileLease;
import ca.tradeshub.ledger.file.LeaseLostException;
import ca.tradeshub.ledger.parking.ParkedWork;
import ca.tradeshub.ledger.parking.Parking;
import ca.tradeshub.testing.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.camel.builder.RouteBuilder;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailurePoliciesTest {

    @TempDir
    private Path folder;

    private final List<Long> attempts = new CopyOnWriteArrayList<>();
    private final List<Long> done = new CopyOnWriteArrayList<>();
    private volatile RuntimeException failure = new IllegalStateException("Person \"Smith\" has SIN 046 454 286");
    private long bad;
    private long good;
    private IntakeBench hub;

    @BeforeEach
    void start() throws Exception {
        hub = new IntakeBench(TestDatabase.fresh(), folder, 1, folder.resolve("known_hosts"));
        bad = landedFile(1);
        good = landedFile(2);
        hub.load("failures");
        hub.camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("seda:work?pollTimeout=50")
                        .routeId("work")
                        .routeConfigurationId("take-apart")
                        .process(exchange -> {
                            long file = exchange.getMessage().getBody(Long.class);
                            attempts.add(file);
                            if (file == bad && failure != null) {
                                throw failure;
                            }
                        })
                        .process(exchange -> done.add(exchange.getMessage().getBody(Long.class)));
            }
        });
        hub.camel.start();
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    private static void eventually(ThrowingRunnable check) {
        await().atMost(60, TimeUnit.SECONDS)
                .pollInterval(20, TimeUnit.MILLISECONDS)
                .untilAsserted(check);
    }

    private void send(long file) {
        hub.camel.createProducerTemplate().sendBody("seda:work", file);
    }

    @Test
    void a_step_that_keeps_failing_is_tried_again_and_then_parked_while_other_work_goes_on() {
        send(bad);
        send(good);

        eventually(
                () -> assertThat(hub.bean(Parking.class).open()).singleElement().satisfies(work -> {
                    assertThat(work.step()).isEqualTo("work");
                    assertThat(work.reference()).isEqualTo("file:" + bad);
                    assertThat(work.cause().en())
                            .startsWith("An unexpected error occurred: IllegalStateException")
                            .doesNotContain("Smith", "046", "286");
                    assertThat(work.cause().fr())
                            .startsWith("Une erreur inattendue s'est produite : IllegalStateException")
                            .doesNotContain("Smith", "046", "286");
                }));
        assertThat(attempts.stream().filter(file -> file == bad)).hasSize(3);
        eventually(() -> assertThat(done).containsExactly(good));
        assertThat(hub.openAlarms()).containsExactly("WORK-PARKED");
        assertThat(hub.count("file where state = 'PARKED'")).isEqualTo(1);
    }

    @Test
    void released_work_is_offered_again() {
        send(bad);
        eventually(() -> assertThat(hub.bean(Parking.class).open()).hasSize(1));
        ParkedWork parked = hub.bean(Parking.class).open().get(0);

        hub.bean(Parking.class).release(parked.id(), "operator");

        eventually(() -> assertThat(hub.offered).containsExactly(bad));
        assertThat(hub.count("file where state = 'LANDED'")).isEqualTo(2);
        assertThat(hub.openAlarms()).isEmpty();
    }

    @Test
    void a_step_that_fails_once_goes_on() {
        hub.jdbc.sql("select 1").query().singleValue();
        send(bad);
        eventually(() -> assertThat(attempts).isNotEmpty());
        failure = null;

        eventually(() -> assertThat(done).containsExactly(bad));
        assertThat(hub.bean(Parking.class).open()).isEmpty();
    }

    @Test
    void work_another_worker_took_over_is_neither_tried_again_nor_parked() {
        failure = new LeaseLostException(new FileLease(
                bad, 1, new InboxId("s", false), null, "n", "n", "", null, 1, "a".repeat(64), null, null));
        send(bad);
        send(good);

        eventually(() -> assertThat(done).containsExactly(good));
        assertThat(attempts).containsExactly(bad, good);
        assertThat(hub.bean(Parking.class).open()).isEmpty();
        assertThat(hub.count("file where state = 'LANDED'")).isEqualTo(2);
    }

    private long landedFile(int sequence) {
        return hub.jdbc
                .sql(
                        """
                        insert into file (sender, feed, name, logical_name, file_date, sequence, archive_sha256,
                                          size_bytes, received_at, state)
                        values ('legacy-college', 'certificates', 'x', 'x', '2026-11-20', :sequence, repeat('a', 64),
                                1, now(), 'LANDED')
                        returning id
                        """)
                .param("sequence", sequence)
                .query(Long.class)
                .single();
    }
}
