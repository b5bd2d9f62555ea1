// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console.lists;

import ca.tradeshub.overview.Slice;
import ca.tradeshub.overview.messages.MessageFilter;
import ca.tradeshub.overview.messages.MessageList;
import ca.tradeshub.overview.messages.MessageRow;
import ca.tradeshub.overview.messages.MessageStatus;
import io.swagger.v3.oas.annotations.Parameter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the reader of a list of messages chose, as the parameters of its address. */
public record MessageQuery(
        @Parameter(description = "Only messages of this queue.") @Nullable String queue,
        @Parameter(description = "Only messages of this kind: NEW, AMEND or WITHDRAW.") @Nullable String kind,
        @Parameter(description = "Only messages with this status: WAITING, SENT, ACCEPTED, REFUSED or DEAD_LETTER.")
                @Nullable
                String status,
        @Parameter(description = "Only messages based on the file with this id.") @Nullable String file,
        @Parameter(description = "newest or oldest.") @Nullable String sort,
        @Parameter(description = "The place where the list goes on, as the field next gives it.") @Nullable
                String after,
        @Parameter(description = "How many rows to return: 1 to 200, else 50.") @Nullable String size) {

    /** The kinds of messages. */
    public static final List<String> KINDS = List.of("NEW", "AMEND", "WITHDRAW");

    private static final List<String> ORDERS = List.of("newest", "oldest");

    /** The filter that was chosen. */
    public MessageFilter filter() {
        String chosen = InvalidParameterException.text(kind);
        String wanted = chosen == null ? null : chosen.toUpperCase(Locale.ROOT);
        if (wanted != null && !KINDS.contains(wanted)) {
            throw new InvalidParameterException("kind", String.join(", ", KINDS));
        }
        return new MessageFilter(
                InvalidParameterException.text(queue),
                wanted,
                InvalidParameterException.choice("status", MessageStatus.class, status),
                InvalidParameterException.number("file", file));
    }

    /** Whether the newest message comes first, as when nothing else was chosen. */
    public boolean isNewestFirst() {
        String chosen = InvalidParameterException.text(sort);
        if (chosen != null && !ORDERS.contains(chosen)) {
            throw new InvalidParameterException("sort", String.join(", ", ORDERS));
        }
        return !"oldest".equals(chosen);
    }

    /** The part of the list that was chosen. */
    public Slice<MessageRow> slice(MessageList messages) {
        Long rows = InvalidParameterException.number("size", size);
        try {
            return messages.slice(
                    filter(),
                    isNewestFirst(),
                    InvalidParameterException.text(after),
                    rows == null ? Slice.SIZE : Slice.size((int) Math.min(rows, Slice.MOST)));
        } catch (IllegalArgumentException e) {
            throw new InvalidParameterException("after", "next");
        }
    }

    /** The address of the list from its beginning. */
    public ListAddress address(String path) {
        return ListAddress.of(path)
                .with("queue", InvalidParameterException.text(queue))
                .with("kind", InvalidParameterException.text(kind))
                .with("status", InvalidParameterException.text(status))
                .with("file", InvalidParameterException.text(file))
                .with("sort", InvalidParameterException.text(sort))
                .with("size", InvalidParameterException.text(size));
    }
}
