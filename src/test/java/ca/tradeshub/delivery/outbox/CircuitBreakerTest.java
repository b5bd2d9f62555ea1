// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.delivery.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final Duration PAUSE = Duration.ofSeconds(30);

    private final CircuitBreaker breaker = new CircuitBreaker(3, PAUSE);

    @Test
    void only_the_first_failure_in_a_row_follows_a_success() {
        assertThat(breaker.failed(NOW)).isTrue();
        assertThat(breaker.failed(NOW)).isFalse();
        breaker.succeeded();
        assertThat(breaker.failed(NOW)).isTrue();
    }

    @Test
    void it_opens_at_the_limit_and_permits_an_attempt_after_the_pause() {
        breaker.failed(NOW);
        breaker.failed(NOW);
        assertThat(breaker.isBroken()).isFalse();
        assertThat(breaker.allows(NOW)).isTrue();

        breaker.failed(NOW);
        assertThat(breaker.isBroken()).isTrue();
        assertThat(breaker.isTrying()).isTrue();
        assertThat(breaker.allows(NOW.plus(PAUSE).minusMillis(1))).isFalse();
        assertThat(breaker.allows(NOW.plus(PAUSE))).isTrue();

        breaker.succeeded();
        assertThat(breaker.isBroken()).isFalse();
        assertThat(breaker.isTrying()).isFalse();
        assertThat(breaker.allows(NOW)).isTrue();
    }

    /** An alarm of an earlier run of the hub may be open until the first attempt of this run succeeds. */
    @Test
    void an_alarm_may_be_open_before_the_first_success_and_while_it_is_broken() {
        assertThat(breaker.isAlarmPossible()).isTrue();
        breaker.succeeded();
        assertThat(breaker.isAlarmPossible()).isFalse();
        breaker.failed(NOW);
        assertThat(breaker.isAlarmPossible()).isFalse();
        breaker.failed(NOW);
        breaker.failed(NOW);
        assertThat(breaker.isAlarmPossible()).isTrue();
    }
}
