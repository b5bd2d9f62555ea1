// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.records;

import ca.tradeshub.exceptions.disagreement.ExceptionType;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.rules.attc.WageAllocationRule;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A record's state and the reason for it.
 *
 * @param state the state
 * @param rule the rule or the type of exception that gives the record this state, null when none does
 * @param heldWith the key whose decision holds or rejects the record, null when none does
 */
public record StateReason(RecordState state, @Nullable String rule, @Nullable String heldWith) {

    private static final Set<String> EXCEPTION_TYPES =
            Arrays.stream(ExceptionType.values()).map(Enum::name).collect(Collectors.toUnmodifiableSet());

    /**
     * Whether rules on the record alone neither gave it this state nor can lift it: one key twice in a file, a refusal by
     * a consumer, or wages allocated over several trades.
     */
    public boolean isBeyondRecordRules() {
        return state == RecordState.HELD && heldWith == null && rule != null && EXCEPTION_TYPES.contains(rule)
                || isRejectedForOtherLines();
    }

    /** Whether the record is a pay line that was rejected because of what other lines allocate. */
    public boolean isRejectedForOtherLines() {
        return state == RecordState.REJECTED && WageAllocationRule.ID.equals(rule);
    }

    /** Whether the record is held with its key, by the decision on the key. */
    public boolean isHeldWithKey() {
        return state == RecordState.HELD && heldWith != null;
    }
}
