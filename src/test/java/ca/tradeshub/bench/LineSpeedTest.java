// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** How long one core needs for one line or claim in each pure function. Run with {@code -Pspeed}; prints what it measured. */
@Tag("speed")
class LineSpeedTest {

    private static final int FUNCTIONS = 6;

    @Test
    void every_function_is_measured() throws Exception {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(LineBenchmark.class.getName())
                        .mode(Mode.AverageTime)
                        .threads(1)
                        .forks(1)
                        .jvmArgs("-Xmx512m")
                        .warmupIterations(5)
                        .warmupTime(TimeValue.seconds(1))
                        .measurementIterations(5)
                        .measurementTime(TimeValue.seconds(1))
                        .timeUnit(TimeUnit.MICROSECONDS)
                        .build())
                .run();
        results.forEach(result -> System.out.printf(
                Locale.ROOT,
                "%-32s %8.2f µs, ± %.2f (99.9 %%)%n",
                result.getPrimaryResult().getLabel(),
                result.getPrimaryResult().getScore(),
                result.getPrimaryResult().getScoreError()));
        assertThat(results).hasSize(FUNCTIONS);
    }
}
