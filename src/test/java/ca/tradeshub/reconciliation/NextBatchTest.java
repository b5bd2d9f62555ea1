// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NextBatchTest {

    private final AtomicLong nanoTime = new AtomicLong();
    private final NextBatch<String> next = new NextBatch<>(nanoTime::get);

    @AfterEach
    void close() {
        next.close();
    }

    @Test
    void is_prepared_by_another_thread_and_taken_once() {
        CountDownLatch stored = new CountDownLatch(1);
        next.prepare(7, () -> {
            await(stored);
            return "batch";
        });

        next.stored();
        stored.countDown();

        assertThat(next.take()).isEqualTo(new NextBatch.Prepared<>(7, "batch"));
        assertThat(next.take()).isNull();
    }

    @Test
    void is_not_used_when_it_is_not_taken_at_once() {
        next.prepare(7, () -> "batch");
        next.stored();

        nanoTime.addAndGet(1_000_000_000);

        assertThat(next.take()).isNull();
    }

    @Test
    void is_used_however_long_the_batch_before_it_took_to_store() {
        next.prepare(7, () -> "batch");
        nanoTime.addAndGet(60_000_000_000L);
        next.stored();

        nanoTime.addAndGet(999_999_999);

        assertThat(next.take()).isEqualTo(new NextBatch.Prepared<>(7, "batch"));
    }

    @Test
    void reports_a_failure_to_who_takes_it() {
        next.prepare(7, () -> {
            throw new IllegalStateException("the database is gone");
        });
        next.stored();

        assertThatThrownBy(next::take).isInstanceOf(IllegalStateException.class).hasMessage("the database is gone");
        assertThat(next.take()).isNull();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
