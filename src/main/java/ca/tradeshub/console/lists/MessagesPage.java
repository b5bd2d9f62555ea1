// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console.lists;

import ca.tradeshub.canonical.OntarioTime;
import ca.tradeshub.console.request.InvalidParameterException;
import ca.tradeshub.console.reveal.RevealedValues;
import ca.tradeshub.exceptions.action.ResolutionOptions;
import ca.tradeshub.ledger.alarm.AlarmCode;
import ca.tradeshub.overview.ConsumerQueues;
import ca.tradeshub.overview.files.LandedFiles;
import ca.tradeshub.overview.messages.HistoryResolution;
import ca.tradeshub.overview.messages.KeyHistories;
import ca.tradeshub.overview.messages.KeyHistory;
import ca.tradeshub.overview.messages.KeyVersion;
import ca.tradeshub.overview.messages.MessageFilter;
import ca.tradeshub.overview.messages.MessageList;
import ca.tradeshub.overview.messages.MessageOrder;
import ca.tradeshub.overview.messages.MessageRow;
import ca.tradeshub.overview.messages.MessageStatus;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The messages of all queues as a page and as CSV; and a message with its body, its evidence and the history of its key. */
@Controller
public class MessagesPage {

    private final MessageList messages;
    private final KeyHistories histories;
    private final ConsumerQueues queues;
    private final LandedFiles files;
    /** A year has four digits: the end of the last possible day cannot be computed. */
    private static final int LENGTH_OF_DATE = 10;

    private final RevealedValues revealed;
    private final Clock clock;

    MessagesPage(
            MessageList messages,
            KeyHistories histories,
            ConsumerQueues queues,
            LandedFiles files,
            RevealedValues revealed,
            Clock clock) {
        this.messages = messages;
        this.histories = histories;
        this.queues = queues;
        this.files = files;
        this.revealed = revealed;
        this.clock = clock;
    }

    @GetMapping("/messages")
    String messages(MessageQuery query, Model model) {
        model.addAttribute("query", query);
        model.addAttribute("sorting", query.sorting());
        model.addAttribute(
                "queues",
                queues.waiting().stream().map(ConsumerQueues.Waiting::queue).toList());
        model.addAttribute("kinds", MessageQuery.KINDS);
        model.addAttribute("statuses", MessageStatus.values());
        model.addAttribute("address", query.address("/messages"));
        model.addAttribute("slice", query.slice(messages));
        Long file = query.filter().file();
        model.addAttribute("ofFile", file == null ? null : files.find(file).orElse(null));
        model.addAttribute("deadLetters", AlarmCode.DEAD_LETTER);
        return "messages";
    }

    @GetMapping("/messages.csv")
    void download(MessageQuery query, HttpServletResponse response) throws IOException {
        MessageFilter filter = query.filter();
        Sorting<MessageOrder> sorting = query.sorting();
        CsvDownload.write(response, "messages", csv -> {
            csv.row(
                    "messageId",
                    "queue",
                    "recordKey",
                    "kind",
                    "version",
                    "supersedes",
                    "status",
                    "decidedAt",
                    "sentAt",
                    "acknowledgedAt",
                    "reason",
                    "rulesVersion");
            messages.forEach(
                    filter,
                    sorting.order(),
                    sorting.isReversed(),
                    row -> csv.row(
                            row.messageId(),
                            row.queue(),
                            row.recordKey(),
                            row.kind(),
                            row.version(),
                            row.supersedes(),
                            row.status(),
                            row.decidedAt(),
                            row.sentAt(),
                            row.acknowledgedAt(),
                            row.reason(),
                            row.rulesVersion()));
        });
    }

    /** A message, and what its queue had received about its key by the end of a day. */
    @GetMapping("/messages/{id}")
    String message(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String asOf,
            HttpSession session,
            Model model) {
        MessageRow message = messages.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        KeyHistory history = histories
                .ofMessage(id, day(asOf, clock))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        KeyVersion version = history.versions().stream()
                .filter(each -> each.message().messageId().equals(id))
                .findFirst()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        model.addAttribute("message", message);
        model.addAttribute("version", version);
        model.addAttribute("history", history);
        model.addAttribute("isOver", history.asOf().isBefore(day(null, clock)));
        model.addAttribute(
                "labels",
                history.resolutions().stream()
                        .map(HistoryResolution::kind)
                        .distinct()
                        .collect(Collectors.toMap(kind -> kind, ResolutionOptions::label)));
        model.addAttribute("asked", InvalidParameterException.text(asOf) != null);
        Instant until = revealed.until(session, id);
        model.addAttribute("fields", histories.content(id, until != null));
        model.addAttribute("revealedUntil", until);
        model.addAttribute("shownFor", revealed.shownFor(until));
        model.addAttribute("deadLetters", AlarmCode.DEAD_LETTER);
        return "message";
    }

    /**
     * An Ontario calendar date; today for an absent one.
     *
     * @throws InvalidParameterException when it is not a date
     */
    public static LocalDate day(@Nullable String asOf, Clock clock) {
        String text = InvalidParameterException.text(asOf);
        try {
            if (text == null) {
                return LocalDate.now(clock.withZone(OntarioTime.ZONE));
            }
            LocalDate day = LocalDate.parse(text);
            if (text.length() > LENGTH_OF_DATE) {
                throw new InvalidParameterException("asOf", "YYYY-MM-DD");
            }
            return day;
        } catch (DateTimeParseException e) {
            throw new InvalidParameterException("asOf", "YYYY-MM-DD");
        }
    }
}
