// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.attc;

import ca.tradeshub.canonical.FileContext;
import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.canonical.Period;
import ca.tradeshub.law.Law;
import ca.tradeshub.rules.Samples;
import ca.tradeshub.rules.book.RuleBook;
import ca.tradeshub.rules.engine.Judgement;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** What {@link JudgingSpeedTest} measures. */
@State(Scope.Benchmark)
public class JudgingBenchmark {

    private static final int LINES = 1_040;
    private static final int WEEKS = 52;

    private final Law law = Law.standard();
    private final RuleBook book = RuleBook.load(law);
    private final TaxCredit credit = new TaxCredit(law);
    private final FileContext file = Samples.file("2017-01-15");
    private final List<PayLine> lines =
            IntStream.range(0, LINES).mapToObj(JudgingBenchmark::line).toList();
    private final List<ClaimFacts> claims =
            IntStream.range(0, LINES / WEEKS).mapToObj(JudgingBenchmark::claim).toList();

    /** Lines of several trades and years; one in twenty has something to be found. */
    private static PayLine line(int number) {
        LocalDate monday = LocalDate.of(2012 + number % 5, 1, 2).plusWeeks(number % WEEKS);
        return Samples.payLine(line -> {
            line.lineId = "L" + number;
            line.agreementNumber = "TA-2012-%06d".formatted(number);
            line.taxationYear =
                    new Period(LocalDate.of(monday.getYear(), 1, 1), LocalDate.of(monday.getYear(), 12, 31));
            line.payPeriod = new Period(monday, monday.plusDays(6));
            line.payDate = monday.plusDays(6);
            line.regularHours = new BigDecimal("40.00");
            line.hourlyRate = Money.of("16.25");
            line.journeypersonRate = Money.of(number % 20 == 0 ? "45.00" : "32.00");
            line.apprenticePeriod = 1 + number % 3;
        });
    }

    private static ClaimFacts claim(int person) {
        Claims claim = Claims.of(registration -> registration.registeredOn = LocalDate.of(2014, 6, 2));
        for (int week = 0; week < WEEKS; week++) {
            LocalDate monday = LocalDate.of(2016, 1, 4).plusWeeks(week);
            claim.line(monday.toString(), monday.plusDays(6).toString(), "6" + (10 + (person + week) % 80) + ".00");
        }
        return claim.claiming("5000.00").facts();
    }

    /** Every rule on records. */
    @Benchmark
    @OperationsPerInvocation(LINES)
    public void alone(Blackhole results) {
        for (PayLine line : lines) {
            Judgement<PayLine> judgement = book.judge(line, file);
            results.consume(judgement);
        }
    }

    /** Every rule on claims, the computation and its steps. */
    @Benchmark
    @OperationsPerInvocation(LINES)
    public void in_a_claim(Blackhole results) {
        for (ClaimFacts claim : claims) {
            results.consume(credit.assess(claim));
        }
    }
}
