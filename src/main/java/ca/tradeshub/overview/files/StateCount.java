// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.overview.files;

import ca.tradeshub.ledger.RecordState;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Records of a file in one state for one reason.
 *
 * @param state the state
 * @param rule the rule or code that decided it, null when none did
 * @param records how many
 * @param amount their hours or gross wages
 * @param lines the first lines, in order, ending in "…" when there are more
 */
public record StateCount(RecordState state, @Nullable String rule, long records, BigDecimal amount, String lines) {}
