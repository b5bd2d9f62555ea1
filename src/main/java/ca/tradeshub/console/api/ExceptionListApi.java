// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console.api;

import ca.tradeshub.canonical.Text;
import ca.tradeshub.console.lists.ExceptionQuery;
import ca.tradeshub.exceptions.ExceptionState;
import ca.tradeshub.exceptions.action.ResolutionSheet;
import ca.tradeshub.overview.Slice;
import ca.tradeshub.overview.exceptions.ExceptionList;
import ca.tradeshub.overview.exceptions.ExceptionRow;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The list of exceptions by the API, with the filters and orders of the page. */
@RestController
@RequestMapping(path = "/api/v1/exceptions", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Exceptions")
class ExceptionListApi {

    private final ExceptionList exceptions;
    private final ResolutionSheet sheet;

    ExceptionListApi(ExceptionList exceptions, ResolutionSheet sheet) {
        this.exceptions = exceptions;
        this.sheet = sheet;
    }

    /**
     * An exception in the list.
     *
     * @param id the exception
     * @param revision the revision that a resolution of it names
     * @param type its type
     * @param state its state
     * @param about the key of the record, person or claim it is about, identifiers of persons masked
     * @param rule the rule that opened it, null when it was not opened by a rule
     * @param detail what is wrong
     * @param reported the reported value, masked where personal; null when there is no such value
     * @param conflicting the conflicting value, masked where personal; null when there is no such value
     * @param amount the money at stake as text, null when no money is concerned
     * @param amountOf {@code CREDIT} or {@code WAGES}, null without an amount
     * @param openedAt when it opened
     * @param closedAt when it was closed, null while it is open
     * @param assignedTo who works on it, null when it is not assigned
     * @param record {@code <file>:<line>} of a record it concerns, null when it concerns none
     */
    record ListedException(
            long id,
            int revision,
            String type,
            ExceptionState state,
            String about,
            @Nullable String rule,
            Text detail,
            @Nullable String reported,
            @Nullable String conflicting,
            @Nullable String amount,
            @Nullable String amountOf,
            Instant openedAt,
            @Nullable Instant closedAt,
            @Nullable String assignedTo,
            @Nullable String record) {

        static ListedException of(ExceptionRow row) {
            return new ListedException(
                    row.id(),
                    row.revision(),
                    row.type(),
                    row.state(),
                    row.about(),
                    row.rule(),
                    row.detail(),
                    row.reported(),
                    row.conflicting(),
                    row.amount() == null ? null : row.amount().amount().toPlainString(),
                    row.amount() == null ? null : row.amount().of().name(),
                    row.openedAt(),
                    row.closedAt(),
                    row.assignedTo(),
                    row.fileId() == null ? null : row.fileId() + ":" + row.line());
        }
    }

    /**
     * Some exceptions.
     *
     * @param exceptions the exceptions
     * @param total how many the whole list has
     * @param next where the list goes on: the value of the parameter {@code after}; null at its end
     * @param previous the value of the parameter {@code before} for the rows before these; null at the beginning
     */
    record ExceptionsOfList(
            List<ListedException> exceptions, long total, @Nullable String next, @Nullable String previous) {}

    @GetMapping
    @Operation(operationId = "listExceptions", summary = "Lists exceptions, filtered and sorted.")
    ExceptionsOfList exceptions(@ParameterObject ExceptionQuery query, Principal reader) {
        Slice<ExceptionRow> slice = query.slice(exceptions, reader.getName());
        return new ExceptionsOfList(
                slice.rows().stream().map(ListedException::of).toList(),
                exceptions.total(query.filter(reader.getName())).exceptions(),
                slice.next(),
                slice.previous());
    }

    /** The exceptions of the list as a table into which a person writes decisions; only open ones can be decided. */
    @Operation(
            operationId = "exportExceptions",
            summary = "Gives exceptions, filtered and sorted, as a table to write decisions into; without a state those"
                    + " that are open.")
    @ApiResponse(responseCode = "200", content = @Content(mediaType = "text/csv", schema = @Schema(type = "string")))
    @GetMapping(path = "/export.csv", produces = "text/csv")
    void export(@ParameterObject ExceptionTableQuery query, Principal reader, HttpServletResponse response)
            throws IOException {
        ExceptionQuery chosen = query.list();
        List<Long> listed = new ArrayList<>();
        exceptions.forEach(
                chosen.filter(reader.getName()),
                chosen.sorting().order(),
                chosen.sorting().isReversed(),
                row -> listed.add(row.id()));
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"exceptions.csv\"");
        try (Writer text = new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8)) {
            sheet.write(listed, text);
        }
    }
}
