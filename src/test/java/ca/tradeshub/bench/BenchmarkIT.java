// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The benchmark of {@code src/docs/performance.md}, as its {@code -Dbench=…} asks; prints what it measured. */
@Tag("bench")
class BenchmarkIT {

    @Test
    @Timeout(value = 6, unit = TimeUnit.HOURS)
    void no_ratio_exceeds_its_limit() throws Exception {
        // A thread of Java may still call an SFTP client that is closed; its complaint ends no run.
        Awaitility.doNotCatchUncaughtExceptionsByDefault();
        assertThat(Benchmark.measure()).as("ratios above their limits").isEmpty();
    }
}
