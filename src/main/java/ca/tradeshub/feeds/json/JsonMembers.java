// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.feeds.json;

import ca.tradeshub.canonical.Messages;
import ca.tradeshub.canonical.Text;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The members of one JSON object, flattened to paths ({@code person.clientId}, {@code claims[0].claimed}) with their raw
 * text; numbers are never interpreted. A member that is JSON null counts as absent. Reading is strict: duplicate
 * members, trailing text, oversized numbers, names and nesting are refused.
 */
public final class JsonMembers {

    private static final Messages MESSAGES = Messages.of(JsonMembers.class);
    private static final int MAX_DEPTH = 5;
    private static final int MAX_NAME = 64;
    private static final int MAX_NUMBER = 40;

    /** Characters of a text value; the readers refuse a line of more bytes before it comes here. */
    private static final int MAX_TEXT = 1 << 20;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(MAX_NUMBER)
                    .maxNameLength(MAX_NAME)
                    .maxStringLength(MAX_TEXT)
                    .build())
            .build();

    private final Map<String, @Nullable String> texts = new LinkedHashMap<>();
    private final int maxMembers;

    private JsonMembers(int maxMembers) {
        this.maxMembers = maxMembers;
    }

    /**
     * Reads one object.
     *
     * @param text the whole text, nothing before or after the object
     * @param maxMembers the most members to accept
     * @throws NotOneObject when the text is anything else
     */
    public static JsonMembers parse(String text, int maxMembers) throws NotOneObject {
        JsonMembers members = new JsonMembers(maxMembers);
        try (JsonParser parser = JSON.createParser(text)) {
            try {
                members.readOnly(parser);
            } catch (JsonProcessingException malformed) {
                throw NotOneObject.of(malformed, parser.currentLocation());
            }
            return members;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private void readOnly(JsonParser parser) throws IOException, NotOneObject {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new NotOneObject(MESSAGES.text("json.not-object"), parser);
        }
        readObject(parser, "");
        if (parser.nextToken() != null) {
            throw new NotOneObject(MESSAGES.text("json.followed"), parser);
        }
    }

    private void readObject(JsonParser parser, String prefix) throws IOException, NotOneObject {
        boolean empty = true;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            empty = false;
            String path = prefix + parser.currentName();
            parser.nextToken();
            readValue(parser, path);
        }
        if (empty && !prefix.isEmpty()) {
            put(parser, prefix.substring(0, prefix.length() - 1) + "{}", "");
        }
    }

    private void readValue(JsonParser parser, String path) throws IOException, NotOneObject {
        switch (parser.currentToken()) {
            case START_OBJECT -> readObject(parser, path + ".");
            case START_ARRAY -> {
                int index = 0;
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    readValue(parser, path + "[" + index++ + "]");
                }
                if (index == 0) {
                    put(parser, path + "[]", "");
                }
            }
            case VALUE_NULL -> put(parser, path, null);
            default -> put(parser, path, parser.getText());
        }
    }

    private void put(JsonParser parser, String path, @Nullable String text) throws NotOneObject {
        if (texts.containsKey(path)) {
            throw new NotOneObject(MESSAGES.text("json.same-path"), parser);
        }
        texts.put(path, text);
        if (texts.size() > maxMembers) {
            throw new NotOneObject(MESSAGES.text("json.too-many"), parser);
        }
    }

    /** The raw text of a member, null when it is absent or null. */
    public @Nullable String text(String path) {
        return texts.get(path);
    }

    /** The paths of all members, in the order of the text. */
    public Set<String> names() {
        return texts.keySet();
    }

    /** The text is not one strict JSON object. The messages quote nothing of it. */
    public static final class NotOneObject extends Exception {

        private static final long serialVersionUID = 1;

        private final transient Text reason;
        private final int line;
        private final Integer column;

        private NotOneObject(Text reason, JsonParser parser) {
            this(reason, parser.currentTokenLocation());
        }

        private NotOneObject(Text reason, JsonLocation place) {
            super(reason.en(), null, false, false);
            this.reason = reason;
            this.line = place == null ? 1 : Math.max(1, place.getLineNr());
            this.column = place == null ? 1 : Math.max(1, place.getColumnNr());
        }

        /** The reason, at its own place or, where it has none, where reading stopped. */
        private static NotOneObject of(JsonProcessingException malformed, JsonLocation stopped) {
            JsonLocation place = malformed.getLocation() == null ? stopped : malformed.getLocation();
            String reason = malformed.getOriginalMessage();
            if (malformed instanceof StreamConstraintsException) {
                if (reason.startsWith("Document nesting depth")) {
                    return new NotOneObject(MESSAGES.text("json.nested", MAX_DEPTH), place);
                }
                if (reason.startsWith("Number")) {
                    return new NotOneObject(MESSAGES.text("json.number", MAX_NUMBER), place);
                }
                return new NotOneObject(MESSAGES.text("json.name", MAX_NAME), place);
            }
            if (malformed instanceof JsonEOFException) {
                return new NotOneObject(MESSAGES.text("json.incomplete"), place);
            }
            if (malformed instanceof JsonParseException && reason.startsWith("Duplicate")) {
                return new NotOneObject(MESSAGES.text("json.twice"), place);
            }
            return new NotOneObject(MESSAGES.text("json.unexpected"), place);
        }

        /** What is wrong, and where. */
        public Text placed() {
            return line > 1
                    ? MESSAGES.text("json.at-line", reason, line, column)
                    : MESSAGES.text("json.at", reason, column);
        }

        /** What is wrong. */
        public Text reason() {
            return reason;
        }

        /** The column, counted in characters from 1. */
        public Integer column() {
            return column;
        }
    }
}
