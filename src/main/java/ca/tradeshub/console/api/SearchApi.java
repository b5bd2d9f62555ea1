// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console.api;

import static ca.tradeshub.console.search.SearchQuery.Part.FILES;
import static ca.tradeshub.console.search.SearchQuery.Part.KEYS;
import static ca.tradeshub.console.search.SearchQuery.Part.RECORDS;

import ca.tradeshub.console.request.InvalidParameterException;
import ca.tradeshub.console.search.SearchQuery;
import ca.tradeshub.overview.Slice;
import ca.tradeshub.overview.files.FileRow;
import ca.tradeshub.overview.messages.MessageRow;
import ca.tradeshub.overview.records.RecordRow;
import ca.tradeshub.overview.search.Found;
import ca.tradeshub.overview.search.KeyHit;
import ca.tradeshub.overview.search.Search;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The search by the API. What is searched for is in the body, so that it is in no address and in no log. */
@RestController
@Tag(name = "Search", description = "Finds what an identifier belongs to.")
class SearchApi {

    private static final Slice<?> NOTHING = new Slice<>(List.of(), null, null);

    private final Search search;

    SearchApi(Search search) {
        this.search = search;
    }

    /**
     * What is searched for.
     *
     * @param text an agreement, account, client, certificate, business or social insurance number, a line id, a message id
     *     or a file name
     * @param part records, keys or files: only this list, as the other members say; without it the beginning of each
     * @param sort records: newest, oldest, key, amount, state or sender; keys: key, queue, decision or version; files:
     *     newest, oldest, name or records; with a minus before it the opposite direction
     * @param after the place where the part goes on, as next gives it
     * @param before the place before which the part is read, as previous gives it
     * @param size how many rows to return: 1 to 200, else 50
     */
    record WantedSearch(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String text,
            @Nullable String part,
            @Nullable String sort,
            @Nullable String after,
            @Nullable String before,
            @Nullable Integer size) {}

    /**
     * What was found.
     *
     * @param records records that have the identifier
     * @param keys keys of the queues that it belongs to; numbers of persons in them are masked
     * @param messages the message with this id
     * @param files files of this name or employer
     * @param totals how many records, keys and files there are
     * @param more whether a list has rows that are not in this response
     * @param next where the chosen part goes on, null at its end or without a part
     * @param previous the place before which its previous rows are, null at its beginning or without a part
     */
    record Results(
            List<RecordsApi.RecordJson> records,
            List<KeyHit> keys,
            List<MessageRow> messages,
            List<FilesApi.FileJson> files,
            Totals totals,
            boolean more,
            @Nullable String next,
            @Nullable String previous) {}

    /** How many there are. */
    record Totals(int records, int keys, int files) {}

    @PostMapping(
            path = "/api/v1/search",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "search",
            summary = "Finds records, keys, messages and files by an exact identifier, and pages through them.")
    Results search(@RequestBody WantedSearch wanted) {
        String text = InvalidParameterException.text(wanted.text());
        if (text == null) {
            throw new InvalidParameterException("text", "1 … 200");
        }
        if (wanted.part() == null
                && Stream.of(wanted.sort(), wanted.after(), wanted.before(), wanted.size())
                        .anyMatch(Objects::nonNull)) {
            throw new InvalidParameterException("part", "records, keys, files");
        }
        SearchQuery query = new SearchQuery(
                null,
                wanted.part(),
                wanted.sort(),
                wanted.after(),
                wanted.before(),
                wanted.size() == null ? null : wanted.size().toString());
        SearchQuery.Part part = query.chosen();
        Found found = search.find(text);
        Slice<RecordRow> records =
                part(part, RECORDS, () -> query.records(search, found).slice());
        Slice<KeyHit> keys = part(part, KEYS, () -> query.keys(search, found).slice());
        Slice<FileRow> files =
                part(part, FILES, () -> query.files(search, found).slice());
        Slice<?> chosen = part == RECORDS ? records : part == KEYS ? keys : part == FILES ? files : NOTHING;
        return new Results(
                records.rows().stream().map(RecordsApi.RecordJson::of).toList(),
                keys.rows(),
                part == null ? search.messages(found) : List.of(),
                files.rows().stream().map(FilesApi.FileJson::of).toList(),
                new Totals(
                        found.records().size(),
                        found.keys().size(),
                        found.files().size()),
                Stream.of(records, keys, files).anyMatch(slice -> slice.next() != null),
                chosen.next(),
                chosen.previous());
    }

    /** A list, unless another one is chosen. */
    private static <T> Slice<T> part(
            SearchQuery.@Nullable Part chosen, SearchQuery.Part part, Supplier<Slice<T>> read) {
        return chosen == null || chosen == part ? read.get() : new Slice<>(List.of(), null, null);
    }
}
