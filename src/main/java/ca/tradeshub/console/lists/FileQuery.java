// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console.lists;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.console.request.InvalidParameterException;
import ca.tradeshub.console.request.SealedText;
import ca.tradeshub.overview.Slice;
import ca.tradeshub.overview.files.FileFilter;
import ca.tradeshub.overview.files.FileOrder;
import ca.tradeshub.overview.files.FileRow;
import ca.tradeshub.overview.files.LandedFiles;
import io.swagger.v3.oas.annotations.Parameter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the reader of a list of files chose, as the parameters of its address. */
public record FileQuery(
        @Parameter(description = "Only files of this sender.") @Nullable String sender,
        @Parameter(description = "Only files of this feed: registrations, certificates or payroll.") @Nullable
                String feed,
        @Parameter(description = "Only files with this status, for example ACCEPTED_IN_PART or REFUSED.") @Nullable
                String status,
        @Parameter(
                        description = "Only files of the employer with these nine digits: their reference, as POST"
                                + " /api/v1/references gives it.")
                @Nullable
                SealedText employer,
        @Parameter(
                        description = "Only files whose name begins with the text with this reference, as POST"
                                + " /api/v1/references gives it.")
                @Nullable
                SealedText name,
        @Parameter(description = "true: only files with records that are held or pending.") @Nullable String open,
        @Parameter(description = "newest, oldest, name or records; with a minus before it the opposite direction.")
                @Nullable
                String sort,
        @Parameter(description = "The place where the list goes on, as the field next gives it.") @Nullable
                String after,
        @Parameter(description = "The place before which the list is read, as the field previous gives it.") @Nullable
                String before,
        @Parameter(description = "How many rows to return: 1 to 200, else 50.") @Nullable String size) {

    /** The statuses of files by which a list is filtered. */
    public static final List<String> STATUSES = List.of(
            "ACCEPTED", "ACCEPTED_IN_PART", "REFUSED", "LANDED", "STAGING", "APPLIED", "CLOSED", "PARKED", "REHEARSED");

    /** The filter that was chosen. */
    public FileFilter filter() {
        return new FileFilter(
                InvalidParameterException.text(sender),
                InvalidParameterException.choice("feed", Feed.class, feed),
                InvalidParameterException.oneOf("status", STATUSES, status),
                SealedText.text("employer", employer),
                SealedText.text("name", name),
                InvalidParameterException.isChosen("open", open));
    }

    /** The sorting that was chosen. */
    public Sorting<FileOrder> sorting() {
        return Sorting.of(sort, FileOrder.NEWEST);
    }

    /** The part of the list that was chosen. */
    public Slice<FileRow> slice(LandedFiles files) {
        return new ListPart(after, before, size).read(sorting(), request -> files.slice(filter(), request));
    }

    /** The address of the list from its beginning. */
    public ListAddress address(String path) {
        return ListAddress.of(path)
                .with("sender", sender)
                .with("feed", feed)
                .with("status", status)
                .with("employer", employer)
                .with("name", name)
                .with("open", open)
                .with("sort", sort)
                .with("size", size);
    }
}
