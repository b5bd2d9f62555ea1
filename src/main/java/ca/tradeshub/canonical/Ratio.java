// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.canonical;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * An exact fraction in lowest terms. Amounts stay fractions until they are published; then they are rounded once, half
 * up, to the cent (reading C16).
 *
 * @param numerator the numerator, carries the sign
 * @param denominator the denominator, above zero
 */
public record Ratio(BigInteger numerator, BigInteger denominator) implements Comparable<Ratio> {

    private static final int SHOWN_DECIMALS = 6;

    /** Nothing. */
    public static final Ratio ZERO = of(0);

    /** The whole. */
    public static final Ratio ONE = of(1);

    /**
     * @throws ArithmeticException when the denominator is zero
     */
    public Ratio {
        if (denominator.signum() == 0) {
            throw new ArithmeticException("A ratio has no zero denominator");
        }
        BigInteger divisor = divisor(numerator, denominator);
        if (!divisor.equals(BigInteger.ONE)) {
            numerator = numerator.divide(divisor);
            denominator = denominator.divide(divisor);
        }
    }

    /** The greatest common divisor with the sign of the denominator. Nearly all amounts are those of a {@code long}. */
    private static BigInteger divisor(BigInteger numerator, BigInteger denominator) {
        if (numerator.bitLength() >= Long.SIZE - 1 || denominator.bitLength() >= Long.SIZE - 1) {
            return numerator.gcd(denominator).multiply(BigInteger.valueOf(denominator.signum()));
        }
        long divisor = denominator.longValue();
        long rest = Math.abs(numerator.longValue());
        while (rest != 0) {
            long remainder = divisor % rest;
            divisor = rest;
            rest = Math.abs(remainder);
        }
        return BigInteger.valueOf(denominator.signum() * Math.abs(divisor));
    }

    /** A whole number. */
    public static Ratio of(long whole) {
        return of(whole, 1);
    }

    /** A fraction of whole numbers. */
    public static Ratio of(long numerator, long denominator) {
        return new Ratio(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
    }

    /** A decimal, exactly. */
    public static Ratio of(BigDecimal decimal) {
        BigDecimal written = decimal.setScale(Math.max(decimal.scale(), 0));
        return new Ratio(written.unscaledValue(), BigInteger.TEN.pow(written.scale()));
    }

    /** An amount, exactly. */
    public static Ratio of(Money money) {
        return of(money.amount());
    }

    /** The sum. */
    public Ratio plus(Ratio other) {
        return new Ratio(
                numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
                denominator.multiply(other.denominator));
    }

    /** The difference. */
    public Ratio minus(Ratio other) {
        return plus(new Ratio(other.numerator.negate(), other.denominator));
    }

    /** The product. */
    public Ratio times(Ratio other) {
        return new Ratio(numerator.multiply(other.numerator), denominator.multiply(other.denominator));
    }

    /** The quotient. */
    public Ratio dividedBy(Ratio other) {
        return new Ratio(numerator.multiply(other.denominator), denominator.multiply(other.numerator));
    }

    /** The lesser. */
    public Ratio min(Ratio other) {
        return compareTo(other) <= 0 ? this : other;
    }

    /** The greater. */
    public Ratio max(Ratio other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /** Rounded half up to the cent. */
    public Money toMoney() {
        return toMoney(RoundingMode.HALF_UP);
    }

    /** Rounded to the cent. */
    public Money toMoney(RoundingMode rounding) {
        return new Money(new BigDecimal(numerator).divide(new BigDecimal(denominator), 2, rounding));
    }

    /**
     * The exact decimal, without trailing zeros.
     *
     * @throws ArithmeticException when the fraction has no finite decimal
     */
    public BigDecimal toDecimal() {
        BigDecimal decimal =
                new BigDecimal(numerator).divide(new BigDecimal(denominator)).stripTrailingZeros();
        return decimal.setScale(Math.max(decimal.scale(), 0));
    }

    @Override
    public int compareTo(Ratio other) {
        return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
    }

    /** The exact decimal when it is finite, else the fraction, for example {@code 0.275} or {@code 1/3}. */
    @Override
    public String toString() {
        return isFiniteDecimal() ? toDecimal().toPlainString() : numerator + "/" + denominator;
    }

    /**
     * The exact decimal when it is finite, else the first {@value #SHOWN_DECIMALS} decimals, cut off and marked, for
     * example {@code 68965.517241…}.
     */
    public String toDecimalText() {
        return isFiniteDecimal()
                ? toString()
                : new BigDecimal(numerator)
                                .divide(new BigDecimal(denominator), SHOWN_DECIMALS, RoundingMode.DOWN)
                                .toPlainString()
                        + "…";
    }

    /** The exact decimal when it is finite, else the fraction with its decimals, for example {@code 1/3 (0.333333…)}. */
    public String toFigure() {
        return isFiniteDecimal() ? toString() : this + " (" + toDecimalText() + ")";
    }

    private boolean isFiniteDecimal() {
        BigInteger rest = denominator.shiftRight(denominator.getLowestSetBit());
        BigInteger five = BigInteger.valueOf(5);
        while (rest.mod(five).signum() == 0) {
            rest = rest.divide(five);
        }
        return rest.equals(BigInteger.ONE);
    }
}
