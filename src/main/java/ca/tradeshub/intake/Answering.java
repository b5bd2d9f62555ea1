package ca.tradeshub.intake;

import ca.tradeshub.ledger.Alarms;
import ca.tradeshub.ledger.Answers;
import ca.tradeshub.ledger.FileBalance;
import ca.tradeshub.ledger.RecordState;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.camel.Body;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Answers the senders: a receipt for every file, and a status whenever its records change state afterwards (interface
 * agreements, sections 2 and 6). A status reports every change since the receipt, so that the latest one is enough.
 */
@Component
public class Answering {

    /** Open while answers cannot be written to a sender's {@code out/} folder. */
    static final String ALARM = "ANSWER-NOT-WRITTEN";

    private static final Logger LOG = LoggerFactory.getLogger(Answering.class);
    private static final int PATIENCE = 3;
    private static final int LONGEST_WAIT = 100;
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Answers answers;
    private final Alarms alarms;
    private final IntakeSettings settings;
    private final Senders senders;
    private final Clock clock;

    Answering(Answers answers, Alarms alarms, IntakeSettings settings, Senders senders, Clock clock) {
        this.answers = answers;
        this.alarms = alarms;
        this.settings = settings;
        this.senders = senders;
        this.clock = clock;
    }

    /** Takes the answers that are due, a bounded batch of them. */
    public List<Answers.Due> due() {
        return answers.take(settings.answerBatch(), settings.statusDelay()).stream()
                .filter(this::hasSender)
                .toList();
    }

    /** Composes an answer from what the ledger knows now. */
    public Answer compose(@Body Answers.Due due) {
        Answers.Content content = answers.read(due, settings.answerDetail());
        String name = due.file() + (due.place() == 1 ? "" : "." + due.place());
        return due.isReceipt()
                ? new Answer(
                        List.of(new Answer.OutFile(name + ".receipt.json", bytes(receipt(due, content)))),
                        content.saw())
                : new Answer(
                        List.of(new Answer.OutFile(name + ".status.json", bytes(status(due, content)))), content.saw());
    }

    /** Notes that an answer lies in its sender's {@code out/} folder. */
    public void written(Answers.Due due, Answer answer) {
        answers.written(due, answer.saw());
        alarms.close(ALARM, due.sender());
        LOG.info("Answered file {} of {}", due.fileId(), due.sender());
    }

    /** Puts an answer that could not be written off for a while; after a few attempts an alarm opens. */
    public void postponed(Answers.Due due, Exception failure) {
        int factor = Math.min(LONGEST_WAIT, 1 << Math.min(due.attempt() - 1, Integer.SIZE - 2));
        Duration wait = settings.answerRetry().multipliedBy(factor);
        String cause = FailureCause.of(failure);
        LOG.warn("The answer on file {} of {} waits {}: {}", due.fileId(), due.sender(), wait, cause);
        answers.postpone(due, wait);
        if (due.attempt() >= PATIENCE) {
            alarms.raise(ALARM, due.sender(), cause, "intake");
        }
    }

    private boolean hasSender(Answers.Due due) {
        boolean known = senders.senders().containsKey(due.sender());
        if (!known) {
            answers.postpone(due, settings.answerRetry().multipliedBy(LONGEST_WAIT));
            alarms.raise(ALARM, due.sender(), "The settings no longer name this sender", "intake");
        }
        return known;
    }

    private ObjectNode receipt(Answers.Due due, Answers.Content content) {
        ObjectNode receipt = JSON.createObjectNode();
        receipt.put("file", due.file());
        receipt.put("sha256", content.sha256());
        receipt.put("receivedAt", instant(content.receivedAt()));
        receipt.put("verdict", content.verdict().name());
        receipt.put("code", content.refusalCode());
        if (content.refusalCode() != null) {
            receipt.put("detail", content.refusalDetail());
            receipt.put("line", content.refusalLine());
        }
        ArrayNode warnings = receipt.putArray("warnings");
        content.warnings().keySet().forEach(warnings::add);
        ArrayNode details = receipt.putArray("warningDetails");
        content.warnings()
                .forEach((code, detail) -> details.addObject().put("code", code).put("detail", detail));
        receipt.set("balance", balance(content.balance()));
        ArrayNode findings = receipt.putArray("findings");
        content.findings().forEach(finding -> findings.addObject()
                .put("rule", finding.rule())
                .put("outcome", finding.outcome())
                .put("count", finding.count()));
        ArrayNode lines = receipt.putArray("lines");
        content.lines()
                .forEach(line -> lines.addObject().put("line", line.line()).put("rule", line.rule()));
        receipt.put("linesTotal", content.linesTotal());
        receipt.put("linesCapped", content.linesTotal() > content.lines().size());
        return receipt;
    }

    private ObjectNode status(Answers.Due due, Answers.Content content) {
        ObjectNode status = JSON.createObjectNode();
        status.put("file", due.file());
        status.put("at", instant(clock.instant()));
        status.set("balance", balance(content.balance()));
        ArrayNode changes = status.putArray("changes");
        content.changes().forEach(change -> changes.addObject()
                .put("line", change.line())
                .put("state", change.state().wireName())
                .put("rule", change.rule())
                .put("at", instant(change.at())));
        status.put("changesTotal", content.changesTotal());
        status.put("changesCapped", content.changesTotal() > content.changes().size());
        return status;
    }

    private static ObjectNode balance(FileBalance balance) {
        if (balance == null) {
            return null;
        }
        ObjectNode both = JSON.createObjectNode();
        ObjectNode records = both.putObject("records").put("received", balance.received());
        ObjectNode amount = both.putObject("amount")
                .put("received", balance.amountReceived().setScale(2).toPlainString());
        for (RecordState state : RecordState.values()) {
            records.put(state.wireName(), balance.records().get(state));
            amount.put(state.wireName(), balance.amounts().get(state).toPlainString());
        }
        return both;
    }

    private static String instant(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    private static byte[] bytes(ObjectNode json) {
        try {
            return (JSON.writeValueAsString(json) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A JSON tree can always be written", e);
        }
    }
}
