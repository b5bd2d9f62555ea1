// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console.api;

import ca.tradeshub.console.lists.MessageQuery;
import ca.tradeshub.console.lists.MessagesPage;
import ca.tradeshub.console.request.SealedText;
import ca.tradeshub.overview.Slice;
import ca.tradeshub.overview.messages.HistoryResolution;
import ca.tradeshub.overview.messages.KeyHistories;
import ca.tradeshub.overview.messages.KeyHistory;
import ca.tradeshub.overview.messages.KeyVersion;
import ca.tradeshub.overview.messages.MessageChange;
import ca.tradeshub.overview.messages.MessageField;
import ca.tradeshub.overview.messages.MessageList;
import ca.tradeshub.overview.messages.MessageRow;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Messages, and what a queue received about a key, by the API. */
@RestController
@RequestMapping(path = "/api/v1", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Messages", description = "Every message, and what a queue had received about a key by a given day.")
class MessagesApi {

    private static final String AS_OF =
            "An Ontario calendar date, YYYY-MM-DD: the end of that day, or now if it is not over. Without it, today.";

    private final MessageList messages;
    private final KeyHistories histories;
    private final Clock clock;

    MessagesApi(MessageList messages, KeyHistories histories, Clock clock) {
        this.messages = messages;
        this.histories = histories;
        this.clock = clock;
    }

    /**
     * Some messages.
     *
     * @param messages the messages
     * @param next where the list goes on: the value of the parameter {@code after}; null at its end
     * @param previous the value of the parameter {@code before} for the rows before these; null at the beginning
     */
    record Messages(List<MessageRow> messages, @Nullable String next, @Nullable String previous) {}

    /**
     * A message with its content.
     *
     * @param message the message
     * @param fields its body as it was sent, field by field, personal values masked
     * @param changes what it changed in the version before it
     * @param evidence the records it is based on
     */
    record MessageDetail(
            MessageRow message,
            List<MessageField> fields,
            List<MessageChange> changes,
            List<KeyVersion.Evidence> evidence) {}

    /**
     * What a queue received about a key.
     *
     * @param queue the queue
     * @param key the key; the number of a person is masked
     * @param asOf the day of the question
     * @param inForce the version that the consumer had at the end of the day, null when it had none
     * @param versions all versions, the newest first, those sent later among them, each with its causes
     * @param resolutions the resolutions that were in force at the end of the day, the oldest first
     */
    record History(
            String queue,
            String key,
            LocalDate asOf,
            @Nullable KeyVersion inForce,
            List<KeyVersion> versions,
            List<HistoryResolution> resolutions) {

        static History of(KeyHistory history) {
            return new History(
                    history.queue(),
                    history.key(),
                    history.asOf(),
                    history.inForce().orElse(null),
                    history.versions(),
                    history.resolutions());
        }
    }

    @GetMapping("/messages")
    @Operation(operationId = "listMessages", summary = "Lists messages, filtered and sorted.")
    Messages messages(@ParameterObject MessageQuery query) {
        Slice<MessageRow> slice = query.slice(messages);
        return new Messages(slice.rows(), slice.next(), slice.previous());
    }

    @GetMapping("/messages/{messageId}")
    @Operation(operationId = "getMessage", summary = "Gives a message with its body, its changes and its evidence.")
    MessageDetail message(@PathVariable String messageId) {
        KeyVersion version = histories.ofMessage(messageId, MessagesPage.day(null, clock)).stream()
                .flatMap(history -> history.versions().stream())
                .filter(each -> each.message().messageId().equals(messageId))
                .findFirst()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        return new MessageDetail(
                version.message(), histories.content(messageId, false), version.changes(), version.evidence());
    }

    @GetMapping("/messages/{messageId}/history")
    @Operation(
            operationId = "getHistoryOfMessage",
            summary = "Gives what the queue had received about the key of a message by the end of a day.")
    History historyOfMessage(
            @PathVariable String messageId,
            @Parameter(description = AS_OF) @RequestParam(required = false) @Nullable String asOf) {
        return given(histories.ofMessage(messageId, MessagesPage.day(asOf, clock)));
    }

    @GetMapping("/keys/{queue}/history")
    @Operation(
            operationId = "getHistoryOfKey",
            summary = "Gives what a queue had received about a key by the end of a day, and on what evidence.")
    History history(
            @PathVariable String queue,
            @Parameter(description = "The reference of the key, as POST /api/v1/references gives it.") @RequestParam
                    SealedText key,
            @Parameter(description = AS_OF) @RequestParam(required = false) @Nullable String asOf) {
        return given(histories.of(
                queue, Objects.requireNonNullElse(SealedText.text("key", key), ""), MessagesPage.day(asOf, clock)));
    }

    private static History given(Optional<KeyHistory> history) {
        return history.map(History::of).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
