// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console.lists;

import ca.tradeshub.console.request.InvalidParameterException;
import ca.tradeshub.overview.Slice;
import ca.tradeshub.overview.messages.MessageFilter;
import ca.tradeshub.overview.messages.MessageList;
import ca.tradeshub.overview.messages.MessageOrder;
import ca.tradeshub.overview.messages.MessageRow;
import ca.tradeshub.overview.messages.MessageStatus;
import io.swagger.v3.oas.annotations.Parameter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the reader of a list of messages chose, as the parameters of its address. */
public record MessageQuery(
        @Parameter(description = "Only messages of this queue.") @Nullable String queue,
        @Parameter(description = "Only messages of this kind: NEW, AMEND or WITHDRAW.") @Nullable String kind,
        @Parameter(description = "Only messages with this status: WAITING, SENT, ACCEPTED, REFUSED or DEAD_LETTER.")
                @Nullable
                String status,
        @Parameter(description = "Only messages based on the file with this id.") @Nullable String file,
        @Parameter(description = "newest, oldest, queue, key or status; with a minus before it the opposite direction.")
                @Nullable
                String sort,
        @Parameter(description = "The place where the list goes on, as the field next gives it.") @Nullable
                String after,
        @Parameter(description = "The place before which the list is read, as the field previous gives it.") @Nullable
                String before,
        @Parameter(description = "How many rows to return: 1 to 200, else 50.") @Nullable String size) {

    /** The kinds of messages. */
    public static final List<String> KINDS = List.of("NEW", "AMEND", "WITHDRAW");

    /** The filter that was chosen. */
    public MessageFilter filter() {
        return new MessageFilter(
                InvalidParameterException.text(queue),
                InvalidParameterException.oneOf("kind", KINDS, kind),
                InvalidParameterException.choice("status", MessageStatus.class, status),
                InvalidParameterException.number("file", file));
    }

    /** The sorting that was chosen. */
    public Sorting<MessageOrder> sorting() {
        return Sorting.of(sort, MessageOrder.NEWEST);
    }

    /** The part of the list that was chosen. */
    public Slice<MessageRow> slice(MessageList messages) {
        return new ListPart(after, before, size).read(sorting(), request -> messages.slice(filter(), request));
    }

    /** The address of the list from its beginning. */
    public ListAddress address(String path) {
        return ListAddress.of(path)
                .with("queue", queue)
                .with("kind", kind)
                .with("status", status)
                .with("file", file)
                .with("sort", sort)
                .with("size", size);
    }
}
