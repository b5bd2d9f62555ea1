// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation;

import static ca.tradeshub.reconciliation.ReconciliationFixture.registration;
import static ca.tradeshub.reconciliation.ReconciliationFixture.week;
import static ca.tradeshub.reconciliation.ReconciliationFixture.weeks;
import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.EmployerYear;
import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.canonical.Registration;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Exceptions close automatically when later data settle them, whatever key they were opened on. */
class ExceptionClosingTest {

    private static final LocalDate JUNE_2015 = LocalDate.of(2015, 6, 1);

    private final ReconciliationFixture hub = new ReconciliationFixture();

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void a_newer_record_of_the_key_settles_what_a_rule_held() {
        registrations(1, in2012("TA-1", "120.00"));
        assertThat(hub.openExceptions()).hasSize(1).allMatch(each -> each.startsWith("RULE_HOLD/"));

        registrations(2, in2012("TA-1", "0.00"));
        assertSettled(1);
    }

    @Test
    void a_later_file_settles_a_repeated_key() {
        registrations(
                1,
                registration("TA-1", "1234567", "12345678", "309A", JUNE_2015),
                registration("TA-1", "1234567", "12345678", "309A", JUNE_2015.plusDays(1)));
        assertThat(hub.openExceptions()).containsExactly("DUPLICATE_KEY");

        registrations(2, registration("TA-1", "1234567", "12345678", "309A", JUNE_2015));
        assertSettled(1);
    }

    @Test
    void the_registration_settles_that_it_was_missing() {
        payroll(1, "500000.00", weeks(2, "TA-1", "309A"));
        hub.clock().advance(Duration.ofDays(31));
        hub.remindOverdue();
        hub.reconcileAndDeliver();
        assertThat(hub.openExceptions()).containsExactly("MISSING_REGISTRATION");

        registrations(1, registration("TA-1", "1234567", "12345678", "309A", JUNE_2015));
        assertSettled(1);
    }

    @Test
    void other_values_close_the_exception_and_open_another() {
        registrations(1, registration("TA-1", "1234567", "12345678", "309A", JUNE_2015));
        payroll(1, "500000.00", weeks(2, "TA-1", "309A"));
        payroll(2, "400000.00", List.of(week(5, "TA-1", "309A", "650.00")));
        payroll(3, "300000.00", List.of(week(5, "TA-1", "309A", "650.00")));

        assertThat(hub.openExceptions()).containsExactly("VALUE_MISMATCH");
        assertThat(texts("select coalesce(closed_by, 'open') from exception_case order by id"))
                .containsExactly("DATA", "open");
        assertThat(texts("select distinct amount || ' ' || amount_of from exception_case where closed_at is null"))
                .hasSize(1);
    }

    @Test
    void a_clash_is_settled_from_either_side_also_when_the_key_of_the_person_moves() {
        for (String corrected : List.of("TA-1", "TA-2")) {
            try (ReconciliationFixture other = new ReconciliationFixture()) {
                other.file(
                        Feed.REGISTRATIONS,
                        1,
                        List.of(
                                registration("TA-1", "1234567", "12345678", "309A", JUNE_2015),
                                registration("TA-2", "1234567", "87654321", "309A", JUNE_2015)));
                other.reconcileAndDeliver();
                assertThat(other.openExceptions()).as(corrected).hasSize(1);

                String account = corrected.equals("TA-1") ? "87654321" : "12345678";
                other.file(
                        Feed.REGISTRATIONS, 2, List.of(registration(corrected, "1234567", account, "309A", JUNE_2015)));
                other.reconcileAndDeliver();
                assertThat(other.openExceptions()).as(corrected).isEmpty();
            }
        }
    }

    @Test
    void a_clash_is_settled_when_its_records_become_other_persons() {
        for (String corrected : List.of("TA-1", "TA-2")) {
            try (ReconciliationFixture other = new ReconciliationFixture()) {
                other.file(
                        Feed.REGISTRATIONS,
                        1,
                        List.of(
                                registration("TA-1", "1234567", "12345678", "309A", JUNE_2015),
                                registration("TA-2", "1234567", "87654321", "309A", JUNE_2015)));
                other.reconcileAndDeliver();
                String account = corrected.equals("TA-1") ? "12345678" : "87654321";
                other.file(
                        Feed.REGISTRATIONS, 2, List.of(registration(corrected, "7654321", account, "310S", JUNE_2015)));
                other.reconcileAndDeliver();
                assertThat(other.openExceptions()).as(corrected).isEmpty();
            }
        }
    }

    @Test
    void a_clash_of_a_person_without_account_is_settled_when_the_account_is_known() {
        registrations(1, in2012("TA-1", "120.00"), registration("TA-2", "1234567", null, "309A", JUNE_2015));
        assertThat(hub.openExceptions()).hasSize(1);
        registrations(2, in2012("TA-1", "0.00"), registration("TA-2", "1234567", "12345678", "309A", JUNE_2015));
        assertSettled(1);
    }

    /** Everything is settled by data, and no record is held. */
    private void assertSettled(int exceptions) {
        assertThat(hub.openExceptions()).isEmpty();
        assertThat(texts("select closed_by from exception_case"))
                .hasSize(exceptions)
                .containsOnly("DATA");
        assertThat(texts("select file_id || ':' || line from record where state = 'HELD'"))
                .isEmpty();
    }

    private List<String> texts(String sql) {
        return hub.jdbc().sql(sql).query(String.class).list();
    }

    private void registrations(int sequence, Registration... records) {
        hub.file(Feed.REGISTRATIONS, sequence, List.of(records));
        hub.reconcileAndDeliver();
    }

    private void payroll(int sequence, String priorYearPayroll, List<PayLine> lines) {
        hub.file(
                Feed.PAYROLL,
                sequence,
                new EmployerYear(
                        ReconciliationFixture.EMPLOYER,
                        "Maple Electric Ltd.",
                        EmployerYear.Kind.CORPORATION,
                        true,
                        true,
                        Money.of(priorYearPayroll),
                        false,
                        false,
                        List.of(),
                        ReconciliationFixture.YEAR_2016),
                List.of(),
                lines);
        hub.reconcileAndDeliver();
    }

    /** A contract of 2012; hours credited for no reason are held by a rule. */
    private static Registration in2012(String agreement, String hoursCredited) {
        Registration known = registration(agreement, "1234567", "12345678", "309A", LocalDate.of(2012, 6, 1));
        return new Registration(
                known.agreementNumber(),
                Registration.Document.CONTRACT,
                Registration.Act.TQAA,
                known.registeredOn(),
                known.contractOn(),
                known.origin(),
                known.originalAgreementNumber(),
                known.originalRegisteredOn(),
                known.status(),
                known.statusOn(),
                known.completionRequirementsMetOn(),
                known.trade(),
                known.programme(),
                known.programmeApproval(),
                known.period(),
                new BigDecimal(hoursCredited),
                known.creditBasis(),
                known.creditEvidence(),
                known.education(),
                known.form(),
                known.person(),
                known.sponsor());
    }
}
