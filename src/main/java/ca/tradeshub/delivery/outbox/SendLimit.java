// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.delivery.outbox;

import ca.tradeshub.delivery.DeliverySettings;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jms.connection.CachingConnectionFactory;
import org.springframework.stereotype.Component;

/**
 * A time limit on sending. A broker without room gives its producers no credit, and its client waits for credit without
 * a limit. A sending thread without progress within the limit is interrupted; its connection is then closed, so that the
 * broker discards the part of the transaction that it already has, which may be what fills it.
 */
@Component
public class SendLimit implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(SendLimit.class);
    private static final int CHECKS = 4;

    private final Duration limit;
    private final ObjectProvider<CachingConnectionFactory> connections;
    private final Set<Sending> running = ConcurrentHashMap.newKeySet();
    private final ThreadLocal<Sending> own = new ThreadLocal<>();
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "send-limit");
        thread.setDaemon(true);
        return thread;
    });

    /** A limit, whose connections are closed after it was exceeded. */
    public SendLimit(DeliverySettings settings, ObjectProvider<CachingConnectionFactory> connections) {
        this.limit = settings.sendLimit();
        this.connections = connections;
        long period = Math.max(1, limit.toMillis() / CHECKS);
        watch.scheduleAtFixedRate(
                () -> running.forEach(Sending::interruptIfLate), period, period, TimeUnit.MILLISECONDS);
    }

    /** This thread begins to send. */
    public void begin() {
        Sending sending = new Sending(Thread.currentThread());
        own.set(sending);
        running.add(sending);
    }

    /** This thread sends the next message. */
    void progress() {
        Sending sending = own.get();
        if (sending != null) {
            sending.progress();
        }
    }

    /** This thread no longer sends, whether it failed or not. */
    public void end() {
        Sending sending = own.get();
        if (sending == null) {
            return;
        }
        own.remove();
        running.remove(sending);
        if (sending.end()) {
            LOG.warn("The broker did not take a message within {}; the connection is closed", limit);
            connections.ifAvailable(CachingConnectionFactory::resetConnection);
        }
    }

    @Override
    public void destroy() {
        watch.shutdownNow();
    }

    private final class Sending {

        private final Thread thread;
        private long since = System.nanoTime();
        private boolean ended;
        private boolean interrupted;

        Sending(Thread thread) {
            this.thread = thread;
        }

        synchronized void progress() {
            since = System.nanoTime();
        }

        synchronized void interruptIfLate() {
            if (!ended && !interrupted && System.nanoTime() - since > limit.toNanos()) {
                interrupted = true;
                thread.interrupt();
            }
        }

        /** Ends the watch; returns whether the thread was interrupted, and clears what remains of it. */
        synchronized boolean end() {
            ended = true;
            if (interrupted) {
                Thread.interrupted();
            }
            return interrupted;
        }
    }
}
