// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.generator.forecast;

import ca.tradeshub.canonical.EmployerYear;
import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.canonical.Period;
import ca.tradeshub.generator.career.Agreement;
import ca.tradeshub.generator.employer.Weekdays;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.Year;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The expected tax credit of one employer, agreement and taxation year. It is computed from the text of the tax credit's
 * page in whole numbers: amounts are multiples of a fraction of a cent that can be divided by 1 to 31 days.
 *
 * @param key the key of the claim
 * @param verdict the verdict that is published
 * @param rule the rule that excludes the claim, null if none does
 * @param figures the amounts, null if the credit has no terms for the programme
 * @param leftOut the ids of the lines without any eligible day
 */
public record ClaimForecast(
        String key, Verdict verdict, @Nullable String rule, @Nullable Figures figures, Set<String> leftOut) {

    /** The least common multiple of 1 to 31. */
    private static final BigInteger PARTS_OF_A_CENT = BigInteger.valueOf(72_201_776_446_800L);

    private static final int DECIMALS_OF_A_SHARE = 2;

    private static final Set<String> NO_ASSISTANCE = Set.of("ITA-125.4", "ITA-125.5", "ITA-127");
    private static final String TAXATION_ACT = "TA-";

    /** The verdict on a claim. */
    public enum Verdict {
        SUPPORTED,
        NOT_SUPPORTED,
        /** A rule excludes the claim and the employer does not state it: no message is sent. */
        NOTHING
    }

    /**
     * The amounts as the message contract publishes them, as decimal text.
     *
     * @param creditCents the credit in cents
     */
    public record Figures(
            Spent expenditure, String rate, String amountAtRate, Days days, String maximum, long creditCents) {

        /** Returns the credit in dollars. */
        String credit() {
            return text(creditCents);
        }
    }

    /** The amounts that the employer spent. */
    public record Spent(String gross, String assistance, String eligible) {}

    /** The days of the formula of the maximum. */
    public record Days(int d, int e, int y) {}

    /**
     * Computes a claim that the employer does not state.
     *
     * @param year the employer and its taxation year
     * @param agreement the agreement with all versions that are sent
     * @param lines the lines in effect, in the order in which they are sent
     */
    public static ClaimForecast of(EmployerYear year, Agreement agreement, List<SentLine> lines) {
        String key = year.businessNumber() + "/" + agreement.number() + "/"
                + year.taxationYear().end();
        Optional<CreditTerms> terms = CreditTerms.of(agreement.commencedOn());
        if (terms.isEmpty()) {
            return new ClaimForecast(key, Verdict.NOTHING, "GATE-04", null, Set.of());
        }
        Sum sum = new Sum(year, agreement, terms.get(), lines);
        @Nullable String against = against(year, agreement);
        return against == null
                ? new ClaimForecast(key, Verdict.SUPPORTED, null, sum.figures(), sum.leftOut())
                : new ClaimForecast(key, Verdict.NOTHING, against, sum.figures(), Set.of());
    }

    /** Returns the first rule that excludes the whole claim, in the order of the rule book; null if absent. */
    private static @Nullable String against(EmployerYear year, Agreement agreement) {
        if (!Boolean.TRUE.equals(year.ontarioTaxpayer())) {
            return "ATTC-02";
        }
        if (!agreement.trade().isInAppendixA()) {
            return "ATTC-11";
        }
        return year.kind() == EmployerYear.Kind.EMPLOYMENT_AGENCY ? "ATTC-17" : null;
    }

    /** Returns the forecast if the employer states the claim. */
    public ClaimForecast claimed() {
        return new ClaimForecast(key, rule == null ? Verdict.SUPPORTED : Verdict.NOT_SUPPORTED, rule, figures, leftOut);
    }

    /** Returns whether a message is sent. */
    public boolean isSent() {
        return verdict != Verdict.NOTHING;
    }

    /** Returns the final state of a line of the claim. */
    public FinalState stateOf(PayLine line) {
        return isSent() && !leftOut.contains(line.lineId()) ? FinalState.DELIVERED : FinalState.OUT_OF_SCOPE;
    }

    /** Adds up the lines of a claim. */
    private static final class Sum {

        private final EmployerYear year;
        private final CreditTerms terms;
        private final List<SentLine> lines;
        private final Optional<Period> window;
        private final Map<LocalDate, SentLine> newestOfSpell = new TreeMap<>();

        Sum(EmployerYear year, Agreement agreement, CreditTerms terms, List<SentLine> lines) {
            this.year = year;
            this.terms = terms;
            this.lines = lines;
            this.window =
                    terms.window(agreement.commencedOn(), agreement.endedOn().orElse(null));
            for (SentLine sent : lines) {
                newestOfSpell.merge(
                        sent.line().employmentStart(),
                        sent,
                        (known, next) ->
                                next.line().payDate().isBefore(known.line().payDate()) ? known : next);
            }
        }

        Figures figures() {
            BigInteger gross = BigInteger.ZERO;
            BigInteger aid = BigInteger.ZERO;
            for (SentLine sent : lines) {
                PayLine line = sent.line();
                Share share = share(line);
                gross = gross.add(share.of(line.grossExpenditure().amount()));
                if (reduces(line.assistanceKind())) {
                    aid = aid.add(share.of(line.assistanceAmount().amount()));
                }
            }
            BigInteger eligible = gross.subtract(aid).max(BigInteger.ZERO);
            Money priorYearPayroll =
                    Objects.requireNonNull(year.priorYearPayroll(), "every generated employer states its payroll");
            BigInteger rate = terms.rateNumerator(
                    priorYearPayroll.amount().unscaledValue().longValueExact());
            int days = days();
            int yearDays = hasLeapDay(year.taxationYear()) ? 366 : 365;
            // All values have one denominator: fractions of a cent, of the rate and of the year.
            BigInteger whole = PARTS_OF_A_CENT.multiply(CreditTerms.rateDenominator());
            BigInteger over = BigInteger.valueOf(yearDays);
            BigInteger atRate = eligible.multiply(rate).multiply(over);
            BigInteger most =
                    BigInteger.valueOf(terms.yearlyDollars() * 100L * days).multiply(whole);
            BigInteger denominator = whole.multiply(over);
            long credit = cents(
                    atRate.min(most).multiply(generalPart()),
                    denominator.multiply(BigInteger.TEN.pow(DECIMALS_OF_A_SHARE)));
            return new Figures(
                    new Spent(
                            text(cents(gross, PARTS_OF_A_CENT)),
                            text(cents(aid, PARTS_OF_A_CENT)),
                            text(cents(eligible, PARTS_OF_A_CENT))),
                    new BigDecimal(rate)
                            .divide(new BigDecimal(CreditTerms.rateDenominator()))
                            .stripTrailingZeros()
                            .toPlainString(),
                    text(cents(atRate, denominator)),
                    terms.isBeforeApril2015() ? new Days(days, 0, yearDays) : new Days(0, days, yearDays),
                    text(cents(most, denominator)),
                    credit);
        }

        /** The part of the credit that is not a limited partner's. */
        private BigInteger generalPart() {
            BigDecimal limited = year.partners().stream()
                    .filter(partner -> partner.kind() == EmployerYear.Partner.Kind.LIMITED)
                    .map(EmployerYear.Partner::share)
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            return BigDecimal.ONE
                    .subtract(limited)
                    .setScale(DECIMALS_OF_A_SHARE)
                    .unscaledValue();
        }

        Set<String> leftOut() {
            return lines.stream()
                    .map(SentLine::line)
                    .filter(line -> share(line).counted() == 0)
                    .map(PayLine::lineId)
                    .collect(Collectors.toSet());
        }

        /** Returns the eligible share of a pay period, by weekdays of the days employed. */
        private Share share(PayLine line) {
            if (Boolean.TRUE.equals(line.coopCreditClaimed())) {
                return new Share(0, 1);
            }
            SentLine newest = Objects.requireNonNull(
                    newestOfSpell.get(line.employmentStart()), "every line of the claim is in its spell");
            LocalDate left = newest.line().employmentEnd();
            Period employed = Period.between(line.employmentStart(), left == null ? LocalDate.MAX : left)
                    .flatMap(line.payPeriod()::intersection)
                    .orElse(line.payPeriod());
            Optional<Period> inside = window.flatMap(employed::intersection);
            int all = Weekdays.in(employed.start(), employed.end());
            return all == 0
                    ? new Share(inside.map(Period::days).orElse(0), employed.days())
                    : new Share(
                            inside.map(in -> Weekdays.in(in.start(), in.end())).orElse(0), all);
        }

        /** Counts the days employed in the taxation year and the window; the periods of one employment do not overlap. */
        private int days() {
            int days = 0;
            for (SentLine newest : newestOfSpell.values()) {
                LocalDate end = newest.line().employmentEnd();
                LocalDate yearEnd = year.taxationYear().end();
                if (end == null) {
                    end = newest.sentOn().isBefore(yearEnd) ? newest.sentOn() : yearEnd;
                }
                days += Period.between(newest.line().employmentStart(), end)
                        .flatMap(year.taxationYear()::intersection)
                        .flatMap(spell -> window.flatMap(spell::intersection))
                        .map(Period::days)
                        .orElse(0);
            }
            return days;
        }

        private static boolean reduces(@Nullable String kind) {
            return kind != null && !kind.startsWith(TAXATION_ACT) && !NO_ASSISTANCE.contains(kind);
        }

        private static boolean hasLeapDay(Period period) {
            for (int each = period.start().getYear(); each <= period.end().getYear(); each++) {
                if (Year.isLeap(each) && period.contains(LocalDate.of(each, 2, 29))) {
                    return true;
                }
            }
            return false;
        }

        /** Divides and rounds half up; the numerator is never negative. */
        private static long cents(BigInteger numerator, BigInteger denominator) {
            BigInteger two = BigInteger.TWO;
            return numerator
                    .multiply(two)
                    .add(denominator)
                    .divide(denominator.multiply(two))
                    .longValueExact();
        }
    }

    private static String text(long cents) {
        return BigDecimal.valueOf(cents, 2).toPlainString();
    }

    /** The eligible days of a pay period and all its days. */
    private record Share(int counted, int all) {

        /** Returns the eligible part of an amount, in fractions of a cent. */
        BigInteger of(BigDecimal amount) {
            return amount.unscaledValue()
                    .multiply(PARTS_OF_A_CENT)
                    .divide(BigInteger.valueOf(all))
                    .multiply(BigInteger.valueOf(counted));
        }
    }
}
