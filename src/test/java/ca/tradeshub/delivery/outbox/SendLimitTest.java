// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.delivery.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.delivery.DeliveryParts;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jms.connection.CachingConnectionFactory;

class SendLimitTest {

    private static final Duration LIMIT = Duration.ofMillis(40);

    private final SendLimit limit = new SendLimit(
            DeliveryParts.withSendLimit(DeliveryParts.SETTINGS, LIMIT),
            new StaticListableBeanFactory().getBeanProvider(CachingConnectionFactory.class));

    @AfterEach
    void close() {
        limit.destroy();
    }

    @Test
    void a_thread_without_progress_is_interrupted_once() {
        limit.begin();
        assertThat(isInterruptedWithin(Duration.ofSeconds(30))).isTrue();
        assertThat(isInterruptedWithin(LIMIT.multipliedBy(5)))
                .as("again while the thread cleans up")
                .isFalse();
        limit.end();
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void a_thread_that_ended_is_not_interrupted() {
        limit.begin();
        limit.progress();
        limit.end();
        Thread.interrupted();
        assertThat(isInterruptedWithin(LIMIT.multipliedBy(5))).isFalse();
    }

    /** Waits for an interrupt, which it clears. */
    private static boolean isInterruptedWithin(Duration most) {
        long end = System.nanoTime() + most.toNanos();
        while (System.nanoTime() < end) {
            if (Thread.interrupted()) {
                return true;
            }
            LockSupport.parkNanos(1_000_000);
        }
        return false;
    }
}
