// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.overview.messages;

import ca.tradeshub.canonical.Personal;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The content of a message, field by field. Parts of a list are named by what identifies them, for example {@code
 * certificates[ON/1234567890]}, so that a part that comes or goes does not change the names of the others.
 */
final class MessageContent {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Differs in every version; says nothing of the content. */
    private static final Set<String> ENVELOPE =
            Set.of("messageId", "kind", "version", "supersedes", "decidedAt", "rulesVersion");

    /** The records that a message is based on; a reader wants to see first what follows from them. */
    private static final String SOURCES = "sources[";

    /** What identifies a part of a list. */
    private static final List<List<String>> NAMES = List.of(
            List.of("file", "line"), List.of("source"), List.of("number"), List.of("id"), List.of("rule", "field"));

    private final Map<String, String> fields = new LinkedHashMap<>();

    private MessageContent() {}

    /** The content of a body; an empty one for null. */
    static MessageContent of(@Nullable String body) {
        MessageContent content = new MessageContent();
        if (body != null) {
            try {
                content.add("", JSON.readTree(body));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("A stored message cannot be read back", e);
            }
        }
        return content;
    }

    private void add(String path, JsonNode node) {
        if (node.isObject()) {
            node.properties()
                    .forEach(field ->
                            add(path.isEmpty() ? field.getKey() : path + "." + field.getKey(), field.getValue()));
        } else if (node.isArray()) {
            Map<String, Integer> seen = new HashMap<>();
            for (JsonNode part : node) {
                String name = name(part);
                int times = seen.merge(name, 1, Integer::sum);
                add(path + "[" + (name.isEmpty() ? times : times == 1 ? name : name + " " + times) + "]", part);
            }
        } else if (!node.isNull() && !node.isMissingNode()) {
            fields.put(path, node.asText());
        }
    }

    private static String name(JsonNode part) {
        if (!part.isObject()) {
            return "";
        }
        for (List<String> members : NAMES) {
            if (part.hasNonNull(members.get(0))) {
                List<String> values = new ArrayList<>();
                for (String member : members) {
                    JsonNode value = part.path(member);
                    if (value.isObject()) {
                        values.add(name(value));
                    } else if (!value.isMissingNode() && !value.isNull()) {
                        values.add(value.asText());
                    }
                }
                return String.join(":", values);
            }
        }
        return "";
    }

    /** The fields in the order of the body. */
    List<MessageField> fields(boolean isRevealed) {
        return fields.entrySet().stream()
                .map(field -> MessageField.of(field.getKey(), field.getValue(), isRevealed))
                .toList();
    }

    /** What is different in a later content, without the envelope; the records that it is based on come last. */
    List<MessageChange> changesTo(MessageContent later) {
        Set<String> paths = new LinkedHashSet<>(later.fields.keySet());
        paths.addAll(fields.keySet());
        return paths.stream()
                .filter(path -> !ENVELOPE.contains(path))
                .filter(path -> !Objects.equals(fields.get(path), later.fields.get(path)))
                .sorted(Comparator.comparing(path -> path.startsWith(SOURCES)))
                .map(path -> new MessageChange(
                        path,
                        shown(path, fields.get(path)),
                        shown(path, later.fields.get(path)),
                        Personal.isNamedBy(path)))
                .toList();
    }

    private static @Nullable String shown(String path, @Nullable String value) {
        return value == null ? null : MessageField.of(path, value, false).value();
    }
}
