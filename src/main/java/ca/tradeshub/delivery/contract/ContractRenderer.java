// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.delivery.contract;

import ca.tradeshub.canonical.SourceRef;
import ca.tradeshub.law.Citation;
import ca.tradeshub.reconciliation.decision.CertificationContent;
import ca.tradeshub.reconciliation.decision.ClaimContent;
import ca.tradeshub.reconciliation.decision.ContractViolation;
import ca.tradeshub.reconciliation.decision.Envelope;
import ca.tradeshub.reconciliation.decision.MessageContent;
import ca.tradeshub.reconciliation.decision.MessageRenderer;
import ca.tradeshub.reconciliation.decision.OutgoingQueue;
import ca.tradeshub.rules.engine.Finding;
import ca.tradeshub.rules.engine.Outcome;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Writes message content under the contracts {@code certification-record/1} and {@code tax-credit-claim/1} (interface
 * agreements, section 3; schemas in {@code contracts/}). The members have one fixed order and every member of a contract
 * is present, null where there is no value; money, rates and dates are text. The same content always gives the same
 * text. A message that does not follow its contract is never returned.
 */
@Component
public class ContractRenderer implements MessageRenderer {

    private static final ObjectWriter JSON = JsonMapper.builder().build().writer();
    private static final ContractSchema REGISTRY = ContractSchema.of("certification-record-1.schema.json");
    private static final ContractSchema TAX = ContractSchema.of("tax-credit-claim-1.schema.json");

    @Override
    public RenderedContent content(MessageContent statement) {
        ObjectNode content = writeContent(object(), statement);
        String text = text(content);
        content.set("sources", sources(withoutNeighbours(statement.sources())));
        return new Rendered(statement.queue(), content, text);
    }

    /**
     * The sources without those that follow one of the same file. They differ from it only in the numbers that
     * {@link SourceRef} bounds as the contracts do, and most of a claim are such: to check them again took three quarters of
     * the time of all checks.
     */
    private static List<SourceRef> withoutNeighbours(List<SourceRef> sources) {
        List<SourceRef> kept = new ArrayList<>();
        for (SourceRef source : sources) {
            if (kept.isEmpty() || !source.isInFileOf(kept.get(kept.size() - 1))) {
                kept.add(source);
            }
        }
        return kept;
    }

    /**
     * The text of a message is that of its envelope and that of its content in one object.
     *
     * @param checked the content as it is checked
     * @param text the text of the whole content
     */
    private record Rendered(OutgoingQueue queue, ObjectNode checked, String text) implements RenderedContent {

        @Override
        public String in(Envelope envelope) {
            ObjectNode head = envelope(envelope, queue);
            check(object().<ObjectNode>setAll(head).setAll(checked), queue);
            String opening = ContractRenderer.text(head);
            return opening.substring(0, opening.length() - 1) + ',' + text.substring(1);
        }
    }

    @Override
    public String withdrawal(Envelope envelope, OutgoingQueue queue) {
        ObjectNode message = envelope(envelope, queue);
        message.putArray("findings");
        message.putArray("sources");
        check(message, queue);
        return text(message);
    }

    private static ObjectNode envelope(Envelope envelope, OutgoingQueue queue) {
        return object().put("contract", queue.contract())
                .put("messageId", envelope.messageId())
                .put("kind", envelope.kind().name())
                .put("recordKey", envelope.recordKey())
                .put("version", envelope.version())
                .put("supersedes", envelope.supersedes())
                .put("decidedAt", envelope.decidedAt().toString())
                .put("rulesVersion", envelope.rulesVersion());
    }

    private static ObjectNode writeContent(ObjectNode message, MessageContent statement) {
        message.set("findings", findings(statement.findings()));
        message.set("sources", sources(statement.sources()));
        if (statement instanceof CertificationContent certification) {
            CertificationRecordContract.write(message, certification);
        } else if (statement instanceof ClaimContent claim) {
            TaxCreditClaimContract.write(message, claim);
        }
        return message;
    }

    /** Findings that warn or inform. Those that hold or reject concern the hub and the sender, not the consumer. */
    private static ArrayNode findings(List<Finding> findings) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        findings.stream()
                .filter(finding -> finding.outcome() == Outcome.WARN || finding.outcome() == Outcome.INFO)
                .forEach(finding -> array.add(finding(finding)));
        return array;
    }

    private static ObjectNode finding(Finding finding) {
        ObjectNode node = object().put("rule", finding.rule())
                .put("outcome", finding.outcome().wireName())
                .put("message", finding.message());
        node.set("citation", citation(finding.citation()));
        return node.put("field", finding.field());
    }

    static ObjectNode citation(Citation citation) {
        return object().put("document", citation.document()).put("section", citation.section());
    }

    private static ArrayNode sources(List<SourceRef> sources) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode(sources.size());
        sources.forEach(source -> array.add(source(source)));
        return array;
    }

    static ObjectNode source(SourceRef source) {
        return object().put("feed", source.feed().wireName())
                .put("file", source.file())
                .put("sha256", source.sha256())
                .put("line", source.line())
                .put("offset", source.offset())
                .put("length", source.length());
    }

    /** Text of a date, an amount, a code or a name of an enumeration; null stays null. */
    static @Nullable String textOrNull(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    /**
     * Checks that a message follows its contract and has no number in the form of a social insurance number.
     *
     * @throws ContractViolation when it does not
     */
    private static void check(JsonNode message, OutgoingQueue queue) {
        List<String> violations = (queue == OutgoingQueue.REGISTRY ? REGISTRY : TAX).violations(message);
        OutgoingNumbers.report(message, violations);
        if (!violations.isEmpty()) {
            throw new ContractViolation(queue.contract(), violations);
        }
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static String text(ObjectNode message) {
        try {
            return JSON.writeValueAsString(message);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A message cannot be written", e);
        }
    }
}
