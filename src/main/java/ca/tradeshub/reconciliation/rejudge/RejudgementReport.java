// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.rejudge;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of a rejudgement or of its preview.
 *
 * @param preview whether it was only previewed: nothing was written
 * @param rules the rule-set version judged under
 * @param judged how many records were re-evaluated
 * @param keys certification records and claims that are decided again
 * @param records records that change their state, by feed, states and rules
 * @param messages messages made, by queue and kind; of a run that was not a preview those made since it began
 */
public record RejudgementReport(
        boolean preview,
        String rules,
        long judged,
        long keys,
        List<RecordChange> records,
        List<MessageChange> messages) {

    /**
     * Records that change in one way.
     *
     * @param feed their feed
     * @param from the state they leave
     * @param fromRule the rule that decided it, null when none
     * @param to the state they come into
     * @param rule the rule that decides it, null when none
     * @param records how many
     * @param amount their hours or gross wages, as text; null for certificates, which have none
     */
    public record RecordChange(
            String feed,
            String from,
            @Nullable String fromRule,
            String to,
            @Nullable String rule,
            long records,
            @Nullable String amount) {}

    /**
     * Messages of one queue and kind.
     *
     * @param creditBefore the credit that the messages they replace state, as text; null on queues without money
     * @param creditAfter the credit they state, as text; null on queues without money
     */
    public record MessageChange(
            String queue, String kind, long messages, @Nullable String creditBefore, @Nullable String creditAfter) {}
}
