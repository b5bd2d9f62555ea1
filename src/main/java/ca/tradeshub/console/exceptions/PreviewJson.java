// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console.exceptions;

import ca.tradeshub.canonical.Text;
import ca.tradeshub.exceptions.ResolutionEffects;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.protection.Masking;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a resolution would do.
 *
 * @param problem why it cannot be made, null when it can
 * @param messages the messages that would be made, empty when it cannot
 * @param records the records that would change their state
 * @param releasesClaim whether a message of the tax credit is new or amended, so that a second person must approve
 */
record PreviewJson(
        @Nullable Text problem, List<MessageJson> messages, List<RecordsJson> records, boolean releasesClaim) {

    static PreviewJson of(ResolutionEffects.Preview preview) {
        return new PreviewJson(
                preview.problem(),
                preview.messages().stream().map(MessageJson::of).toList(),
                preview.records().stream().map(RecordsJson::of).toList(),
                preview.releasesClaim());
    }

    /**
     * A message that would be made.
     *
     * @param queue its queue
     * @param recordKey its key; a number of a person is masked up to its end
     * @param kind {@code NEW}, {@code AMEND} or {@code WITHDRAW}
     * @param creditBefore the tax credit that the message it replaces states, as decimal text; null when it replaces none or
     *     that one states none
     * @param credit the tax credit that it states, as decimal text; null when it states none
     */
    record MessageJson(
            String queue, String recordKey, String kind, @Nullable String creditBefore, @Nullable String credit) {

        private static MessageJson of(ResolutionEffects.Message message) {
            return new MessageJson(
                    message.queue(),
                    Masking.recordKey(message.recordKey()),
                    message.kind(),
                    text(message.creditBefore()),
                    text(message.credit()));
        }
    }

    /**
     * Records that would change their state.
     *
     * @param state their new state
     * @param count how many they are
     * @param amount their gross wages as decimal text, null when they are not pay lines
     */
    record RecordsJson(RecordState state, int count, @Nullable String amount) {

        private static RecordsJson of(ResolutionEffects.Records records) {
            return new RecordsJson(records.state(), records.count(), text(records.amount()));
        }
    }

    private static @Nullable String text(@Nullable BigDecimal amount) {
        return amount == null ? null : amount.toPlainString();
    }
}
