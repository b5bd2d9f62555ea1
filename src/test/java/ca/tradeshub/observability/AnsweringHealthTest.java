// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ca.tradeshub.canonical.Messages;
import ca.tradeshub.canonical.Text;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.dao.DataAccessResourceFailureException;

class AnsweringHealthTest {

    private static final Messages MESSAGES = Messages.of(AnsweringHealth.class);

    private final AnsweringHealth answering = new AnsweringHealth(Duration.ofMillis(200));

    @AfterEach
    void stop() {
        answering.destroy();
    }

    private HealthIndicator part(String name, HealthIndicator indicator) {
        return (HealthIndicator) answering.postProcessAfterInitialization(indicator, name);
    }

    @Test
    void a_check_that_fails_is_an_answer_with_its_cause_and_without_quoted_text() {
        HealthIndicator part = part("any", () -> {
            throw new DataAccessResourceFailureException("no connection for \"secret\"");
        });

        Health health = part.health();

        assertThat(health.getStatus()).isEqualTo(Status.DOWN);
        assertThat(health.getDetails().get("error")).isInstanceOfSatisfying(Text.class, cause -> {
            assertThat(cause.en())
                    .contains("DataAccessResourceFailureException")
                    .doesNotContain("secret");
            assertThat(cause.fr())
                    .contains("DataAccessResourceFailureException")
                    .doesNotContain("secret")
                    .isNotEqualTo(cause.en());
        });
    }

    @Test
    void a_check_that_hangs_is_an_answer_in_time_and_is_not_started_twice() {
        CountDownLatch released = new CountDownLatch(1);
        AtomicInteger started = new AtomicInteger();
        HealthIndicator part = part("any", () -> {
            started.incrementAndGet();
            try {
                released.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Health.up().build();
        });

        for (int i = 0; i < 3; i++) {
            assertThat(part.health().getDetails()).containsEntry("error", MESSAGES.text("health.late", 200));
        }
        assertThat(started).hasValue(1);
        released.countDown();

        await().until(() -> part.health().getStatus().equals(Status.UP));
    }

    @ParameterizedTest
    @ValueSource(strings = {"balanceHealthIndicator", "outboxHealthIndicator", "parkedHealthIndicator"})
    void a_part_that_reads_the_database_is_asked_only_while_that_answers(String name) {
        AtomicInteger asked = new AtomicInteger();
        Health[] database = {Health.down().build()};
        part("dbHealthContributor", () -> database[0]);
        HealthIndicator part = part(name, () -> {
            asked.incrementAndGet();
            return Health.up().build();
        });

        Health without = part.health();
        database[0] = Health.up().build();
        Health with = part.health();

        assertThat(without.getStatus()).isEqualTo(Status.UNKNOWN);
        assertThat(without.getDetails()).containsEntry("database", MESSAGES.text("health.none"));
        assertThat(with.getStatus()).isEqualTo(Status.UP);
        assertThat(asked).hasValue(1);
    }

    @Test
    void other_beans_stay_as_they_are() {
        Object bean = new Object();

        assertThat(answering.postProcessAfterInitialization(bean, "any")).isSameAs(bean);
    }
}
