// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.attc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * How many pay lines one core judges in a second: each alone by the rules on records, and all of a year together as a
 * claim. Run with {@code -Pspeed}; prints what it measured.
 */
@Tag("speed")
class JudgingSpeedTest {

    private static final double REQUIRED = 100_000;

    @Test
    void a_core_judges_a_hundred_thousand_pay_lines_a_second() throws Exception {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(JudgingBenchmark.class.getName())
                        .threads(1)
                        .forks(2)
                        .jvmArgs("-Xmx512m")
                        .warmupIterations(5)
                        .warmupTime(TimeValue.seconds(1))
                        .measurementIterations(5)
                        .measurementTime(TimeValue.seconds(1))
                        .timeUnit(TimeUnit.SECONDS)
                        .build())
                .run();
        assertThat(results).hasSize(2);
        double seconds = 0;
        for (RunResult result : results) {
            double score = result.getPrimaryResult().getScore();
            seconds += 1 / score;
            System.out.printf(
                    Locale.ROOT,
                    "%s: %.0f lines a second, ± %.0f (99.9 %%)%n",
                    result.getPrimaryResult().getLabel(),
                    score,
                    result.getPrimaryResult().getScoreError());
        }
        System.out.printf(Locale.ROOT, "both: %.0f lines a second on one core%n", 1 / seconds);
        assertThat(1 / seconds).isGreaterThan(REQUIRED);
    }
}
