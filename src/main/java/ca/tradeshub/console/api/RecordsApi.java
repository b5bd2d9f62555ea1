// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console.api;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.console.lists.RecordQuery;
import ca.tradeshub.explanation.Explanation;
import ca.tradeshub.explanation.Explanations;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.overview.Slice;
import ca.tradeshub.overview.records.RecordList;
import ca.tradeshub.overview.records.RecordRow;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Records by the API. */
@RestController
@RequestMapping(path = "/api/v1/records", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Records", description = "Every record of every file that took effect, with its state and its versions.")
class RecordsApi {

    private static final int VERSIONS = 200;

    private final RecordList records;
    private final Explanations explanations;

    RecordsApi(RecordList records, Explanations explanations) {
        this.records = records;
        this.explanations = explanations;
    }

    /**
     * A record.
     *
     * @param id {@code <file>:<line>}
     * @param fileId the id of its file
     * @param file the name of its file
     * @param line its line
     * @param sender who sent it
     * @param feed its feed
     * @param key its key, null when it could not be read
     * @param state its state
     * @param rule the rule or code that decided the state, null when none did
     * @param amount its hours or gross wages as text, null for certificates
     * @param changedAt when it came into its state
     * @param current whether it is the current record of its key
     * @param supersededBy the record that replaced it or that it repeats, null when none does
     */
    record RecordJson(
            String id,
            long fileId,
            String file,
            int line,
            String sender,
            String feed,
            @Nullable String key,
            RecordState state,
            @Nullable String rule,
            @Nullable String amount,
            Instant changedAt,
            boolean current,
            @Nullable String supersededBy) {

        static RecordJson of(RecordRow row) {
            return new RecordJson(
                    row.id(),
                    row.fileId(),
                    row.file(),
                    row.line(),
                    row.sender(),
                    row.feed().wireName(),
                    row.key(),
                    row.state(),
                    row.rule(),
                    row.amount() == null ? null : row.amount().toPlainString(),
                    row.changedAt(),
                    row.current(),
                    row.supersededBy() == null ? null : row.supersededBy().id());
        }
    }

    /**
     * Some records.
     *
     * @param records the records
     * @param total how many the whole list has; null where no balance counts by what was chosen
     * @param next where the list goes on: the value of the parameter {@code after}; null at its end
     * @param previous the value of the parameter {@code before} for the rows before these; null at the beginning
     */
    record RecordsOfList(
            List<RecordJson> records, @Nullable Long total, @Nullable String next, @Nullable String previous) {}

    /** A field of a record; a personal value is masked, so only its shape is given. */
    record Field(String name, @Nullable String value, boolean masked) {}

    /**
     * A record with its content and its connections.
     *
     * @param record the record
     * @param fields its fields, personal values masked
     * @param findings what the rules found on it
     * @param versions the records of its key, the newest first, at most 200
     * @param moreVersions whether its key has more; the list of records filtered by the key has all of them
     * @param messages the messages based on it, the oldest first
     */
    record RecordDetail(
            RecordJson record,
            List<Field> fields,
            List<Explanation.Said> findings,
            List<RecordJson> versions,
            boolean moreVersions,
            List<Explanation.MessageLink> messages) {}

    @GetMapping
    @Operation(operationId = "listRecords", summary = "Lists records, filtered and sorted.")
    RecordsOfList records(@ParameterObject RecordQuery query) {
        Slice<RecordRow> slice = query.slice(records);
        return new RecordsOfList(
                slice.rows().stream().map(RecordJson::of).toList(),
                records.total(query.filter()).orElse(null),
                slice.next(),
                slice.previous());
    }

    @GetMapping("/{fileId}/{line}")
    @Operation(operationId = "getRecord", summary = "Gives a record with its fields, findings, versions and messages.")
    RecordDetail record(@PathVariable long fileId, @PathVariable int line) {
        RecordRow row = records.at(List.of(new RecordAddress(fileId, line))).stream()
                .findFirst()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        List<RecordJson> versions = versions(row.feed(), row.key());
        return new RecordDetail(
                RecordJson.of(row),
                explanations.fields(row.id(), false).stream()
                        .map(fact -> new Field(fact.field(), fact.value(), fact.masked()))
                        .toList(),
                explanations.findings(row.id()),
                versions.stream().limit(VERSIONS).toList(),
                versions.size() > VERSIONS,
                explanations.messages(row.id()));
    }

    private List<RecordJson> versions(Feed feed, @Nullable String key) {
        return key == null
                ? List.of()
                : records.versions(feed, key, VERSIONS + 1).stream()
                        .map(RecordJson::of)
                        .toList();
    }
}
