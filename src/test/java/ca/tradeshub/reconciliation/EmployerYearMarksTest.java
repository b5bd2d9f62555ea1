// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation;

import static ca.tradeshub.reconciliation.ReconciliationFixture.EMPLOYER;
import static ca.tradeshub.reconciliation.ReconciliationFixture.employer;
import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.BusinessNumber;
import ca.tradeshub.canonical.EmployerYear;
import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.canonical.Period;
import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.rules.Samples;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Which claims a control file has decided again: those that read another year than before, and no others. {@code
 * -Dlines=20000} measures an employer of that many lines.
 */
class EmployerYearMarksTest {

    private static final int LINES = Integer.getInteger("lines", 40);
    private static final int LINES_OF_A_CLAIM = 10;
    private static final EmployerYear SMALL = employer("300000.00");
    private static final EmployerYear LARGE = employer("500000.00");

    private final ReconciliationFixture hub = new ReconciliationFixture();
    private int sequence;

    @BeforeEach
    void register_the_apprentices() {
        hub.file(
                Feed.REGISTRATIONS,
                1,
                claims().stream()
                        .map(agreement -> ReconciliationFixture.registration(
                                agreement, "C-" + agreement, account(agreement), "309A", LocalDate.of(2015, 6, 1)))
                        .toList());
        hub.reconcile();
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void a_control_file_marks_the_whole_year_only_when_claims_read_something_else() {
        List<String> all = claims();
        payroll("the year", SMALL, lines());
        assertThat(decided("the year")).hasSize(all.size());

        payroll("the same", SMALL, List.of(line(40, "TA-1")));
        assertThat(decided("the same")).containsExactly(claim("TA-1"));

        payroll("another", LARGE, List.of(line(41, "TA-1")));
        assertThat(decided("another")).hasSize(all.size());

        payroll("another again", LARGE, List.of(line(42, "TA-1")));
        assertThat(decided("another again")).containsExactly(claim("TA-1"));

        payroll("the first again", SMALL, List.of(line(43, "TA-1")));
        assertThat(decided("the first again")).as("the newest differs now").hasSize(all.size());

        payroll("the first a third time", SMALL, List.of(line(44, "TA-1")));
        assertThat(decided("the first a third time")).containsExactly(claim("TA-1"));
    }

    @Test
    void an_older_file_that_arrives_late_marks_nothing_that_newer_ones_state() {
        sequence = 5;
        payroll("the year", SMALL, lines());
        hub.reconcile();
        payroll("another", LARGE, List.of(line(41, "TA-1")));
        hub.reconcile();
        sequence = 1;
        payroll("late", SMALL, List.of(line(42, "TA-1")));
        assertThat(decided("late")).containsExactly(claim("TA-1"));
    }

    @Test
    void the_last_line_of_a_control_file_that_another_year_takes_away_marks_the_year() {
        payroll("the year", SMALL, lines());
        PayLine moved = line(41, "TA-1");
        payroll("another", LARGE, List.of(moved));
        hub.reconcile();
        assertThat(hub.openExceptions()).isNotEmpty();

        EmployerYear next = ofYear(2017);
        payroll("corrected", next, List.of(ofYear(moved, 2017)));
        assertThat(decided("corrected")).hasSize(claims().size() + 1);
        assertThat(hub.openExceptions()).noneMatch(each -> each.contains("VALUE_MISMATCH"));
    }

    @Test
    void another_account_of_the_taxpayer_marks_the_claims_that_differ_from_it() {
        payroll("the year", SMALL, lines());
        hub.reconcile();
        hub.file(Feed.PAYROLL, 90, ofAccount("0002", "300000.00"), List.of(), List.of(ofAccount("0002")));
        assertThat(decided("agrees")).hasSize(1);
        hub.file(Feed.PAYROLL, 91, ofAccount("0003", "500000.00"), List.of(), List.of(ofAccount("0003")));
        assertThat(decided("differs")).hasSize(claims().size() + 2);
    }

    private void payroll(String what, EmployerYear year, List<PayLine> lines) {
        long start = System.nanoTime();
        hub.file(Feed.PAYROLL, ++sequence, year, List.of(), lines);
        print(what, "applied", start);
    }

    /** The claims that are decided after a file. */
    private List<String> decided(String what) {
        List<String> keys = new ArrayList<>(new TreeSet<>(hub.keysToDecide()));
        long start = System.nanoTime();
        hub.reconcile();
        print(what + ", " + keys.size() + " claims", "decided", start);
        return keys;
    }

    private static void print(String what, String done, long start) {
        System.out.printf(
                Locale.ROOT,
                "%d lines, %s: %s in %.3f s%n",
                LINES,
                what,
                done,
                Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0);
    }

    private static String claim(String agreement) {
        return EMPLOYER + "/" + agreement + "/2016-12-31";
    }

    private static List<String> claims() {
        return IntStream.rangeClosed(1, LINES / LINES_OF_A_CLAIM)
                .mapToObj(n -> "TA-" + n)
                .toList();
    }

    private static List<PayLine> lines() {
        return claims().stream()
                .flatMap(agreement -> IntStream.range(0, LINES_OF_A_CLAIM).mapToObj(week -> line(week, agreement)))
                .toList();
    }

    private static PayLine line(int week, String agreement) {
        return Samples.payLine(line -> {
            line.lineId = agreement + "-" + week;
            line.agreementNumber = agreement;
            line.accountNumber = account(agreement);
            line.trade = new TradeCode("309A");
            line.payPeriod = new Period(
                    LocalDate.of(2016, 1, 4).plusWeeks(week),
                    LocalDate.of(2016, 1, 10).plusWeeks(week));
            line.payDate = line.payPeriod.end();
        });
    }

    private static String account(String agreement) {
        return Integer.toString(20_000_000 + Integer.parseInt(agreement.substring(3)));
    }

    private static EmployerYear ofYear(int year) {
        return new EmployerYear(
                EMPLOYER,
                SMALL.name(),
                SMALL.kind(),
                true,
                true,
                SMALL.priorYearPayroll(),
                false,
                false,
                List.of(),
                new Period(LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31)));
    }

    private static PayLine ofYear(PayLine line, int year) {
        return Samples.payLine(changed -> {
            changed.lineId = line.lineId();
            changed.agreementNumber = line.agreementNumber();
            changed.accountNumber = line.accountNumber();
            changed.trade = line.trade();
            changed.taxationYear = ofYear(year).taxationYear();
            changed.payPeriod = new Period(LocalDate.of(year, 1, 2), LocalDate.of(year, 1, 8));
            changed.payDate = changed.payPeriod.end();
        });
    }

    private static EmployerYear ofAccount(String account, String priorYearPayroll) {
        EmployerYear year = employer(priorYearPayroll);
        return new EmployerYear(
                new BusinessNumber("123026635RP" + account),
                year.name(),
                year.kind(),
                true,
                true,
                year.priorYearPayroll(),
                false,
                false,
                List.of(),
                year.taxationYear());
    }

    private static PayLine ofAccount(String account) {
        return Samples.payLine(line -> {
            line.employer = ofAccount(account, "300000.00").businessNumber();
            line.lineId = "L-" + account;
            line.agreementNumber = "TB-" + account;
        });
    }
}
