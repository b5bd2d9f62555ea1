// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import ca.tradeshub.canonical.BusinessNumber;
import ca.tradeshub.canonical.EmployerYear;
import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.Period;
import ca.tradeshub.exceptions.ResolutionKind;
import ca.tradeshub.exceptions.disagreement.Disagreement;
import ca.tradeshub.exceptions.disagreement.ExceptionSide;
import ca.tradeshub.protection.Masking;
import ca.tradeshub.reconciliation.ReconciliationFixture;
import ca.tradeshub.reconciliation.apprenticeship.ClaimKey;
import ca.tradeshub.reconciliation.records.SourcedYears;
import ca.tradeshub.reconciliation.resolved.ResolvedBases;
import ca.tradeshub.rules.Samples;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EmployerYearsTest {

    private static final ClaimKey KEY = ClaimKey.parse("123026635RP0001/TA-2016-000001/2016-12-31");
    private static final EmployerYear SMALL = Samples.employerYear(e -> {});
    private static final EmployerYear LARGE = Samples.employerYear(e -> e.priorYearPayroll = Money.of("500000.00"));

    /** Another account of the taxpayer, which states one fact otherwise and one not at all. */
    private static final EmployerYear OTHER_ACCOUNT = Samples.employerYear(e -> {
        e.businessNumber = new BusinessNumber("123026635RP0002");
        e.priorYearPayroll = Money.of("500000.00");
        e.ontarioTaxpayer = null;
    });

    private final ReconciliationFixture hub = new ReconciliationFixture();
    private final ResolvedBases bases = hub.part(ResolvedBases.class);

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void each_side_of_two_files_of_an_account_states_what_differs_in_it() {
        EmployerYears years = years(bases.known(), LARGE, SMALL);

        assertThat(years.year()).as("the newest, until a person decides").isEqualTo(LARGE);
        assertThat(years.disagreements()).singleElement().satisfies(differs -> assertThat(differs.sides())
                .extracting(ExceptionSide::value)
                .containsExactly("500000.00", "300000.00"));
    }

    @Test
    void the_year_of_the_file_that_a_person_chose_is_computed_with_and_the_choice_only_warns() {
        Disagreement differs =
                years(bases.known(), LARGE, SMALL).disagreements().get(0);

        EmployerYears years = years(chosen(differs, differs.sides().get(1)), LARGE, SMALL);

        assertThat(years.year()).isEqualTo(SMALL);
        assertThat(years.disagreements()).isEmpty();
        assertThat(years.warnings()).hasSize(1);
    }

    @Test
    void every_side_has_the_file_that_states_it_and_the_basis_is_the_same_for_other_files() {
        EmployerYear overlapping = Samples.employerYear(
                e -> e.taxationYear = new Period(LocalDate.of(2016, 7, 1), LocalDate.of(2017, 6, 30)));

        List<Disagreement> first =
                years(bases.known(), LARGE, SMALL, overlapping).disagreements();
        List<Disagreement> repeated =
                years(bases.known(), LARGE, SMALL, overlapping, SMALL, LARGE).disagreements();

        assertThat(first)
                .flatExtracting(Disagreement::sides)
                .extracting(ExceptionSide::file, ExceptionSide::source)
                .containsExactly(
                        tuple(1L, "payroll-maple/" + Masking.fileName("PAY_1")),
                        tuple(2L, "payroll-maple/" + Masking.fileName("PAY_2")),
                        tuple(1L, "payroll-maple/" + Masking.fileName("PAY_1")),
                        tuple(3L, "payroll-maple/" + Masking.fileName("PAY_3")));
        assertThat(repeated)
                .flatExtracting(Disagreement::sides)
                .extracting(ExceptionSide::file)
                .contains(4L, 5L)
                .doesNotContain(1L, 2L);
        assertThat(repeated)
                .extracting(Disagreement::basis)
                .isEqualTo(first.stream().map(Disagreement::basis).toList());
    }

    @Test
    void a_fact_that_the_chosen_account_does_not_state_stays_as_the_own_account_states_it() {
        EmployerYear own = SMALL;
        Disagreement differs =
                years(bases.known(), own, OTHER_ACCOUNT).disagreements().get(0);

        EmployerYear year = years(chosen(differs, differs.sides().get(1)), own, OTHER_ACCOUNT)
                .year();

        assertThat(year.priorYearPayroll()).isEqualTo(Money.of("500000.00"));
        assertThat(year.ontarioTaxpayer()).isTrue();
        assertThat(year.businessNumber()).isEqualTo(own.businessNumber());
    }

    @Test
    void the_facts_of_the_own_account_stay_when_a_person_chose_them() {
        Disagreement differs =
                years(bases.known(), SMALL, OTHER_ACCOUNT).disagreements().get(0);

        EmployerYears years = years(chosen(differs, differs.sides().get(0)), SMALL, OTHER_ACCOUNT);

        assertThat(years.year()).isEqualTo(SMALL);
        assertThat(years.disagreements()).isEmpty();
    }

    @Test
    void a_claim_goes_on_only_with_the_chosen_one_of_two_years_that_overlap() {
        EmployerYear overlapping = Samples.employerYear(
                e -> e.taxationYear = new Period(LocalDate.of(2016, 7, 1), LocalDate.of(2017, 6, 30)));
        Disagreement overlap =
                years(bases.known(), SMALL, overlapping).disagreements().get(0);

        EmployerYears own = years(chosen(overlap, overlap.sides().get(0)), SMALL, overlapping);
        EmployerYears other = years(chosen(overlap, overlap.sides().get(1)), SMALL, overlapping);

        assertThat(own.against()).isNull();
        assertThat(own.warnings()).hasSize(1);
        assertThat(other.against()).isNotNull();
    }

    private ResolvedBases.Known chosen(Disagreement disagreement, ExceptionSide side) {
        return SettledDisagreements.by(bases, KEY.text(), disagreement, ResolutionKind.USE_VALUE, side.choice());
    }

    /** The years of the claim, of the files in this order, the newest first. */
    private static EmployerYears years(ResolvedBases.Known resolved, EmployerYear... stated) {
        TreeMap<String, List<EmployerYear>> byAccount = new TreeMap<>();
        for (EmployerYear year : stated) {
            byAccount.merge(year.businessNumber().value(), List.of(year), (one, more) -> Stream.concat(
                            one.stream(), more.stream())
                    .toList());
        }
        return new EmployerYears(KEY, new SourcedYears(byAccount, files(stated)), resolved);
    }

    /** Each content is of the file with its number in the list, counted from 1; the last of a content is its oldest. */
    private static Map<EmployerYear, SourcedYears.ControlFile> files(EmployerYear... stated) {
        Map<EmployerYear, SourcedYears.ControlFile> files = new HashMap<>();
        for (int at = 0; at < stated.length; at++) {
            files.put(stated[at], new SourcedYears.ControlFile(at + 1, "payroll-maple", "PAY_" + (at + 1)));
        }
        return files;
    }
}
