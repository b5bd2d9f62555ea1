// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.exceptions;

import ca.tradeshub.exceptions.disagreement.ExceptionEvidence;
import ca.tradeshub.exceptions.disagreement.ExceptionSide;
import ca.tradeshub.ledger.RecordAddress;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The columns {@code sides} and {@code evidence} of exceptions: JSON in a form of the table's own. */
final class ExceptionSides {

    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private ExceptionSides() {}

    static String write(List<ExceptionSide> sides) {
        ArrayNode array = JSON.createArrayNode();
        for (ExceptionSide side : sides) {
            ObjectNode node = array.addObject().put("source", side.source());
            RecordAddress record = side.record();
            if (record != null) {
                node.put("file", record.fileId()).put("line", record.line());
            }
            if (side.file() != null) {
                node.put("controlFile", side.file());
            }
            node.put("value", side.value()).put("choice", side.choice());
        }
        return array.toString();
    }

    static List<ExceptionSide> read(String json) {
        List<ExceptionSide> sides = new ArrayList<>();
        for (JsonNode node : tree(json)) {
            sides.add(new ExceptionSide(
                    text(node, "source"),
                    node.hasNonNull("controlFile") ? node.get("controlFile").asLong() : null,
                    node.hasNonNull("file")
                            ? new RecordAddress(
                                    node.get("file").asLong(), node.get("line").asInt())
                            : null,
                    text(node, "value"),
                    node.get("choice").asText()));
        }
        return sides;
    }

    static String writeEvidence(List<ExceptionEvidence> evidence) {
        ArrayNode array = JSON.createArrayNode();
        for (ExceptionEvidence field : evidence) {
            array.addObject()
                    .put("field", field.field())
                    .put("left", field.left())
                    .put("right", field.right())
                    .put("agreement", field.agreement().name())
                    .put("bits", field.bits());
        }
        return array.toString();
    }

    static List<ExceptionEvidence> readEvidence(String json) {
        List<ExceptionEvidence> evidence = new ArrayList<>();
        for (JsonNode node : tree(json)) {
            evidence.add(new ExceptionEvidence(
                    node.get("field").asText(),
                    text(node, "left"),
                    text(node, "right"),
                    ExceptionEvidence.Agreement.valueOf(node.get("agreement").asText()),
                    node.hasNonNull("bits") ? node.get("bits").asDouble() : null));
        }
        return evidence;
    }

    /** The SQL expression for the sides of an exception on one record, {@code r} of the file {@code file}. */
    static String ofRecord(String value) {
        return "jsonb_build_array(" + one(value) + ")";
    }

    /** The SQL expression for the side of a record, {@code r} of the file {@code file}. */
    static String one(String value) {
        return ("jsonb_build_object('source', file.sender, 'file', r.file_id, 'line', r.line, 'value', %s,"
                        + " 'choice', r.file_id || ':' || r.line)")
                .formatted(value);
    }

    private static @Nullable String text(JsonNode node, String member) {
        return node.hasNonNull(member) ? node.get(member).asText() : null;
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A stored exception could not be read", e);
        }
    }
}
