// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console.api;

import ca.tradeshub.delivery.acknowledgement.DeadLetterActions;
import ca.tradeshub.overview.messages.MessageList;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.security.Principal;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Dead letters by the API: sent again, or treated as refused. The login says who acts. */
@RestController
@RequestMapping(
        path = "/api/v1/messages",
        consumes = MediaType.APPLICATION_JSON_VALUE,
        produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Messages")
class DeadLetterApi {

    private final DeadLetterActions actions;
    private final MessageList messages;

    DeadLetterApi(DeadLetterActions actions, MessageList messages) {
        this.actions = actions;
        this.messages = messages;
    }

    /**
     * Why it is done.
     *
     * @param reason at most 500 characters; numbers of persons and dates in it are masked
     */
    record Because(@Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String reason) {}

    /**
     * It was done.
     *
     * @param done always true: otherwise the response is a problem
     */
    record DeadLetterOutcome(boolean done) {}

    @PostMapping("/{messageId}/send-again")
    @Operation(operationId = "sendDeadLetterAgain", summary = "Sends a dead letter to its queue again.")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = DeadLetterOutcome.class)))
    @ApiResponse(responseCode = "409")
    ResponseEntity<?> sendAgain(@PathVariable String messageId, @RequestBody Because because, Principal user) {
        return outcome(actions.sendAgain(existing(messageId), Objects.toString(because.reason(), ""), user.getName()));
    }

    @PostMapping("/{messageId}/refuse")
    @Operation(
            operationId = "refuseDeadLetter",
            summary = "Treats a dead letter as refused by its consumer, which opens an exception.")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = DeadLetterOutcome.class)))
    @ApiResponse(responseCode = "409")
    ResponseEntity<?> refuse(@PathVariable String messageId, @RequestBody Because because, Principal user) {
        return outcome(actions.refuse(existing(messageId), Objects.toString(because.reason(), ""), user.getName()));
    }

    private String existing(String messageId) {
        if (messages.find(messageId).isEmpty()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return messageId;
    }

    private static ResponseEntity<?> outcome(Optional<DeadLetterActions.Problem> problem) {
        return problem.isEmpty()
                ? ResponseEntity.ok(new DeadLetterOutcome(true))
                : ApiProblem.response(problem(problem.get()));
    }

    private static ProblemDetail problem(DeadLetterActions.Problem problem) {
        return problem.code().equals(DeadLetterActions.Problem.REASON)
                ? ApiProblem.of(HttpStatus.BAD_REQUEST, problem.code(), problem.text(), "TEXT")
                : ApiProblem.of(HttpStatus.CONFLICT, problem.code(), problem.text(), "CONFLICT");
    }
}
