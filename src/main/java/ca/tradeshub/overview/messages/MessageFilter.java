// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.overview.messages;

import org.jspecify.annotations.Nullable;

/**
 * Which messages a list shows; null means all.
 *
 * @param queue only those of this queue
 * @param kind only those of this kind: {@code NEW}, {@code AMEND} or {@code WITHDRAW}
 * @param status only those with this status
 * @param file only those based on a record of this file
 */
public record MessageFilter(
        @Nullable String queue, @Nullable String kind, @Nullable MessageStatus status, @Nullable Long file) {

    /** All messages. */
    public static final MessageFilter ALL = new MessageFilter(null, null, null, null);

    /** The same, with a status. */
    MessageFilter with(MessageStatus chosen) {
        return new MessageFilter(queue, kind, chosen, file);
    }
}
