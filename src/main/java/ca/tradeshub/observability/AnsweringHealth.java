// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.observability;

import ca.tradeshub.canonical.Messages;
import ca.tradeshub.ledger.FailureCause;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.stereotype.Component;

/**
 * Makes every part of the health answer: within a time limit, and also when its check fails. Without this, one failed
 * check turns the whole health endpoint into an internal error, and each part that reads the database waits for a
 * connection as long as the pool allows. Parts that read the database are not asked while it does not answer.
 */
@Component
class AnsweringHealth implements BeanPostProcessor, DisposableBean {

    private static final Messages MESSAGES = Messages.of(AnsweringHealth.class);

    private static final String DATABASE = "dbHealthContributor";
    private static final Set<String> READ_THE_DATABASE =
            Set.of("balanceHealthIndicator", "outboxHealthIndicator", "parkedHealthIndicator");
    private static final Duration LIMIT = Duration.ofSeconds(3);

    private final Duration limit;
    private final ExecutorService threads;
    private volatile @Nullable HealthIndicator database;

    AnsweringHealth() {
        this(LIMIT);
    }

    /** With another time limit. */
    AnsweringHealth(Duration limit) {
        this.limit = limit;
        AtomicInteger number = new AtomicInteger();
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "health-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (!(bean instanceof HealthIndicator indicator)) {
            return bean;
        }
        HealthIndicator answering = new Answering(indicator);
        if (name.equals(DATABASE)) {
            database = answering;
        }
        return READ_THE_DATABASE.contains(name) ? afterTheDatabase(answering) : answering;
    }

    @Override
    public void destroy() {
        threads.shutdownNow();
    }

    private HealthIndicator afterTheDatabase(HealthIndicator indicator) {
        return () -> {
            HealthIndicator first = database;
            boolean answers = first == null || first.health().getStatus().equals(Status.UP);
            return answers
                    ? indicator.health()
                    : Health.unknown()
                            .withDetail("database", MESSAGES.text("health.none"))
                            .build();
        };
    }

    /** One check at a time; callers meanwhile share it. */
    private final class Answering implements HealthIndicator {

        private final HealthIndicator indicator;
        private @Nullable Future<Health> running;
        private long begun;

        Answering(HealthIndicator indicator) {
            this.indicator = indicator;
        }

        @Override
        public Health health() {
            Future<Health> check;
            long left;
            synchronized (this) {
                if (running == null || running.isDone()) {
                    running = threads.submit(indicator::health);
                    begun = System.nanoTime();
                }
                check = running;
                left = limit.toNanos() - (System.nanoTime() - begun);
            }
            try {
                return check.get(Math.max(0, left), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                return Health.down()
                        .withDetail("error", MESSAGES.text("health.late", limit.toMillis()))
                        .build();
            } catch (ExecutionException e) {
                return Health.down()
                        .withDetail("error", FailureCause.text(e.getCause() == null ? e : e.getCause()))
                        .build();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Health.unknown().build();
            }
        }
    }
}
