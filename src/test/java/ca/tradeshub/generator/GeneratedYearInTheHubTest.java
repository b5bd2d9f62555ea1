package ca.tradeshub.generator;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.generator.request.FaultInjection;
import ca.tradeshub.generator.request.PayrollSchedule;
import ca.tradeshub.generator.request.RecordDefect;
import ca.tradeshub.generator.request.RegisterSchedule;
import ca.tradeshub.generator.request.Share;
import ca.tradeshub.generator.request.YearRequest;
import ca.tradeshub.mapping.MappingSource;
import ca.tradeshub.mapping.Mappings;
import ca.tradeshub.rules.RuleBook;
import ca.tradeshub.testing.HubSteps;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sends generated years through every step of the hub from landing to outbox. Verdicts, balances, claims and messages must
 * match the expected results, which the generator computes without the rules of the hub.
 */
class GeneratedYearInTheHubTest {

    private static final Share SOME = Share.of("0.04");
    static final FaultInjection ALL_FAULTS = new FaultInjection(
            Share.of("0.1"), SOME, EnumSet.allOf(RecordDefect.class), SOME, Share.of("0.1"), SOME, SOME, SOME, SOME);

    @TempDir
    private Path folder;

    @Test
    void a_clean_year_has_no_rejected_or_held_records() throws IOException {
        GeneratedYear year = GeneratedYear.generate(request(2015, 1, 80, 1500, FaultInjection.NONE), folder);

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
        GeneratedYear year = GeneratedYear.generate(request(2012, 2, 24, 700, FaultInjection.NONE), folder);

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
        GeneratedYear year = GeneratedYear.generate(request(2013, 2, 60, 1800, ALL_FAULTS), folder);

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

    private static YearRequest request(
            int year, int years, int apprentices, int payLines, FaultInjection faultInjection) {
        return new YearRequest(
                apprentices,
                payLines,
                apprentices * 3,
                7,
                year,
                years,
                RegisterSchedule.MONTHLY,
                PayrollSchedule.BY_SIZE,
                50_000,
                faultInjection);
    }

    static HubSteps hub() throws IOException {
        return new HubSteps(RuleBook.standard(), Mappings.load(MappingSource.folder(Path.of("mappings"))), 1000, 500);
    }
}
