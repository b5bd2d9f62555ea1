// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.generator.forecast;

import ca.tradeshub.canonical.Period;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The terms of the Apprenticeship Training Tax Credit for a programme, as the ATTC page's General section and "How does
 * the tax credit work?" state them. Used by the forecast only; the rules of the hub have their own values.
 *
 * @param months eligible months from commencement
 * @param generalPercent rate of an employer with a payroll of 600,000 or more
 * @param additionPercent additional rate of an employer with a payroll of 400,000 or less
 * @param yearlyDollars maximum for a full year
 * @param isBeforeApril2015 whether the programme commenced before 2015-04-24
 */
record CreditTerms(int months, int generalPercent, int additionPercent, int yearlyDollars, boolean isBeforeApril2015) {

    private static final CreditTerms BEFORE_APRIL_2015 = new CreditTerms(48, 35, 10, 10_000, true);
    private static final CreditTerms FROM_APRIL_2015 = new CreditTerms(36, 25, 5, 5_000, false);

    private static final LocalDate CHANGED_ON = LocalDate.of(2015, 4, 24);
    private static final LocalDate CLOSED_ON = LocalDate.of(2017, 11, 15);
    private static final LocalDate FIRST_EXPENDITURE = LocalDate.of(2009, 3, 27);
    private static final long SMALL_PAYROLL_CENTS = 40_000_000;
    private static final long BAND_CENTS = 20_000_000;

    /** Returns the terms of a programme commenced on a day; empty if the credit was closed by then. */
    static Optional<CreditTerms> of(LocalDate commenced) {
        if (!commenced.isBefore(CLOSED_ON)) {
            return Optional.empty();
        }
        return Optional.of(commenced.isBefore(CHANGED_ON) ? BEFORE_APRIL_2015 : FROM_APRIL_2015);
    }

    /** Returns the eligible days: from commencement to the day before the anniversary, or to the end if that is earlier. */
    Optional<Period> window(LocalDate commenced, @Nullable LocalDate ended) {
        LocalDate anniversary = commenced.plusMonths(months);
        LocalDate last =
                anniversary.getDayOfMonth() == commenced.getDayOfMonth() ? anniversary.minusDays(1) : anniversary;
        if (ended != null && ended.isBefore(last)) {
            last = ended;
        }
        return Period.between(commenced.isBefore(FIRST_EXPENDITURE) ? FIRST_EXPENDITURE : commenced, last);
    }

    /** Returns the numerator of the rate of an employer; {@link #rateDenominator} is the denominator. */
    BigInteger rateNumerator(long payrollCents) {
        long excess = Math.max(0, Math.min(BAND_CENTS, payrollCents - SMALL_PAYROLL_CENTS));
        return BigInteger.valueOf(generalPercent * BAND_CENTS + additionPercent * (BAND_CENTS - excess));
    }

    /** Returns the denominator of the rate. */
    static BigInteger rateDenominator() {
        return BigInteger.valueOf(100 * BAND_CENTS);
    }
}
