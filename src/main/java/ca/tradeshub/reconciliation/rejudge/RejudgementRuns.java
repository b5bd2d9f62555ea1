// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.rejudge;

import ca.tradeshub.canonical.Text;
import ca.tradeshub.ledger.FailureCause;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Runs rejudgements in parallel with the hub's work, one at a time, and reports the progress of the last one. */
@Component
public class RejudgementRuns {

    private static final Logger LOG = LoggerFactory.getLogger(RejudgementRuns.class);

    private static final Status NONE = new Status(false, null, null, "none", 0, 0, null, null);

    private final Rejudgement rejudgement;
    private final RejudgementCounts counts;
    private final Clock clock;
    private final AtomicReference<@Nullable Run> current = new AtomicReference<>();
    private final ExecutorService worker = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "rejudge");
        thread.setDaemon(true);
        return thread;
    });

    RejudgementRuns(Rejudgement rejudgement, RejudgementCounts counts, Clock clock) {
        this.rejudgement = rejudgement;
        this.counts = counts;
        this.clock = clock;
    }

    /**
     * How far a run has come.
     *
     * @param preview whether nothing is written
     * @param operator who asked for it, null in the phase {@code none}
     * @param startedAt when it began, null in the phase {@code none}
     * @param phase {@code none}, {@code judging}, {@code deciding}, {@code done} or {@code failed}
     * @param done how many records or keys of the phase are done
     * @param total how many there are
     * @param failure why it failed, in both languages, else null
     * @param report its result, null before it is done
     */
    public record Status(
            boolean preview,
            @Nullable String operator,
            @Nullable Instant startedAt,
            String phase,
            long done,
            long total,
            @Nullable Text failure,
            @Nullable RejudgementReport report) {

        /** Whether it has ended, well or not. */
        public boolean isOver() {
            return !phase.equals("judging") && !phase.equals("deciding");
        }
    }

    /**
     * Begins a run.
     *
     * @return nothing when another one has not ended
     */
    public Optional<Status> start(boolean preview, String operator) {
        Run run = new Run(preview, operator, clock.instant());
        Run before = current.get();
        if (before != null && !before.status().isOver() || !current.compareAndSet(before, run)) {
            return Optional.empty();
        }
        worker.execute(run::work);
        return Optional.of(run.status());
    }

    /** The run that was begun last; of the phase {@code none} when none was since the hub started. */
    public Status status() {
        Run run = current.get();
        return run == null ? NONE : run.status();
    }

    @PreDestroy
    void stop() {
        worker.shutdownNow();
    }

    /** One run. Its own thread writes its status; any thread may read it. */
    private final class Run {

        private final boolean preview;
        private final String operator;
        private final Instant startedAt;
        private volatile Status reported;
        private volatile long lastMark;
        private volatile long lastMessage;

        Run(boolean preview, String operator, Instant now) {
            this.preview = preview;
            this.operator = operator;
            this.startedAt = now;
            this.reported = new Status(preview, operator, now, "judging", 0, 0, null, null);
        }

        void work() {
            try {
                if (preview) {
                    rejudgement.previewedBy(operator);
                    report("done", 0, 0, null, rejudgement.preview(this::progress));
                } else {
                    lastMessage = counts.lastMessage();
                    RejudgementReport report = rejudgement.run(operator, this::progress);
                    lastMark = counts.lastMark();
                    report("deciding", 0, report.keys(), null, report);
                }
            } catch (RuntimeException | Error e) {
                // A run that does not end would keep another one from beginning.
                // Error messages of the database quote rows, and rows contain names of people.
                LOG.error("The re-evaluation failed: {}", FailureCause.of(e));
                report("failed", 0, 0, FailureCause.text(e), null);
            }
        }

        private void progress(String phase, long done, long total) {
            if (Thread.currentThread().isInterrupted()) {
                throw new IllegalStateException("The hub stops");
            }
            report(phase, done, total, null, null);
        }

        private void report(
                String phase, long done, long total, @Nullable Text failure, @Nullable RejudgementReport report) {
            reported = new Status(preview, operator, startedAt, phase, done, total, failure, report);
        }

        /** The current status. While reconciliation decides the keys, each call counts the keys that are left. */
        Status status() {
            Status now = reported;
            RejudgementReport report = now.report();
            if (report == null || now.isOver()) {
                return now;
            }
            long left = counts.undecided(lastMark);
            if (left > 0) {
                report("deciding", Math.max(0, now.total() - left), Math.max(left, now.total()), null, report);
            } else {
                report(
                        "done",
                        now.total(),
                        now.total(),
                        null,
                        new RejudgementReport(
                                false,
                                report.rules(),
                                report.judged(),
                                report.keys(),
                                report.records(),
                                counts.messagesSince(lastMessage)));
            }
            return reported;
        }
    }
}
