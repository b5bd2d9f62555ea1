// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console.exceptions;

import ca.tradeshub.console.ConsoleSettings;
import ca.tradeshub.console.api.ApiProblem;
import ca.tradeshub.exceptions.ExceptionLookup;
import ca.tradeshub.exceptions.ResolutionKind;
import ca.tradeshub.exceptions.Resolutions;
import ca.tradeshub.exceptions.action.ExceptionActions;
import ca.tradeshub.exceptions.action.ExceptionActions.Result;
import ca.tradeshub.exceptions.action.ExceptionActions.Wanted;
import ca.tradeshub.exceptions.action.ExceptionNotes;
import ca.tradeshub.exceptions.action.ResolutionSheet;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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
@Tag(name = "Exceptions", description = "Disagreements that a person must settle, and what persons decided.")
class ExceptionsApi {

    /** Digits: another word is not taken for an exception, at addresses that have other methods or types. */
    private static final String EXCEPTION = "/{id:[0-9]+}";

    private static final String JSON = MediaType.APPLICATION_JSON_VALUE;

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
    record Assign(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable List<Long> exceptions,
            @Nullable String from,
            @Nullable String to) {}

    /**
     * A note to add to exceptions.
     *
     * @param exceptions their ids
     * @param note the text
     */
    record Note(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable List<Long> exceptions,
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String note) {}

    /**
     * Resolutions to make with one reason.
     *
     * @param resolutions the exceptions with their revisions and what is decided
     * @param reason why
     */
    record Resolve(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable List<Decision> resolutions,
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String reason) {}

    /**
     * A resolution to make.
     *
     * @param exception the exception
     * @param revision the revision of the exception that was read
     * @param kind what is decided
     * @param chosen the side to use, null when the kind chooses none
     */
    record Decision(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable Long exception,
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable Integer revision,
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable ResolutionKind kind,
            @Nullable String chosen) {

        Wanted wanted() {
            return new Wanted(
                    ActionResponses.given("exception", exception),
                    ActionResponses.given("revision", revision),
                    ActionResponses.given("kind", kind),
                    chosen);
        }
    }

    /**
     * A resolution to approve.
     *
     * @param resolution its id
     * @param revision the revision of the exception that was read
     */
    record Approve(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable Long resolution,
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable Integer revision) {}

    /**
     * A resolution to decline or to undo.
     *
     * @param resolution its id
     * @param reason why
     */
    record End(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable Long resolution,
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String reason) {}

    /** An exception with its options, resolutions and notes. */
    @Operation(operationId = "getException", summary = "Gives an exception with its options, resolutions and notes.")
    @GetMapping(EXCEPTION)
    ExceptionJson exception(@PathVariable long id) {
        return lookup.byId(id)
                .map(exception -> ExceptionJson.of(
                        exception,
                        lookup.amounts(List.of(exception)),
                        lookup.otherHolds(exception),
                        resolutions.of(id),
                        notes.of(id)))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    /** What a resolution would do, without doing it. */
    @Operation(operationId = "previewResolution", summary = "Gives what a resolution would do, without doing it.")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = PreviewJson.class)))
    @ApiResponse(responseCode = "409")
    @GetMapping(EXCEPTION + "/preview")
    ResponseEntity<?> preview(
            @PathVariable long id,
            @RequestParam ResolutionKind kind,
            @RequestParam(required = false) @Nullable String chosen) {
        Optional<Result> notOffered = actions.notOffered(id, kind, chosen);
        if (notOffered.isPresent()) {
            return ActionResponses.of(notOffered.get());
        }
        return actions.preview(id, kind, chosen)
                .map(PreviewJson::of)
                .map(ResponseEntity::ok)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    /** Assigns exceptions. */
    @Operation(
            operationId = "assignExceptions",
            summary = "Assigns exceptions to a user; a problem when none is assigned.")
    @ApiResponse(
            responseCode = "200",
            content = @Content(array = @ArraySchema(schema = @Schema(implementation = Result.class))))
    @ApiResponse(responseCode = "409")
    @PostMapping(path = "/assign", consumes = JSON)
    ResponseEntity<?> assign(@RequestBody Assign wanted, Principal user) {
        return ActionResponses.of(actions.assign(
                ActionResponses.bounded("exceptions", wanted.exceptions()),
                wanted.from(),
                wanted.to(),
                user.getName()));
    }

    /** Adds a note to exceptions. */
    @Operation(operationId = "noteExceptions", summary = "Adds a note to exceptions; a problem when none is added.")
    @ApiResponse(
            responseCode = "200",
            content = @Content(array = @ArraySchema(schema = @Schema(implementation = Result.class))))
    @ApiResponse(responseCode = "409")
    @PostMapping(path = "/notes", consumes = JSON)
    ResponseEntity<?> note(@RequestBody Note wanted, Principal user) {
        return ActionResponses.of(actions.note(
                ActionResponses.bounded("exceptions", wanted.exceptions()),
                Objects.toString(wanted.note(), ""),
                user.getName()));
    }

    /** Makes resolutions; each exception has its own outcome. */
    @Operation(
            operationId = "resolveExceptions",
            summary = "Makes resolutions; each exception has its own outcome. A problem when none is made.")
    @ApiResponse(
            responseCode = "200",
            content = @Content(array = @ArraySchema(schema = @Schema(implementation = Result.class))))
    @ApiResponse(responseCode = "409")
    @PostMapping(path = "/resolve", consumes = JSON)
    ResponseEntity<?> resolve(
            @RequestBody Resolve wanted, @RequestParam(defaultValue = "false") boolean dryRun, Principal user) {
        List<Wanted> all = ActionResponses.bounded("resolutions", wanted.resolutions()).stream()
                .map(Decision::wanted)
                .toList();
        String reason = Objects.toString(wanted.reason(), "");
        return dryRun
                ? ResponseEntity.ok(actions.check(all, reason, user.getName()))
                : ActionResponses.of(actions.resolve(all, reason, user.getName()));
    }

    /** Approves a resolution of another person. */
    @Operation(operationId = "approveResolution", summary = "Approves a resolution of another person.")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Result.class)))
    @ApiResponse(responseCode = "409")
    @PostMapping(path = EXCEPTION + "/approve", consumes = JSON)
    ResponseEntity<?> approve(@PathVariable long id, @RequestBody Approve wanted, Principal user) {
        return ActionResponses.of(actions.approve(
                id,
                ActionResponses.given("resolution", wanted.resolution()),
                ActionResponses.given("revision", wanted.revision()),
                user.getName()));
    }

    /** Declines a resolution of another person. */
    @Operation(operationId = "declineResolution", summary = "Declines a resolution of another person.")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Result.class)))
    @ApiResponse(responseCode = "409")
    @PostMapping(path = EXCEPTION + "/decline", consumes = JSON)
    ResponseEntity<?> decline(@PathVariable long id, @RequestBody End wanted, Principal user) {
        return ActionResponses.of(actions.decline(
                id,
                ActionResponses.given("resolution", wanted.resolution()),
                Objects.toString(wanted.reason(), ""),
                user.getName()));
    }

    /** Withdraws what waits for another person. */
    @Operation(
            operationId = "withdrawResolution",
            summary =
                    "Withdraws what waits for another person: a resolution, or the undoing of one. Only its author can.")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Result.class)))
    @ApiResponse(responseCode = "409")
    @PostMapping(path = EXCEPTION + "/withdraw", consumes = JSON)
    ResponseEntity<?> withdraw(@PathVariable long id, @RequestBody End wanted, Principal user) {
        return ActionResponses.of(actions.withdraw(
                id,
                ActionResponses.given("resolution", wanted.resolution()),
                Objects.toString(wanted.reason(), ""),
                user.getName()));
    }

    /** Undoes a resolution; one that waits is withdrawn. */
    @Operation(operationId = "undoResolution", summary = "Undoes a resolution; one that waits is withdrawn.")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Result.class)))
    @ApiResponse(responseCode = "409")
    @PostMapping(path = EXCEPTION + "/undo", consumes = JSON)
    ResponseEntity<?> undo(@PathVariable long id, @RequestBody End wanted, Principal user) {
        return ActionResponses.of(actions.undo(
                id,
                ActionResponses.given("resolution", wanted.resolution()),
                Objects.toString(wanted.reason(), ""),
                user.getName()));
    }

    /** Makes the decisions and approvals of a table, or says what would happen. */
    @Operation(
            operationId = "importResolutions",
            summary = "Makes the decisions and approvals of a table, or reports what would happen.")
    @ApiResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = ResolutionSheet.Outcome.class)))
    @ApiResponse(responseCode = "413")
    @PostMapping(path = "/import.csv", consumes = "text/csv")
    ResponseEntity<?> importTable(
            @RequestBody byte[] table,
            @RequestParam(defaultValue = "true") boolean dryRun,
            @Parameter(hidden = true) HttpServletRequest request) {
        if (table.length > settings.uploadLimit().toBytes()) {
            throw new ResponseStatusException(HttpStatus.PAYLOAD_TOO_LARGE);
        }
        ResolutionSheet.Outcome outcome = sheet.read(table, dryRun, TableActor.of(request));
        return outcome.problem() == null
                ? ResponseEntity.ok(outcome)
                : ApiProblem.response(
                        ApiProblem.of(HttpStatus.BAD_REQUEST, "TABLE-INVALID", outcome.problem(), "TABLE-INVALID"));
    }
}
