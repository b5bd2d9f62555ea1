// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.overview.exceptions;

import ca.tradeshub.exceptions.ExceptionState;
import ca.tradeshub.exceptions.disagreement.ExceptionType;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which exceptions a list shows; null means all.
 *
 * @param type only those of this type
 * @param states only those in one of these states
 * @param assignedTo only those assigned to this user
 * @param isUnassigned only those that are assigned to no user
 * @param rule only those that this rule opened
 * @param minimum only those with at least this amount at stake
 * @param about only those whose key contains this text
 */
public record ExceptionFilter(
        @Nullable ExceptionType type,
        List<ExceptionState> states,
        @Nullable String assignedTo,
        boolean isUnassigned,
        @Nullable String rule,
        @Nullable BigDecimal minimum,
        @Nullable String about) {

    public ExceptionFilter {
        states = List.copyOf(states);
    }
}
