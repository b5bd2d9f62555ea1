// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.explanation;

import ca.tradeshub.canonical.Personal;
import ca.tradeshub.explanation.Explanation.Figure;
import ca.tradeshub.explanation.Explanation.Quote;
import ca.tradeshub.explanation.Explanation.Sent;
import ca.tradeshub.explanation.Explanation.SentExclusion;
import ca.tradeshub.explanation.Explanation.SentFinding;
import ca.tradeshub.explanation.Explanation.SentStep;
import ca.tradeshub.explanation.StoredRecords.StoredMessage;
import ca.tradeshub.protection.Masking;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A message, read from the body that its consumer received. */
final class SentMessage {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** Shown elsewhere in the explanation. */
    private static final Set<String> ELSEWHERE = Set.of(
            "contract",
            "messageId",
            "kind",
            "recordKey",
            "version",
            "supersedes",
            "decidedAt",
            "rulesVersion",
            "findings",
            "sources",
            "excluded",
            "verdict",
            "decidingRule");

    private final StoredMessage message;
    private final JsonNode body;

    SentMessage(StoredMessage message) {
        this.message = message;
        try {
            this.body = JSON.readTree(message.body());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The message " + message.messageId() + " cannot be read back", e);
        }
    }

    List<String> files() {
        return texts("file");
    }

    List<String> digests() {
        return texts("sha256");
    }

    List<Integer> lines() {
        List<Integer> lines = new ArrayList<>();
        body.path("sources").forEach(source -> lines.add(source.path("line").intValue()));
        return lines;
    }

    private List<String> texts(String field) {
        List<String> texts = new ArrayList<>();
        body.path("sources").forEach(source -> texts.add(source.path(field).asText()));
        return texts;
    }

    Sent asSent() {
        return new Sent(
                message.messageId(),
                message.queue(),
                message.contract(),
                message.version().kind(),
                Masking.recordKey(message.recordKey()),
                message.version().number(),
                message.version().supersedes(),
                message.course().decidedAt(),
                message.course().sentAt(),
                message.course().acknowledgement(),
                message.version().last(),
                text(body.path("verdict")),
                text(body.path("decidingRule")),
                figures(),
                steps(),
                findings(),
                excluded());
    }

    private List<Figure> figures() {
        List<Figure> figures = new ArrayList<>();
        body.properties().forEach(field -> {
            if (!ELSEWHERE.contains(field.getKey())) {
                add(figures, field.getKey(), field.getValue());
            }
        });
        return List.copyOf(figures);
    }

    private static void add(List<Figure> figures, String path, JsonNode node) {
        if (path.equals("computation.steps")) {
            return;
        }
        if (node.isObject()) {
            node.properties().forEach(field -> add(figures, path + "." + field.getKey(), field.getValue()));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                add(figures, path + "[" + (i + 1) + "]", node.get(i));
            }
        } else {
            String value = text(node);
            figures.add(
                    value != null && Personal.isNamedBy(path)
                            ? new Figure(path, Personal.shape(value), true)
                            : new Figure(path, value));
        }
    }

    private List<SentStep> steps() {
        List<SentStep> steps = new ArrayList<>();
        body.at("/computation/steps")
                .forEach(step -> steps.add(new SentStep(
                        text(step.path("id")), text(step.path("statement")), text(step.path("value")), quote(step))));
        return List.copyOf(steps);
    }

    private List<SentFinding> findings() {
        List<SentFinding> findings = new ArrayList<>();
        body.path("findings")
                .forEach(finding -> findings.add(new SentFinding(
                        text(finding.path("rule")),
                        text(finding.path("outcome")),
                        text(finding.path("message")),
                        text(finding.path("field")),
                        quote(finding))));
        return List.copyOf(findings);
    }

    private List<SentExclusion> excluded() {
        List<SentExclusion> excluded = new ArrayList<>();
        body.path("excluded")
                .forEach(each -> excluded.add(new SentExclusion(
                        text(each.at("/source/file")),
                        each.at("/source/line").intValue(),
                        text(each.path("amount")),
                        text(each.path("rule")))));
        return List.copyOf(excluded);
    }

    private static Quote quote(JsonNode node) {
        return new Quote(text(node.at("/citation/document")), text(node.at("/citation/section")), null);
    }

    private static @Nullable String text(JsonNode node) {
        return node.isMissingNode() || node.isNull() ? null : node.asText();
    }
}
