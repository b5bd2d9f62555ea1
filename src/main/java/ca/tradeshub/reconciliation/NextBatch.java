// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * The batch that a thread of its own prepares while the one before it is stored.
 *
 * @param <B> a batch
 */
final class NextBatch<B> implements AutoCloseable {

    /** A batch that is not taken at once after the one before it is not used: records have changed since. */
    private static final Duration FRESH = Duration.ofSeconds(1);

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(30);

    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(new CustomizableThreadFactory("reconcile-ahead-"));
    private final AtomicReference<@Nullable InPreparation<B>> next = new AtomicReference<>();
    private final LongSupplier nanoTime;
    private volatile long stored;

    NextBatch() {
        this(System::nanoTime);
    }

    /**
     * The same with another time.
     *
     * @param nanoTime nanoseconds that have passed since some moment
     */
    NextBatch(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * A batch that is ready to be stored.
     *
     * @param after the turn of the batch that was stored meanwhile
     */
    record Prepared<B>(long after, B batch) {}

    private record InPreparation<B>(long after, CompletableFuture<B> batch) {}

    /**
     * Begins to prepare a batch.
     *
     * @param turn the turn of the batch that is stored meanwhile
     */
    void prepare(long turn, Supplier<B> batch) {
        next.set(new InPreparation<>(turn, CompletableFuture.supplyAsync(batch, thread)));
    }

    /** Notes that the batch before was stored. */
    void stored() {
        stored = nanoTime.getAsLong();
    }

    /** Waits for the batch that is in preparation and takes it; null when no batch was prepared, or when it is too old. */
    @Nullable
    Prepared<B> take() {
        InPreparation<B> taken = next.getAndSet(null);
        if (taken == null) {
            return null;
        }
        boolean isFresh = nanoTime.getAsLong() - stored < FRESH.toNanos();
        try {
            B batch = taken.batch().join();
            return isFresh ? new Prepared<>(taken.after(), batch) : null;
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(STOP_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
