// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console.search;

import ca.tradeshub.console.lists.ListAddress;
import ca.tradeshub.console.lists.ListPart;
import ca.tradeshub.console.lists.Sorting;
import ca.tradeshub.console.request.InvalidParameterException;
import ca.tradeshub.overview.Slice;
import ca.tradeshub.overview.SliceRequest;
import ca.tradeshub.overview.SortOrder;
import ca.tradeshub.overview.files.FileOrder;
import ca.tradeshub.overview.files.FileRow;
import ca.tradeshub.overview.records.RecordOrder;
import ca.tradeshub.overview.records.RecordRow;
import ca.tradeshub.overview.search.Found;
import ca.tradeshub.overview.search.KeyHit;
import ca.tradeshub.overview.search.KeyOrder;
import ca.tradeshub.overview.search.Search;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which part of the results of a search its reader chose. Each of the three lists is sorted and continues on its own; the
 * one that is chosen is read as the other parameters say, the others from their beginning.
 *
 * @param found the number of the search in the session; null by the API
 * @param part {@code records}, {@code keys} or {@code files}; null for the beginning of each
 * @param sort the order of the part
 * @param after the place behind which it begins
 * @param before the place before which it ends
 * @param size how many rows to show
 */
public record SearchQuery(
        @Nullable String found,
        @Nullable String part,
        @Nullable String sort,
        @Nullable String after,
        @Nullable String before,
        @Nullable String size) {

    /** The lists of a search. */
    public enum Part {
        RECORDS,
        KEYS,
        FILES;

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A list of the results.
     *
     * @param slice some of its rows
     * @param total how many there are
     * @param sorting how they are sorted
     * @param address the address of the list
     */
    public record Results<O extends Enum<O> & SortOrder, T>(
            Slice<T> slice, int total, Sorting<O> sorting, ListAddress address) {}

    /** The part that was chosen; null when none was. */
    public @Nullable Part chosen() {
        return InvalidParameterException.choice("part", Part.class, part);
    }

    /** The records. */
    public Results<RecordOrder, RecordRow> records(Search search, Found results) {
        return results(
                Part.RECORDS,
                RecordOrder.NEWEST,
                results.records().size(),
                request -> search.records(results, request));
    }

    /** The keys. */
    public Results<KeyOrder, KeyHit> keys(Search search, Found results) {
        return results(Part.KEYS, KeyOrder.KEY, results.keys().size(), request -> search.keys(results, request));
    }

    /** The files. */
    public Results<FileOrder, FileRow> files(Search search, Found results) {
        return results(Part.FILES, FileOrder.NEWEST, results.files().size(), request -> search.files(results, request));
    }

    private <O extends Enum<O> & SortOrder, T> Results<O, T> results(
            Part of, O otherwise, int total, Function<SliceRequest<O>, Slice<T>> rows) {
        Sorting<O> sorting = sorting(of, otherwise);
        return new Results<>(read(of).read(sorting, rows), total, sorting, address(of));
    }

    private <O extends Enum<O> & SortOrder> Sorting<O> sorting(Part of, O otherwise) {
        return Sorting.of(chosen() == of ? sort : null, otherwise);
    }

    private ListPart read(Part of) {
        return chosen() == of ? new ListPart(after, before, size) : new ListPart(null, null, null);
    }

    private ListAddress address(Part of) {
        ListAddress address = ListAddress.of("/search").with("found", found).with("part", of.wireName());
        return chosen() == of ? address.with("sort", sort).with("size", size) : address;
    }
}
