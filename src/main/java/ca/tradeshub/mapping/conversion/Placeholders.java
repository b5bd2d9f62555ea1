// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.mapping.conversion;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The texts that other systems write where they do not have a value, for example {@code #N/A} or {@code 9999-12-31}. A
 * table defines for each kind of field whether such a text means no value, or is taken with a warning because it may
 * also be one.
 *
 * <p>A damaged value, for example {@code #REF!}, counts as absent in a text, but never in a date: an
 * absent date is a fact, for example employment that has not ended.
 */
public final class Placeholders {

    /** The kinds of fields that the table distinguishes. */
    public enum Kind {
        /** Every field, dates included: what other systems write for no value, and never for a lost one. */
        ANY,
        /** Every field of text. */
        TEXT,
        /** Names of a person. */
        NAME,
        /** Names of employers and other sponsors. */
        BUSINESS,
        /** Identifiers of persons, agreements and certificates. */
        NUMBER,
        /** Dates. */
        DATE,
        /** Dates of birth. */
        BIRTH;

        private boolean isDate() {
            return this == DATE || this == BIRTH;
        }
    }

    /** What a placeholder means. */
    public enum Meaning {
        /** No value. */
        ABSENT,
        /** Perhaps a value: taken, with a warning. */
        WARN,
        /** A value in this kind of field, though not in others. */
        VALUE
    }

    /** Ends a text that is one character, repeated any number of times more. */
    private static final char AND_MORE = '…';

    private static final int LONGEST = 64;

    private static final List<String> HEADER = List.of("kind", "text", "meaning");

    private final String source;
    private final Map<Kind, Table> tables = new EnumMap<>(Kind.class);

    private Placeholders(String source) {
        this.source = source;
        for (Kind kind : Kind.values()) {
            tables.put(kind, new Table());
        }
    }

    /**
     * Reads a table: a header row {@code kind,text,meaning}, then one placeholder a line. An ellipsis at the end of a
     * text means any more of the character before it.
     *
     * @throws BadTableException with line and reason, when the table is wrong
     */
    public static Placeholders parse(String csv) {
        Placeholders placeholders = new Placeholders(csv);
        TableText.read(csv, HEADER, "a kind, a text and a meaning", placeholders::add);
        return placeholders;
    }

    /** The text that the table was read from. */
    public String source() {
        return source;
    }

    private void add(int line, List<String> row) {
        if (row.size() != 3 || row.get(1).isEmpty() || row.get(1).length() > LONGEST) {
            throw new BadTableException(
                    line, "a line must have a kind, a text of at most " + LONGEST + " characters and a meaning");
        }
        Kind kind = constant(line, Kind.class, row.get(0), "kind");
        Meaning meaning = constant(line, Meaning.class, row.get(2), "meaning");
        Table table = table(kind);
        LocalDate date = kind.isDate() ? date(row.get(1)) : null;
        if (date != null) {
            table.dates.put(date, meaning);
        } else {
            table.add(line, row.get(1), meaning);
        }
    }

    private Table table(Kind kind) {
        return Objects.requireNonNull(tables.get(kind), "each kind has a table");
    }

    private static @Nullable LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException isText) {
            return null;
        }
    }

    private static <E extends Enum<E>> E constant(int line, Class<E> type, String text, String what) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(text)) {
                return constant;
            }
        }
        throw new BadTableException(line, "unknown " + what + " '" + text + "'");
    }

    /** The placeholders of one kind of field. Rows of the kind prevail over those of all text, all dates or any field. */
    public OfKind of(Kind kind) {
        Table rows = new Table();
        rows.addAll(table(Kind.ANY));
        rows.addAll(table(kind.isDate() ? Kind.DATE : Kind.TEXT));
        rows.addAll(table(kind));
        return new OfKind(kind, rows);
    }

    /** Fields that do not have placeholders: their conversion rejects every text that is not a value. */
    public OfKind ofOther() {
        return new OfKind(Kind.TEXT, new Table());
    }

    /** The placeholders of one kind of field. */
    public static final class OfKind {

        private final Kind kind;
        private final Table rows;

        private OfKind(Kind kind, Table rows) {
            this.kind = kind;
            this.rows = rows;
        }

        public Kind kind() {
            return kind;
        }

        /** What a text means; null when it is not a placeholder. */
        public @Nullable Meaning meaning(String text) {
            Meaning meaning = rows.of(text);
            return meaning == Meaning.VALUE ? null : meaning;
        }

        /** What a date means; null when it is not a placeholder. */
        public @Nullable Meaning meaning(LocalDate date) {
            return rows.dates.get(date);
        }
    }

    /** The rows of one kind. */
    private static final class Table {

        private final Map<String, Meaning> texts = new HashMap<>();
        private final Map<LocalDate, Meaning> dates = new HashMap<>();

        /** Texts of one character, repeated: the least length and the meaning by the character in lower case. */
        private final Map<Character, Map.Entry<Integer, Meaning>> repeated = new HashMap<>();

        /** The lengths that texts beginning with an ASCII character have, as bits; most texts fail here. */
        private final long[] lengths = new long[0x80];

        void add(int line, String written, Meaning meaning) {
            String text = written.toLowerCase(Locale.ROOT);
            if (text.charAt(text.length() - 1) == AND_MORE) {
                String start = text.substring(0, text.length() - 1);
                if (start.isEmpty() || !isOneCharacter(start)) {
                    throw new BadTableException(line, "before … there must be one character, perhaps repeated");
                }
                repeated.put(start.charAt(0), Map.entry(start.length(), meaning));
                lengths[index(start.charAt(0))] |= -1L << start.length() - 1;
            } else {
                texts.put(text, meaning);
                lengths[index(text.charAt(0))] |= 1L << text.length() - 1;
            }
        }

        void addAll(Table other) {
            texts.putAll(other.texts);
            dates.putAll(other.dates);
            repeated.putAll(other.repeated);
            for (int i = 0; i < lengths.length; i++) {
                lengths[i] |= other.lengths[i];
            }
        }

        @Nullable
        Meaning of(String text) {
            int length = Math.min(text.length(), LONGEST);
            char first = text.charAt(0);
            if ((lengths[index(first >= 'A' && first <= 'Z' ? (char) (first + ' ') : first)] & 1L << length - 1) == 0) {
                return null;
            }
            String lower = text.toLowerCase(Locale.ROOT);
            Meaning exact = texts.get(lower);
            if (exact != null) {
                return exact;
            }
            Map.Entry<Integer, Meaning> more = repeated.get(lower.charAt(0));
            return more != null && lower.length() >= more.getKey() && isOneCharacter(lower) ? more.getValue() : null;
        }

        /** All characters above ASCII share a place. */
        private static int index(char c) {
            return c < 0x80 ? c : 0;
        }

        private static boolean isOneCharacter(String text) {
            for (int i = 1; i < text.length(); i++) {
                if (text.charAt(i) != text.charAt(0)) {
                    return false;
                }
            }
            return true;
        }
    }
}
