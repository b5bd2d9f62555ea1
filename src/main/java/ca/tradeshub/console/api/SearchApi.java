// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console.api;

import ca.tradeshub.console.lists.InvalidParameterException;
import ca.tradeshub.overview.messages.MessageRow;
import ca.tradeshub.overview.search.Search;
import ca.tradeshub.overview.search.SearchResult;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The search by the API. What is searched for is in the body, so that it is in no address and in no log. */
@RestController
@Tag(name = "search", description = "Finds what an identifier belongs to.")
class SearchApi {

    private final Search search;

    SearchApi(Search search) {
        this.search = search;
    }

    /**
     * What is searched for.
     *
     * @param text an agreement, account, client, certificate, business or social insurance number, a line id, a message id
     *     or a file name
     */
    record Wanted(@Nullable String text) {}

    /**
     * What was found, at most 50 of each.
     *
     * @param records records that have the identifier
     * @param keys keys of the queues that it belongs to
     * @param messages the message with this id
     * @param files files of this name or employer
     * @param more whether there are more
     */
    record Found(
            List<RecordsApi.RecordJson> records,
            List<SearchResult.KeyHit> keys,
            List<MessageRow> messages,
            List<FilesApi.FileJson> files,
            boolean more) {}

    @PostMapping(
            path = "/api/v1/search",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(operationId = "search", summary = "Finds records, keys, messages and files by an exact identifier.")
    Found search(@RequestBody Wanted wanted) {
        String text = InvalidParameterException.text(wanted.text());
        if (text == null) {
            throw new InvalidParameterException("text", "1 … 200");
        }
        SearchResult found = search.find(text);
        return new Found(
                found.records().stream().map(RecordsApi.RecordJson::of).toList(),
                found.keys(),
                found.messages(),
                found.files().stream().map(FilesApi.FileJson::of).toList(),
                found.more());
    }
}
