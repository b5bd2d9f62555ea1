// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.feeds.json;

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

/**
 * The members of one JSON object, flattened to paths ({@code person.clientId}, {@code claims[0].claimed}) with their raw
 * text; numbers are never interpreted. A member that is JSON null counts as absent. Reading is strict: duplicate
 * members, trailing text, monstrous numbers, names and nesting are refused.
 */
public final class JsonMembers {

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

    private final Map<String, String> texts = new LinkedHashMap<>();
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
            throw new NotOneObject("it is not an object", "ce n'est pas un objet", parser);
        }
        readObject(parser, "");
        if (parser.nextToken() != null) {
            throw new NotOneObject(
                    "the object is followed by other text", "l'objet est suivi d'un autre texte", parser);
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

    private void put(JsonParser parser, String path, String text) throws NotOneObject {
        if (texts.containsKey(path)) {
            throw new NotOneObject("two members have the same path", "deux membres ont le même chemin", parser);
        }
        texts.put(path, text);
        if (texts.size() > maxMembers) {
            throw new NotOneObject("it has too many members", "il a trop de membres", parser);
        }
    }

    /** The raw text of a member, null when it is absent or null. */
    public String text(String path) {
        return texts.get(path);
    }

    /** The paths of all members, in the order of the text. */
    public Set<String> names() {
        return texts.keySet();
    }

    /** The text is not one strict JSON object. The messages quote nothing of it. */
    public static final class NotOneObject extends Exception {

        private static final long serialVersionUID = 1;

        private final String reasonFr;
        private final int line;
        private final Integer column;

        private NotOneObject(String reason, String reasonFr, JsonParser parser) {
            this(reason, reasonFr, parser.currentTokenLocation());
        }

        private NotOneObject(String reason, String reasonFr, JsonLocation place) {
            super(reason, null, false, false);
            this.reasonFr = reasonFr;
            this.line = place == null ? 1 : Math.max(1, place.getLineNr());
            this.column = place == null ? 1 : Math.max(1, place.getColumnNr());
        }

        /** The reason, at its own place or, where it has none, where reading stopped. */
        private static NotOneObject of(JsonProcessingException malformed, JsonLocation stopped) {
            JsonLocation place = malformed.getLocation() == null ? stopped : malformed.getLocation();
            String reason = malformed.getOriginalMessage();
            if (malformed instanceof StreamConstraintsException) {
                if (reason.startsWith("Document nesting depth")) {
                    return new NotOneObject(
                            "it is nested more than " + MAX_DEPTH + " levels deep",
                            "il est imbriqué sur plus de " + MAX_DEPTH + " niveaux",
                            place);
                }
                if (reason.startsWith("Number")) {
                    return new NotOneObject(
                            "a number in it has more than " + MAX_NUMBER + " digits",
                            "un nombre y a plus de " + MAX_NUMBER + " chiffres",
                            place);
                }
                return new NotOneObject(
                        "a name in it has more than " + MAX_NAME + " characters",
                        "un nom y a plus de " + MAX_NAME + " caractères",
                        place);
            }
            if (malformed instanceof JsonEOFException) {
                return new NotOneObject("it is incomplete", "il est incomplet", place);
            }
            if (malformed instanceof JsonParseException && reason.startsWith("Duplicate")) {
                return new NotOneObject("a member occurs twice", "un membre y figure deux fois", place);
            }
            return new NotOneObject("an unexpected character", "un caractère inattendu", place);
        }

        /** What is wrong, and where. */
        public String placed() {
            return getMessage() + ", at " + (line > 1 ? "line " + line + ", " : "") + "character " + column;
        }

        /** What is wrong, and where, in French. */
        public String placedFr() {
            return reasonFr + (line > 1 ? ", à la ligne " + line + ", caractère " : ", au caractère ") + column;
        }

        /** What is wrong, in French. */
        public String reasonFr() {
            return reasonFr;
        }

        /** The column, counted in characters from 1. */
        public Integer column() {
            return column;
        }
    }
}
