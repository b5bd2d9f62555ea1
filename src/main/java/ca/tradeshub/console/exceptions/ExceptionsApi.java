// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console.exceptions;

import ca.tradeshub.console.ConsoleSettings;
import ca.tradeshub.exceptions.ExceptionLookup;
import ca.tradeshub.exceptions.ResolutionEffects;
import ca.tradeshub.exceptions.ResolutionKind;
import ca.tradeshub.exceptions.Resolutions;
import ca.tradeshub.exceptions.action.ExceptionActions;
import ca.tradeshub.exceptions.action.ExceptionActions.Result;
import ca.tradeshub.exceptions.action.ExceptionActions.Wanted;
import ca.tradeshub.exceptions.action.ExceptionNotes;
import ca.tradeshub.exceptions.action.ResolutionSheet;
import ca.tradeshub.protection.Masking;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Exceptions by the API. The login says who acts; no request names a user who acts. */
@RestController
@RequestMapping(path = "/api/v1/exceptions", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "exceptions", description = "Disagreements that a person must settle, and what persons decided.")
class ExceptionsApi {

    private static final String JSON = MediaType.APPLICATION_JSON_VALUE;
    private static final int MOST_AT_ONCE = 1000;

    private final ExceptionLookup lookup;
    private final ExceptionActions actions;
    private final Resolutions resolutions;
    private final ExceptionNotes notes;
    private final ResolutionSheet sheet;
    private final ConsoleSettings settings;

    ExceptionsApi(
            ExceptionLookup lookup,
            ExceptionActions actions,
            Resolutions resolutions,
            ExceptionNotes notes,
            ResolutionSheet sheet,
            ConsoleSettings settings) {
        this.lookup = lookup;
        this.actions = actions;
        this.resolutions = resolutions;
        this.notes = notes;
        this.sheet = sheet;
        this.settings = settings;
    }

    /**
     * Exceptions to assign.
     *
     * @param exceptions their ids
     * @param from the user to whom they were assigned when they were read, null for none
     * @param to the user, null to take the assignment away
     */
    record Assign(List<Long> exceptions, @Nullable String from, @Nullable String to) {}

    /**
     * A note to add to exceptions.
     *
     * @param exceptions their ids
     * @param note the text
     */
    record Note(List<Long> exceptions, @Nullable String note) {}

    /**
     * Resolutions to make with one reason.
     *
     * @param resolutions the exceptions with their revisions and what is decided
     * @param reason why
     */
    record Resolve(List<Wanted> resolutions, @Nullable String reason) {}

    /**
     * A resolution to approve.
     *
     * @param resolution its id
     * @param revision the revision of the exception that was read
     */
    record Approve(long resolution, int revision) {}

    /**
     * A resolution to decline or to undo.
     *
     * @param resolution its id
     * @param reason why
     */
    record End(long resolution, @Nullable String reason) {}

    /** An exception with its options, resolutions and notes. */
    @Operation(operationId = "getException", summary = "Gives an exception with its options, resolutions and notes.")
    @GetMapping("/{id}")
    ExceptionJson exception(@PathVariable long id) {
        return lookup.byId(id)
                .map(exception -> ExceptionJson.of(exception, resolutions.of(id), notes.of(id)))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    /** What a resolution would do, without doing it. */
    @Operation(operationId = "previewResolution", summary = "Gives what a resolution would do, without doing it.")
    @GetMapping("/{id}/preview")
    ResolutionEffects.Preview preview(
            @PathVariable long id,
            @RequestParam ResolutionKind kind,
            @RequestParam(required = false) @Nullable String chosen) {
        return actions.preview(id, kind, chosen)
                .map(ExceptionsApi::masked)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private static ResolutionEffects.Preview masked(ResolutionEffects.Preview preview) {
        List<ResolutionEffects.Message> messages = preview.messages().stream()
                .map(message -> new ResolutionEffects.Message(
                        message.queue(),
                        Masking.recordKey(message.recordKey()),
                        message.kind(),
                        message.creditBefore(),
                        message.credit()))
                .toList();
        return new ResolutionEffects.Preview(preview.problem(), messages, preview.records());
    }

    /** Assigns exceptions. */
    @Operation(
            operationId = "assignExceptions",
            summary = "Assigns exceptions to a user; status 409 when none is assigned.")
    @PostMapping(path = "/assign", consumes = JSON)
    ResponseEntity<List<Result>> assign(@RequestBody Assign wanted, Principal user) {
        return outcomes(actions.assign(bounded(wanted.exceptions()), wanted.from(), wanted.to(), user.getName()));
    }

    /** Adds a note to exceptions. */
    @Operation(operationId = "noteExceptions", summary = "Adds a note to exceptions.")
    @PostMapping(path = "/notes", consumes = JSON)
    List<Result> note(@RequestBody Note wanted, Principal user) {
        return actions.note(bounded(wanted.exceptions()), orEmpty(wanted.note()), user.getName());
    }

    /** Makes resolutions; each exception has its own outcome. */
    @Operation(
            operationId = "resolveExceptions",
            summary = "Makes resolutions; each exception has its own outcome. Status 409 when none is made.")
    @PostMapping(path = "/resolve", consumes = JSON)
    ResponseEntity<List<Result>> resolve(
            @RequestBody Resolve wanted, @RequestParam(defaultValue = "false") boolean dryRun, Principal user) {
        List<Wanted> all = bounded(wanted.resolutions());
        if (all.stream().map(Wanted::kind).anyMatch(Objects::isNull)) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        }
        String reason = orEmpty(wanted.reason());
        return dryRun
                ? ResponseEntity.ok(actions.check(all, reason))
                : outcomes(actions.resolve(all, reason, user.getName()));
    }

    /** Approves a resolution of another person. */
    @Operation(operationId = "approveResolution", summary = "Approves a resolution of another person.")
    @PostMapping(path = "/{id}/approve", consumes = JSON)
    ResponseEntity<Result> approve(@PathVariable long id, @RequestBody Approve wanted, Principal user) {
        return outcome(actions.approve(id, wanted.resolution(), wanted.revision(), user.getName()));
    }

    /** Declines a resolution of another person. */
    @Operation(operationId = "declineResolution", summary = "Declines a resolution of another person.")
    @PostMapping(path = "/{id}/decline", consumes = JSON)
    ResponseEntity<Result> decline(@PathVariable long id, @RequestBody End wanted, Principal user) {
        return outcome(actions.decline(id, wanted.resolution(), orEmpty(wanted.reason()), user.getName()));
    }

    /** Undoes a resolution, or withdraws one that waits. */
    @Operation(operationId = "undoResolution", summary = "Undoes a resolution, or withdraws one that waits.")
    @PostMapping(path = "/{id}/undo", consumes = JSON)
    ResponseEntity<Result> undo(@PathVariable long id, @RequestBody End wanted, Principal user) {
        return outcome(actions.undo(id, wanted.resolution(), orEmpty(wanted.reason()), user.getName()));
    }

    /** Makes the decisions and approvals of a table, or says what would happen. */
    @Operation(
            operationId = "importResolutions",
            summary = "Makes the decisions and approvals of a table, or reports what would happen.")
    @PostMapping(path = "/import.csv", consumes = "text/csv")
    ResolutionSheet.Outcome importTable(
            @RequestBody byte[] table,
            @RequestParam(defaultValue = "true") boolean dryRun,
            @Parameter(hidden = true) HttpServletRequest request) {
        if (table.length > settings.uploadLimit().toBytes()) {
            throw new ResponseStatusException(HttpStatus.PAYLOAD_TOO_LARGE);
        }
        return sheet.read(table, dryRun, TableActor.of(request));
    }

    private static <T> List<T> bounded(@Nullable List<T> wanted) {
        if (wanted == null
                || wanted.isEmpty()
                || wanted.size() > MOST_AT_ONCE
                || wanted.stream().anyMatch(Objects::isNull)) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        }
        return wanted;
    }

    /** Of several exceptions at least one must be done: the results say which. */
    private static ResponseEntity<List<Result>> outcomes(List<Result> results) {
        return ResponseEntity.status(results.stream().anyMatch(Result::isDone) ? HttpStatus.OK : HttpStatus.CONFLICT)
                .body(results);
    }

    private static ResponseEntity<Result> outcome(Result result) {
        return ResponseEntity.status(result.isDone() ? HttpStatus.OK : HttpStatus.CONFLICT)
                .body(result);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
