// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.cli.terminal;

import ca.tradeshub.canonical.Language;
import ca.tradeshub.canonical.Messages;
import java.io.PrintWriter;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import picocli.CommandLine;

/**
 * Shows on the standard error how far long work has come: a bar on a terminal, elsewhere a plain line every few seconds,
 * so that short work prints nothing there. May be advanced by several threads.
 */
public interface Progress extends AutoCloseable {

    /** The total when it is not known. */
    long UNKNOWN = -1;

    /** Adds completed units. */
    void advance(long units);

    /** Ends the bar; plain lines just end. */
    @Override
    void close();

    /**
     * Begins to show the progress of a command.
     *
     * @param command the command, whose standard error is written to
     * @param task what is being done, a few words: {@code Reading PAY_123026635_20170301_000001.csv}
     * @param unit what is counted: {@code lines}
     * @param total how many there are, or {@link #UNKNOWN}
     * @param language the language of task and unit
     */
    public static Progress show(CommandLine command, String task, String unit, long total, Language language) {
        return show(command.getErr(), task, unit, total, language, Terminal.isAttached(), System::nanoTime);
    }

    /** The same with the terminal and the nanoseconds given. */
    public static Progress show(
            PrintWriter err,
            String task,
            String unit,
            long total,
            Language language,
            boolean isTerminal,
            LongSupplier nanos) {
        return isTerminal ? new Bar(err, task, unit, total) : new PlainLines(err, task, unit, total, language, nanos);
    }

    /** A bar that is drawn over itself. */
    public final class Bar implements Progress {

        private static final int WIDTH = 79;

        private final PrintWriter err;
        private final ProgressBar bar;

        Bar(PrintWriter err, String task, String unit, long total) {
            this.err = err;
            this.bar = new ProgressBarBuilder()
                    .setTaskName(task)
                    .setUnit(" " + unit, 1)
                    .setInitialMax(total)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(250)
                    .setConsumer(new DelegatingProgressBarConsumer(this::draw, WIDTH))
                    .build();
        }

        private void draw(String text) {
            err.print("\r" + text);
            err.flush();
        }

        @Override
        public void advance(long units) {
            bar.stepBy(units);
        }

        @Override
        public void close() {
            bar.close();
            err.print("\r" + " ".repeat(WIDTH) + "\r");
            err.flush();
        }
    }

    /** A line now and then, for a log or a pipe. */
    public final class PlainLines implements Progress {

        private static final Messages MESSAGES = Messages.of(Progress.class);
        private static final long INTERVAL = 5_000_000_000L;

        private final PrintWriter err;
        private final String task;
        private final String unit;
        private final long total;
        private final Language language;
        private final LongSupplier nanos;
        private long done;
        private long printed;

        PlainLines(PrintWriter err, String task, String unit, long total, Language language, LongSupplier nanos) {
            this.err = err;
            this.task = task;
            this.unit = unit;
            this.total = total;
            this.language = language;
            this.nanos = nanos;
            this.printed = nanos.getAsLong();
        }

        @Override
        public synchronized void advance(long units) {
            done += units;
            long now = nanos.getAsLong();
            if (now - printed >= INTERVAL) {
                printed = now;
                err.println(task + ": "
                        + (total <= 0
                                ? done + " " + unit
                                : MESSAGES.in(language, "progress", done, total, unit, percent())));
            }
        }

        private long percent() {
            return Math.min(100, done * 100 / total);
        }

        @Override
        public void close() {
            // Plain lines need no end.
        }
    }
}
