// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.attc;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.EmployerYear;
import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.Period;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.SourceRef;
import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.rules.Samples;
import ca.tradeshub.rules.engine.Finding;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Builds the facts of a claim: an ordinary employer, agreement and year, changed in what a test is about. */
final class Claims {

    private static final LocalDate FILE_DATE = LocalDate.parse("2026-11-20");

    private final List<Registration> versions = new ArrayList<>();
    private final List<ClaimFacts.Line> lines = new ArrayList<>();
    private Registration original;
    private Period year = new Period(LocalDate.parse("2016-01-01"), LocalDate.parse("2016-12-31"));
    private Consumer<Samples.AEmployerYear> employer = any -> {};
    private EmployerYear.Claim claimed;

    static Claims of(Consumer<Samples.ARegistration> registration) {
        return new Claims().version(registration);
    }

    Claims version(Consumer<Samples.ARegistration> registration) {
        versions.add(Samples.registration(registration));
        return this;
    }

    Claims original(Consumer<Samples.ARegistration> registration) {
        original = Samples.registration(registration);
        return this;
    }

    Claims year(String start, String end) {
        year = new Period(LocalDate.parse(start), LocalDate.parse(end));
        return this;
    }

    Claims employer(Consumer<Samples.AEmployerYear> change) {
        employer = change;
        return this;
    }

    Claims claiming(String amount, String t4Income) {
        claimed = new EmployerYear.Claim("TA-2016-000001", Money.of(amount), Money.of(t4Income));
        return this;
    }

    Claims claiming(String amount) {
        claimed = new EmployerYear.Claim("TA-2016-000001", Money.of(amount), null);
        return this;
    }

    Claims line(String start, String end, String gross, Consumer<Samples.APayLine> change) {
        return line(start, end, gross, FILE_DATE, change);
    }

    Claims line(String start, String end, String gross) {
        return line(start, end, gross, FILE_DATE, any -> {});
    }

    Claims line(String start, String end, String gross, LocalDate fileDate, Consumer<Samples.APayLine> change) {
        TradeCode trade = versions.get(0).trade();
        int number = lines.size() + 2;
        lines.add(new ClaimFacts.Line(
                Samples.payLine(line -> {
                    line.lineId = "L" + number;
                    line.trade = trade;
                    line.taxationYear = year;
                    line.payPeriod = new Period(LocalDate.parse(start), LocalDate.parse(end));
                    line.payDate = LocalDate.parse(end);
                    line.grossWages = Money.of(gross);
                    line.employeeTotalWages = Money.of(gross);
                    change.accept(line);
                }),
                new SourceRef(Feed.PAYROLL, "PAY_123026635_20261120_000001.csv", "00", number, number * 100L, 90),
                fileDate));
        return this;
    }

    ClaimFacts facts() {
        return new ClaimFacts(
                versions.get(versions.size() - 1),
                List.copyOf(versions),
                original,
                Samples.employerYear(draft -> {
                    draft.taxationYear = year;
                    employer.accept(draft);
                }),
                claimed,
                List.copyOf(lines));
    }

    /** Fails unless a claim is held under a rule, or supported when the rule is null. */
    static void assertHolds(TaxCredit credit, ClaimFacts facts, @Nullable String rule) {
        ClaimAssessment assessment = credit.assess(facts);
        if (rule == null) {
            assertThat(assessment).isInstanceOf(ClaimAssessment.Supported.class);
            return;
        }
        assertThat(assessment).isInstanceOf(ClaimAssessment.Held.class);
        assertThat(assessment.findings()).extracting(Finding::rule).contains(rule);
    }
}
