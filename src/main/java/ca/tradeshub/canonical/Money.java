// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.canonical;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * An amount in Canadian dollars, exact to the cent.
 *
 * @param amount the amount, scale 2, never null; negative for a reversal
 */
public record Money(BigDecimal amount) implements Comparable<Money> {

    /** No money. */
    public static final Money ZERO = new Money(BigDecimal.ZERO);

    /**
     * @throws ArithmeticException when the amount has more than two decimals
     */
    public Money {
        amount = amount.setScale(2, RoundingMode.UNNECESSARY);
    }

    /**
     * An amount of decimal text such as {@code "650.00"}.
     *
     * @throws NumberFormatException when the text is not a decimal number
     * @throws ArithmeticException when it has more than two decimals
     */
    public static Money of(String text) {
        return new Money(new BigDecimal(text));
    }

    /** The sum. */
    public Money plus(Money other) {
        return new Money(amount.add(other.amount));
    }

    /** The difference. */
    public Money minus(Money other) {
        return new Money(amount.subtract(other.amount));
    }

    /** Whether the amount is below zero. */
    public boolean isNegative() {
        return amount.signum() < 0;
    }

    @Override
    public int compareTo(Money other) {
        return amount.compareTo(other.amount);
    }

    /** Plain decimal text with two decimals. */
    @Override
    public String toString() {
        return amount.toPlainString();
    }
}
