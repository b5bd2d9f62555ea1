// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.exceptions.disagreement;

import java.math.BigDecimal;

/**
 * The money that an exception holds back.
 *
 * @param amount the amount
 * @param of what it is an amount of
 */
public record AmountAtStake(BigDecimal amount, Of of) {

    /** What an amount is. */
    public enum Of {
        /** A tax credit. */
        CREDIT,
        /** Gross wages, where the credit cannot be computed. */
        WAGES
    }
}
