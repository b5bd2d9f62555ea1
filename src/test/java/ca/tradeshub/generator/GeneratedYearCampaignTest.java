// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.generator;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.generator.request.RegisterSchedule;
import ca.tradeshub.generator.request.YearRequest;
import ca.tradeshub.testing.HubSteps;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sends a clean year of medium size through the steps of the hub and prints its measurements. */
@Tag("speed")
class GeneratedYearCampaignTest {

    private static final YearRequest REQUEST = GeneratedYearRequest.of(5_000, 130_000, 18_000)
            .withSeed(1)
            .sent(RegisterSchedule.WEEKLY)
            .build();

    @TempDir
    private Path folder;

    @Test
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void less_than_one_percent_of_a_clean_year_is_held() throws IOException {
        GeneratedYear year = GeneratedYear.generate(REQUEST, folder);

        try (HubSteps hub = GeneratedYearInTheHubTest.hub()) {
            long begun = System.nanoTime();
            year.drop("year", hub);
            Map<String, Long> states = YearInTheHub.states(hub);
            long all = states.values().stream().mapToLong(Long::longValue).sum();
            System.out.printf(Locale.ROOT, "%d records, %s, %.1f s%n", all, states, (System.nanoTime() - begun) / 1e9);
            assertThat(states.getOrDefault("HELD", 0L) * 100).isLessThan(all);
            assertThat(states).doesNotContainKey("REJECTED");
            YearInTheHub.check(year, hub);
        }
    }
}
