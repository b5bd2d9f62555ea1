// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.generator;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.generator.request.FaultInjection;
import ca.tradeshub.generator.request.FaultKind;
import ca.tradeshub.generator.request.RecordDefect;
import ca.tradeshub.generator.request.Share;
import ca.tradeshub.mapping.MappingSource;
import ca.tradeshub.mapping.Mappings;
import ca.tradeshub.rules.book.RuleBook;
import ca.tradeshub.testing.HubSteps;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sends generated years through every step of the hub from landing to outbox. Verdicts, balances, claims and messages must
 * match the expected results, which the generator computes without the rules of the hub.
 */
class GeneratedYearInTheHubTest {

    private static final Share SOME = Share.of("0.04");
    static final FaultInjection ALL_FAULTS = new FaultInjection(
            Map.of(
                    FaultKind.REFUSED, Share.of("0.1"),
                    FaultKind.REJECTED, SOME,
                    FaultKind.CORRECTION, SOME,
                    FaultKind.WITHDRAWAL, Share.of("0.1"),
                    FaultKind.LATE, SOME,
                    FaultKind.LOST, SOME,
                    FaultKind.DUPLICATE, SOME,
                    FaultKind.NAME_ERROR, SOME),
            EnumSet.allOf(RecordDefect.class));

    @TempDir
    private Path folder;

    @Test
    void a_clean_year_has_no_rejected_or_held_records() throws IOException {
        GeneratedYear year =
                GeneratedYear.generate(GeneratedYearRequest.of(80, 1500, 240).build(), folder);

        try (HubSteps hub = hub()) {
            year.drop("year", hub);
            YearInTheHub.check(year, hub);
            assertThat(year.summary().get("held").asLong()).isZero();
            assertThat(hub.jdbc()
                            .sql("select distinct sender from file")
                            .query(String.class)
                            .list())
                    .hasSize(5);
            assertThat(YearInTheHub.states(hub)).doesNotContainKeys("HELD", "REJECTED", "PENDING");
        }
    }

    @Test
    void a_clean_year_under_regulation_1055_satisfies_it() throws IOException {
        GeneratedYear year = GeneratedYear.generate(
                GeneratedYearRequest.of(24, 700, 72).in(2012, 2).build(), folder);

        try (HubSteps hub = hub()) {
            year.drop("year", hub);
            YearInTheHub.check(year, hub);
            assertThat(YearInTheHub.states(hub)).doesNotContainKeys("HELD", "REJECTED", "PENDING");
            assertThat(hub.jdbc()
                            .sql("select count(*) from finding where rule = 'R1055-10.1'")
                            .query(Long.class)
                            .single())
                    .as("wages below the floor")
                    .isZero();
        }
    }

    @Test
    void a_year_with_faults_ends_with_the_expected_results() throws IOException {
        GeneratedYear year = GeneratedYear.generate(
                GeneratedYearRequest.of(60, 1800, 180)
                        .in(2013, 2)
                        .with(ALL_FAULTS)
                        .build(),
                folder);

        try (HubSteps hub = hub()) {
            year.drop("refused-first", hub);
            assertThat(YearInTheHub.states(hub)).isEmpty();
            year.drop("year", hub);
            YearInTheHub.checkMessages(year, hub, "year");
            year.drop("afterwards", hub);
            YearInTheHub.checkMessages(year, hub, "afterwards");
            YearInTheHub.check(year, hub);
            assertThat(YearInTheHub.states(hub))
                    .containsKeys("REJECTED", "SUPERSEDED", "DUPLICATE", "PENDING", "DELIVERED", "OUT_OF_SCOPE");
        }
    }

    static HubSteps hub() throws IOException {
        return new HubSteps(RuleBook.standard(), Mappings.load(MappingSource.folder(Path.of("mappings"))), 1000, 500);
    }
}
