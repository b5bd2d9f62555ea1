// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.resolution;

import static ca.tradeshub.reconciliation.ReconciliationFixture.employer;
import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.EmployerYear;
import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.canonical.Person;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.exceptions.ExceptionState;
import ca.tradeshub.exceptions.ResolutionKind;
import ca.tradeshub.exceptions.action.ResolutionSheet;
import ca.tradeshub.rules.Samples;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How long a table with 5,000 decisions takes: exported, tried, and made; and one that approves them. */
@Tag("speed")
class TableSpeedTest {

    private static final int DECISIONS = Integer.getInteger("decisions", 5000);
    private static final Duration LIMIT = Duration.ofSeconds(8);
    private static final Duration APPROVAL_LIMIT = Duration.ofSeconds(6);
    private static final ResolutionSheet.Actor AUTHOR = new ResolutionSheet.Actor("ana", true, false);
    private static final ResolutionSheet.Actor APPROVER = new ResolutionSheet.Actor("ben", false, true);

    @Test
    void returns_held_records_to_their_sender() {
        measure(
                "held records, REJECT",
                ResolutionKind.REJECT,
                ExceptionState.CLOSED,
                steps -> steps.registrations(registrations(r -> {
                    r.registeredOn = LocalDate.of(2012, 3, 1);
                    r.statusOn = r.registeredOn;
                })));
    }

    @Test
    void accepts_held_claims() {
        measure("held claims, ACCEPT", ResolutionKind.ACCEPT, ExceptionState.AWAITING_APPROVAL, TableSpeedTest::claims);
    }

    @Test
    void accepts_held_registrations() {
        measure(
                "held registrations, ACCEPT",
                ResolutionKind.ACCEPT,
                ExceptionState.AWAITING_APPROVAL,
                steps -> steps.registrations(registrations(r -> {
                    r.registeredOn = LocalDate.of(2012, 3, 1);
                    r.statusOn = r.registeredOn;
                })));
    }

    @Test
    void completes_held_claims_outside_the_hub() {
        measure(
                "held claims, DONE_OUTSIDE",
                ResolutionKind.DONE_OUTSIDE,
                ExceptionState.CLOSED,
                TableSpeedTest::claims);
    }

    @Test
    void returns_held_lines_that_claims_wait_for() {
        measure(
                "held lines of claims with other lines, REJECT",
                ResolutionKind.REJECT,
                ExceptionState.AWAITING_APPROVAL,
                steps -> {
                    steps.registrations(registrations(r -> {}));
                    steps.payroll(employer("500000.00"), List.of(), linesOfClaims());
                });
    }

    /** Of each claim a good line, and one that was paid after the taxation year. */
    private static List<PayLine> linesOfClaims() {
        return Stream.concat(
                        each(n -> line(n, line -> {})).stream(),
                        each(n -> line(n, line -> {
                                    line.lineId = "H-" + n;
                                    line.payDate = LocalDate.of(2017, 1, 6);
                                }))
                                .stream())
                .toList();
    }

    /** Claims of more than the hub computes. */
    private static void claims(ResolutionSteps steps) {
        steps.registrations(registrations(r -> {}));
        steps.payroll(
                employer("500000.00"),
                each(n -> new EmployerYear.Claim(agreement(n), Money.of("5000.00"), null)),
                each(n -> line(n, line -> {})));
    }

    private static void measure(
            String what, ResolutionKind kind, ExceptionState state, Consumer<ResolutionSteps> situation) {
        try (ResolutionSteps steps = new ResolutionSteps()) {
            situation.accept(steps);
            ResolutionSheet sheet = steps.hub().part(ResolutionSheet.class);
            StringWriter exported = new StringWriter();
            Duration export = time(() -> write(sheet, steps, exported));
            byte[] table = exported.toString()
                    .replace(",,,\r\n", "," + kind + ",,Checked with the sender\r\n")
                    .getBytes(StandardCharsets.UTF_8);
            Duration dryRun = time(() -> made(sheet, table, true, state, AUTHOR));
            Duration run = time(() -> made(sheet, table, false, state, AUTHOR));
            System.out.printf(
                    Locale.ROOT,
                    "%d %s: exported in %.1f s, dry run in %.1f s, made in %.1f s%n",
                    DECISIONS,
                    what,
                    seconds(export),
                    seconds(dryRun),
                    seconds(run));
            assertThat(export.plus(dryRun).plus(run)).isLessThan(LIMIT);
            if (state == ExceptionState.AWAITING_APPROVAL) {
                approve(what, sheet, steps);
            }
        }
    }

    /** Another person approves what waits, by a table of the same exceptions. */
    private static void approve(String what, ResolutionSheet sheet, ResolutionSteps steps) {
        StringWriter exported = new StringWriter();
        Duration export = time(() -> write(sheet, steps, exported));
        byte[] table =
                exported.toString().replace(",APPROVE,,,", ",APPROVE,APPROVE,,").getBytes(StandardCharsets.UTF_8);
        Duration dryRun = time(() -> made(sheet, table, true, ExceptionState.CLOSED, APPROVER));
        Duration run = time(() -> made(sheet, table, false, ExceptionState.CLOSED, APPROVER));
        System.out.printf(
                Locale.ROOT,
                "%d %s, approved: exported in %.1f s, dry run in %.1f s, made in %.1f s%n",
                DECISIONS,
                what,
                seconds(export),
                seconds(dryRun),
                seconds(run));
        assertThat(export.plus(dryRun).plus(run)).isLessThan(APPROVAL_LIMIT);
    }

    private static Void write(ResolutionSheet sheet, ResolutionSteps steps, StringWriter out) {
        sheet.write(
                steps.hub()
                        .jdbc()
                        .sql("select id from exception_case order by id")
                        .query(Long.class)
                        .list(),
                out);
        return null;
    }

    private static Void made(
            ResolutionSheet sheet, byte[] table, boolean dryRun, ExceptionState state, ResolutionSheet.Actor by) {
        List<ResolutionSheet.Line> lines = sheet.read(table, dryRun, by).lines();
        assertThat(lines).hasSize(DECISIONS).allMatch(line -> line.state() == state, "ends as " + state);
        return null;
    }

    private static Duration time(Supplier<Void> work) {
        long start = System.nanoTime();
        work.get();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private static <T> List<T> each(java.util.function.IntFunction<T> made) {
        return IntStream.rangeClosed(1, DECISIONS).mapToObj(made).toList();
    }

    private static Registration[] registrations(Consumer<Samples.ARegistration> change) {
        return each(n -> Samples.registration(r -> {
                    r.agreementNumber = agreement(n);
                    r.person = new Person(
                            Integer.toString(1_000_000 + n),
                            account(n),
                            null,
                            name(n),
                            "Ana",
                            null,
                            birthDate(n),
                            "M5V2T6",
                            "en");
                    change.accept(r);
                }))
                .toArray(Registration[]::new);
    }

    private static PayLine line(int n, Consumer<Samples.APayLine> change) {
        return Samples.payLine(line -> {
            line.lineId = "L-" + n;
            line.agreementNumber = agreement(n);
            line.accountNumber = account(n);
            line.familyName = name(n);
            line.birthDate = birthDate(n);
            change.accept(line);
        });
    }

    private static String agreement(int n) {
        return "TA-2016-%06d".formatted(n);
    }

    private static String account(int n) {
        return Integer.toString(20_000_000 + n);
    }

    private static LocalDate birthDate(int n) {
        return LocalDate.of(1980, 1, 1).plusDays(n);
    }

    /** A family name of its own for each person. */
    private static String name(int n) {
        StringBuilder name = new StringBuilder("Q");
        for (int rest = n; rest > 0; rest /= 26) {
            name.append((char) ('a' + rest % 26));
        }
        return name.toString();
    }
}
