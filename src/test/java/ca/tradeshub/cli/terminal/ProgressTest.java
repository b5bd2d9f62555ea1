// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.Language;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private final StringWriter err = new StringWriter();
    private final AtomicLong nanos = new AtomicLong();

    @Test
    void without_a_terminal_short_work_prints_nothing() {
        try (Progress progress = show(1000, false)) {
            progress.advance(500);
            nanos.addAndGet(Duration.ofMillis(4999).toNanos());
            progress.advance(500);
        }
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void without_a_terminal_long_work_prints_a_line_at_intervals() {
        try (Progress progress = show(1000, false)) {
            for (int i = 0; i < 10; i++) {
                nanos.addAndGet(Duration.ofSeconds(2).toNanos());
                progress.advance(100);
            }
        }
        assertThat(err.toString().lines())
                .containsExactly(
                        "Reading a file: 300 of 1000 lines, 30 %",
                        "Reading a file: 600 of 1000 lines, 60 %", "Reading a file: 900 of 1000 lines, 90 %");
    }

    @Test
    void work_of_unknown_length_is_counted() {
        try (Progress progress = show(Progress.UNKNOWN, false)) {
            nanos.addAndGet(Duration.ofSeconds(6).toNanos());
            progress.advance(7);
        }
        assertThat(err.toString().lines()).containsExactly("Reading a file: 7 lines");
    }

    @Test
    void a_terminal_shows_a_bar_that_is_gone_afterwards() {
        try (Progress progress = show(1000, true)) {
            progress.advance(1000);
        }
        String drawn = err.toString();
        assertThat(drawn).contains("Reading a file", "100%", "1000/1000 lines").doesNotContain("\n");
        assertThat(drawn).endsWith("\r" + " ".repeat(79) + "\r");
    }

    private Progress show(long total, boolean isTerminal) {
        return Progress.show(
                new PrintWriter(err), "Reading a file", "lines", total, Language.EN, isTerminal, nanos::get);
    }
}
