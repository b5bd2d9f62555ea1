// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console.lists;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.console.request.InvalidParameterException;
import ca.tradeshub.console.request.SealedText;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.overview.Slice;
import ca.tradeshub.overview.records.RecordFilter;
import ca.tradeshub.overview.records.RecordList;
import ca.tradeshub.overview.records.RecordOrder;
import ca.tradeshub.overview.records.RecordRow;
import io.swagger.v3.oas.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** What the reader of a list of records chose, as the parameters of its address. */
public record RecordQuery(
        @Parameter(description = "Only records in this state, for example HELD.") @Nullable String state,
        @Parameter(description = "Only records that this rule or code decided, or has a finding on.") @Nullable
                String rule,
        @Parameter(description = "Only records of this feed: registrations, certificates or payroll.") @Nullable
                String feed,
        @Parameter(description = "Only records of this sender.") @Nullable String sender,
        @Parameter(description = "Only records of the file with this id.") @Nullable String file,
        @Parameter(description = "Only the versions of the key with this reference.") @Nullable SealedText key,
        @Parameter(description = "Only the pay lines of the claim with this reference.") @Nullable SealedText claim,
        @Parameter(
                        description =
                                "newest, oldest, key, amount, version, state or sender; with a minus before it the opposite"
                                        + " direction.")
                @Nullable
                String sort,
        @Parameter(description = "The place where the list goes on, as the field next gives it.") @Nullable
                String after,
        @Parameter(description = "The place before which the list is read, as the field previous gives it.") @Nullable
                String before,
        @Parameter(description = "How many rows to return: 1 to 200, else 50.") @Nullable String size) {

    /** The filter that was chosen. */
    public RecordFilter filter() {
        return new RecordFilter(
                InvalidParameterException.choice("state", RecordState.class, state),
                InvalidParameterException.text(rule),
                InvalidParameterException.choice("feed", Feed.class, feed),
                InvalidParameterException.text(sender),
                InvalidParameterException.number("file", file),
                SealedText.text("key", key),
                SealedText.text("claim", claim));
    }

    /** The sorting that was chosen; the lines of a file come in its order, and versions the newest first. */
    public Sorting<RecordOrder> sorting() {
        RecordFilter filter = filter();
        RecordOrder otherwise =
                filter.file() != null || filter.claim() != null ? RecordOrder.OLDEST : RecordOrder.NEWEST;
        return Sorting.of(sort, filter.key() == null ? otherwise : RecordOrder.VERSION);
    }

    /** The part of the list that was chosen. */
    public Slice<RecordRow> slice(RecordList records) {
        return new ListPart(after, before, size).read(sorting(), request -> records.slice(filter(), request));
    }

    /** The address of the list from its beginning. */
    public ListAddress address(String path) {
        return ListAddress.of(path)
                .with("state", state)
                .with("rule", rule)
                .with("feed", feed)
                .with("sender", sender)
                .with("file", file)
                .with("key", key)
                .with("claim", claim)
                .with("sort", sort)
                .with("size", size);
    }
}
