// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console.api;

import ca.tradeshub.canonical.Text;
import ca.tradeshub.console.lists.FileQuery;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.ledger.record.FileBalance;
import ca.tradeshub.overview.Slice;
import ca.tradeshub.overview.files.FileRow;
import ca.tradeshub.overview.files.LandedFiles;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Files and their balances by the API. */
@RestController
@RequestMapping(path = "/api/v1/files", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Files", description = "Every received file with its status and its balance.")
class FilesApi {

    private final LandedFiles files;

    FilesApi(LandedFiles files) {
        this.files = files;
    }

    /**
     * A balance, with the names that the receipt has.
     *
     * @param records records by state, and {@code received}
     * @param amount hours or gross wages as text by state, and {@code received}
     * @param balanced whether the states add up to what was received
     */
    record BalanceJson(Map<String, Long> records, Map<String, String> amount, boolean balanced) {

        static BalanceJson of(FileBalance balance) {
            Map<String, Long> records = new LinkedHashMap<>();
            Map<String, String> amount = new LinkedHashMap<>();
            records.put("received", balance.received());
            amount.put("received", balance.amountReceived().toPlainString());
            for (RecordState state : RecordState.values()) {
                records.put(state.wireName(), balance.recordsIn(state));
                amount.put(state.wireName(), balance.amountIn(state).toPlainString());
            }
            return new BalanceJson(records, amount, balance.holds());
        }
    }

    /**
     * A file.
     *
     * @param id its id
     * @param name its name; a name that does not follow the naming convention is masked where it may hold a number of a person
     * @param sender who sent it
     * @param feed its feed
     * @param receivedAt when it was received
     * @param status its verdict, or its state before there is one
     * @param closedAt when it was closed: nothing of it was held or pending any more, or it was refused or checked as a dry
     *     run; null while it is open, and again after a record of it was held later
     * @param code the code of a refusal, else null
     * @param detail why it was refused, else null
     * @param line the line of a refusal, else null
     * @param answered whether the sender has the response
     * @param balance its balance, null when it has no effect
     */
    record FileJson(
            long id,
            String name,
            String sender,
            String feed,
            Instant receivedAt,
            String status,
            @Nullable Instant closedAt,
            @Nullable String code,
            @Nullable Text detail,
            @Nullable Integer line,
            boolean answered,
            @Nullable BalanceJson balance) {

        static FileJson of(FileRow file) {
            return new FileJson(
                    file.id(),
                    file.name(),
                    file.sender(),
                    file.feed().wireName(),
                    file.receivedAt(),
                    file.status(),
                    file.closedAt(),
                    file.code(),
                    file.detail(),
                    file.line(),
                    file.answered(),
                    file.balance() == null ? null : BalanceJson.of(file.balance()));
        }
    }

    /**
     * Some files.
     *
     * @param files the files
     * @param total how many the whole list has
     * @param next where the list goes on: the value of the parameter {@code after}; null at its end
     * @param previous the value of the parameter {@code before} for the rows before these; null at the beginning
     */
    record Files(List<FileJson> files, long total, @Nullable String next, @Nullable String previous) {}

    @GetMapping
    @Operation(operationId = "listFiles", summary = "Lists files with their balances, filtered and sorted.")
    Files files(@ParameterObject FileQuery query) {
        Slice<FileRow> slice = query.slice(files);
        return new Files(
                slice.rows().stream().map(FileJson::of).toList(),
                files.total(query.filter()),
                slice.next(),
                slice.previous());
    }

    @GetMapping("/{id}")
    @Operation(operationId = "getFile", summary = "Gives a file with its balance.")
    FileJson file(@PathVariable long id) {
        return files.find(id).map(FileJson::of).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    @GetMapping("/{id}/balance")
    @Operation(operationId = "getBalance", summary = "Gives the balance of a file.")
    BalanceJson balance(@PathVariable long id) {
        return files.find(id)
                .map(FileRow::balance)
                .map(BalanceJson::of)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
