// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.attc;

import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.Period;
import ca.tradeshub.canonical.Ratio;
import ca.tradeshub.law.Basis;
import ca.tradeshub.law.Law;
import ca.tradeshub.law.Source;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.Finding;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.Year;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * ATTC-27, 28 and 29: the most a year allows, (10,000 × D/Y) + (5,000 × E/Y). One apprenticeship commenced once, so one
 * of D and E is zero (interpretation C17). A short year keeps Y; a year longer than Y is capped and held
 * (interpretation C4).
 */
final class Maximum implements ClaimRule {

    private static final Basis ONE_MAXIMUM = Source.ATTC.at(
            "How does the tax credit work?",
            "for each qualifying apprenticeship that is an apprenticeship program that commenced on or after");
    private static final Basis TWO_TRADES = Source.ATTC.at(
            "When an apprentice is registered for two separate trades simultaneously, can the business claim the credit"
                    + " for both trades?",
            "Yes. The business would have to allocate the eligible expenditures to each specific trade.");
    private static final RuleFailure LONG_YEAR = RuleFailure.hold(
            "The taxation year is longer than Y in the formula, so the maximum is limited to the"
                    + " yearly amount. Check the dates of the taxation year.",
            "L'année d'imposition est plus longue que Y dans la formule; le maximum est donc"
                    + " limité au montant annuel. Vérifiez les dates de l'année d'imposition.");
    private static final RuleFailure TOGETHER = RuleFailure.hold(
                    "Claims of one taxpayer for one apprenticeship and year together exceed the maximum, which applies"
                            + " once. Decide which of the claims has the credit.",
                    "Des demandes d'un même contribuable pour le même apprentissage et la même année dépassent ensemble"
                            + " le maximum, qui ne s'applique qu'une fois. Décidez laquelle a droit au crédit.")
            .under(ONE_MAXIMUM);
    private static final RuleFailure SEVERAL_ORIGINALS = RuleFailure.hold(
                    "One taxpayer claims the credit under two original agreements of one person in one trade. Two"
                            + " claims are possible only for two separate trades. Decide which agreement applies.",
                    "Un même contribuable demande le crédit pour deux ententes initiales d'une même personne dans un"
                            + " même métier. Deux demandes ne sont possibles que pour deux métiers distincts. Décidez"
                            + " quelle entente s'applique.")
            .under(TWO_TRADES);

    private static final Declaration FORMULA = Declaration.of(
                    "ATTC-27",
                    "The maximum is (10,000 × D/Y) + (5,000 × E/Y).",
                    "Le maximum est (10 000 × D/Y) + (5 000 × E/Y).",
                    Source.ATTC.at("How does the tax credit work?", "($10,000 × D/Y) + ($5,000 × E/Y) in which"),
                    ONE_MAXIMUM,
                    TWO_TRADES)
            .reads("taxationYear", "agreementNumber", "trade", "businessNumber")
            .restsOn("C4", "C17", "C18", "C39")
            .failures(LONG_YEAR, TOGETHER, SEVERAL_ORIGINALS);
    private static final Declaration YEAR = Declaration.of(
                    "ATTC-28",
                    "Y is 366 when the taxation year includes 29 February, else 365.",
                    "Y est 366 lorsque l'année d'imposition comprend le 29 février, sinon 365.",
                    Source.ATTC.at(
                            "How does the tax credit work?",
                            "Y is 365 days or, if the taxation year includes February 29, 366 days."))
            .reads("taxationYear");
    private static final Declaration DAYS = Declaration.of(
                    "ATTC-29",
                    "D and E are the days of the taxation year on which the person was employed as an apprentice in the"
                            + " qualifying apprenticeship and within its window.",
                    "D et E sont les jours de l'année d'imposition où la personne était employée comme apprentie dans"
                            + " l'apprentissage admissible et dans ses mois admissibles.",
                    Source.ATTC.at(
                            "How does the tax credit work?",
                            "is the total number of days in the taxation year that the apprentice was employed by the"
                                    + " taxpayer as an apprentice in a qualifying apprenticeship"))
            .reads("employmentStart", "employmentEnd", "payDate")
            .restsOn("C2", "C5", "C15");

    private final int commonYear;
    private final int leapYear;
    private final MonthDay leapDay;
    private final boolean longYearsCapped;
    private final boolean oncePerTaxpayer;
    private final RoundingMode rounding;

    Maximum(Law law) {
        this.commonYear = law.integers("attc.year.days.common").last().value();
        this.leapYear = law.integers("attc.year.days.leap").last().value();
        this.leapDay =
                law.texts("attc.year.leap-day").as(MonthDay::parse).last().value();
        this.longYearsCapped = law.interpretation("C4").is("capped");
        this.rounding = law.rounding();
        this.oncePerTaxpayer = law.interpretation("C39").is("taxpayer-and-apprenticeship");
    }

    static List<Declaration> declarations() {
        return List.of(YEAR, DAYS);
    }

    static Declaration year() {
        return YEAR;
    }

    static Declaration days() {
        return DAYS;
    }

    @Override
    public Declaration declared() {
        return FORMULA;
    }

    @Override
    public RuleResult judge(ClaimCase claim) {
        Period year = claim.taxationYear();
        ClaimFacts.SharedMaximum shared = claim.facts().context().sharedMaximum();
        boolean shares = oncePerTaxpayer && shared != null && claim.programme() != null;
        boolean several = shares && shared != null && shared.severalOriginals();
        boolean exceeded = shares && shared != null && !several && exceeded(claim, shared);
        return new RuleResult.Failures()
                .failIf(longYearsCapped && year.days() > yearLength(year), LONG_YEAR, "taxationYear", year.days())
                .failIf(exceeded, TOGETHER, null, exceeded && shared != null ? text(shared) : null)
                .failIf(several, SEVERAL_ORIGINALS, null, several && shared != null ? text(shared) : null)
                .result();
    }

    /** Whether a finding is about claims that share the maximum: they contradict each other, and a person decides. */
    static boolean isShared(Finding finding) {
        return finding.message().equals(TOGETHER.message().en())
                || finding.message().equals(SEVERAL_ORIGINALS.message().en());
    }

    /**
     * Whether the claims together have more than the maximum of the days that any of them counts, by at least a cent of
     * the published credits.
     */
    private boolean exceeded(ClaimCase claim, ClaimFacts.SharedMaximum shared) {
        Ratio credits = shared.others().stream()
                .map(ClaimFacts.MaximumShare::credit)
                .reduce(shared.own().credit(), Ratio::plus);
        List<Period> days = Stream.concat(Stream.of(shared.own()), shared.others().stream())
                .flatMap(share -> share.days().stream())
                .sorted(Comparator.comparing(Period::start))
                .toList();
        int counted = 0;
        LocalDate free = LocalDate.MIN;
        for (Period period : days) {
            Optional<Period> rest = Period.between(period.start().isBefore(free) ? free : period.start(), period.end());
            counted += rest.map(Period::days).orElse(0);
            free = rest.map(left -> left.end().plusDays(1)).orElse(free);
        }
        Ratio maximum = of(claim.terms(), counted, claim.taxationYear());
        Money published = Stream.concat(Stream.of(shared.own()), shared.others().stream())
                .map(share -> share.credit().toMoney(rounding))
                .reduce(Money.ZERO, Money::plus);
        return credits.compareTo(maximum) > 0 && published.compareTo(maximum.toMoney(rounding)) > 0;
    }

    private static String text(ClaimFacts.SharedMaximum shared) {
        return Stream.concat(Stream.of(shared.own()), shared.others().stream())
                .map(share -> share.claimKey() + " " + share.credit().toMoney())
                .collect(Collectors.joining(", "));
    }

    /** The formula's Y for a taxation year. */
    int yearLength(Period taxationYear) {
        for (int year = taxationYear.start().getYear();
                year <= taxationYear.end().getYear();
                year++) {
            if (Year.isLeap(year)
                    && taxationYear.contains(LocalDate.of(year, leapDay.getMonth(), leapDay.getDayOfMonth()))) {
                return leapYear;
            }
        }
        return commonYear;
    }

    /** The exact maximum of a programme for its counted days. */
    Ratio of(Programme programme, int days, Period taxationYear) {
        Ratio formula = programme.yearlyMaximum().times(Ratio.of(days, yearLength(taxationYear)));
        return longYearsCapped ? formula.min(programme.yearlyMaximum()) : formula;
    }
}
