// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.attc;

import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.canonical.Period;
import ca.tradeshub.law.Law;
import ca.tradeshub.law.Source;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * the pay lines of a calendar year add up to the T4's employment income. Evaluated for the calendar year that
 * ends in the taxation year, and only when all of its pay has been received. A T4 covers an employee, so a line of one
 * trade counts with the employee's wages over all trades; fees paid to an agency are on no T4 of the employer.
 */
final class WagesOnT4 implements ClaimRule {

    private static final RuleFailure DIFFER = RuleFailure.hold(
            "The pay lines of the calendar year do not add up to the employment income on the"
                    + " T4. Check the pay lines and the T4.",
            "Le total des lignes de paie de l'année civile n'est pas égal au revenu d'emploi du"
                    + " T4. Vérifiez les lignes de paie et le T4.");

    private static final Declaration DECLARED = Declaration.of(
                    "X-06",
                    "The pay lines of a calendar year add up to the employment income on the apprentice's T4.",
                    "Le total des lignes de paie d'une année civile est égal au revenu d'emploi du T4 de"
                            + " l'apprenti.",
                    Source.ATTC.at(
                            "What is an eligible expenditure?",
                            "amounts generally reported on the apprentice's T4 slip"))
            .reads("t4Income", "employeeTotalWages", "grossWages", "taxableBenefits", "payDate")
            .failures(DIFFER);

    private final Money tolerance;
    private final MonthDay lastDay;

    WagesOnT4(Law law) {
        this.tolerance = new Money(law.decimals("attc.t4.tolerance").last().value());
        this.lastDay = law.texts("attc.t4.last-day").as(MonthDay::parse).last().value();
    }

    @Override
    public Declaration declared() {
        return DECLARED;
    }

    @Override
    public RuleResult judge(ClaimCase claim) {
        if (claim.facts().claimed() == null || claim.facts().claimed().t4Income() == null) {
            return RuleResult.notApplicable(
                    "the control file states no T4 income", "le fichier de contrôle n'indique aucun revenu du T4");
        }
        LocalDate end = calendarYearEnd(claim.taxationYear());
        if (end == null) {
            return RuleResult.notApplicable(
                    "no calendar year ends in the taxation year",
                    "aucune année civile ne se termine dans l'année d'imposition");
        }
        LocalDate start = end.minusYears(1).plusDays(1);
        List<PayLine> lines = Stream.concat(claim.lines().stream(), claim.facts().context().sameEmployer().stream())
                .map(ClaimFacts.Line::line)
                .toList();
        if (lines.stream().anyMatch(line -> line.agencyFees().compareTo(Money.ZERO) != 0)) {
            return RuleResult.notApplicable(
                    "the apprentice is paid through an employment agency",
                    "l'apprenti est payé par l'entremise d'une agence de placement");
        }
        if (!atHand(lines, start)) {
            return RuleResult.notApplicable(
                    "the pay lines of the calendar year are incomplete",
                    "les lignes de paie de l'année civile sont incomplètes");
        }
        Period calendarYear = new Period(start, end);
        Money paid = paid(lines.stream()
                .filter(line -> calendarYear.contains(line.payDate()))
                .toList());
        Money stated = claim.facts().claimed().t4Income();
        Money apart = stated.minus(paid);
        boolean differs =
                apart.compareTo(tolerance) > 0 || Money.ZERO.minus(apart).compareTo(tolerance) > 0;
        return differs ? RuleResult.fails(DIFFER, "t4Income", stated + " ≠ " + paid) : RuleResult.satisfied();
    }

    private @Nullable LocalDate calendarYearEnd(Period taxationYear) {
        LocalDate end = lastDay.atYear(taxationYear.end().getYear());
        LocalDate last = end.isAfter(taxationYear.end()) ? end.minusYears(1) : end;
        return taxationYear.contains(last) ? last : null;
    }

    /**
     * Whether of each agreement the taxation years at hand reach back to the year's first day, or to the begin of the
     * employment.
     */
    private static boolean atHand(List<PayLine> lines, LocalDate start) {
        return lines.stream().collect(Collectors.groupingBy(PayLine::agreementNumber)).values().stream()
                .allMatch(ofOneAgreement -> reachBack(ofOneAgreement, start));
    }

    private static boolean reachBack(List<PayLine> lines, LocalDate start) {
        LocalDate from = lines.stream()
                .map(line -> line.taxationYear().start())
                .min(LocalDate::compareTo)
                .orElse(start);
        return !from.isAfter(start)
                || lines.stream().noneMatch(line -> line.employmentStart().isBefore(from));
    }

    /**
     * The pay that the lines report. Lines of several agreements may report the same pay; the highest of them then
     * counts, because a correction of one line need not resend the others.
     */
    private static Money paid(List<PayLine> lines) {
        Money benefits = lines.stream().map(PayLine::taxableBenefits).reduce(Money.ZERO, Money::plus);
        Money sum = benefits.plus(wages(
                lines.stream().filter(line -> line.grossWages().isNegative()).toList()));
        Map<Pay, Map<String, List<PayLine>>> pays = lines.stream()
                .filter(line -> !line.grossWages().isNegative())
                .collect(Collectors.groupingBy(Pay::of, Collectors.groupingBy(PayLine::agreementNumber)));
        for (Map<String, List<PayLine>> byAgreement : pays.values()) {
            sum = sum.plus(byAgreement.values().stream()
                    .map(WagesOnT4::wages)
                    .max(Comparator.naturalOrder())
                    .orElseThrow());
        }
        return sum;
    }

    /** The wages of lines, a total over all trades counted once. */
    private static Money wages(List<PayLine> lines) {
        Money sum = Money.ZERO;
        Set<List<Object>> totals = new HashSet<>();
        for (PayLine line : lines) {
            boolean ofAllTrades = !line.employeeTotalWages().equals(line.grossWages());
            if (!ofAllTrades) {
                sum = sum.plus(line.grossWages());
            } else if (totals.add(List.of(Pay.of(line), line.employeeTotalWages()))) {
                sum = sum.plus(line.employeeTotalWages());
            }
        }
        return sum;
    }

    private record Pay(Period payPeriod, LocalDate payDate) {
        static Pay of(PayLine line) {
            return new Pay(line.payPeriod(), line.payDate());
        }
    }
}
