// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.rejudge;

import ca.tradeshub.canonical.Text;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.ledger.RecordState;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A record that changes its state.
 *
 * @param fromRule the rule that decided the state before, null when no rule did
 * @param rule the rule that decides the new state, null when no rule does
 * @param detail the sentence of that rule, null when no rule decides
 */
record RecordMove(
        RecordAddress address,
        BigDecimal amount,
        RecordState from,
        @Nullable String fromRule,
        RecordState to,
        @Nullable String rule,
        @Nullable Text detail) {

    /** The same of a pay line that is delivered with its claim. */
    RecordMove ofDelivered() {
        return new RecordMove(address, amount, RecordState.DELIVERED, fromRule, to, rule, detail);
    }
}
