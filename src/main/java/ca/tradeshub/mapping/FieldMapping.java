// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.mapping;

import ca.tradeshub.canonical.text.Spaces;
import ca.tradeshub.feeds.line.SourceLine;
import ca.tradeshub.mapping.conversion.Conversion;
import ca.tradeshub.mapping.conversion.ConversionError;
import ca.tradeshub.mapping.conversion.FieldText;
import ca.tradeshub.mapping.conversion.Noted;
import ca.tradeshub.mapping.conversion.Placeholders;
import ca.tradeshub.mapping.conversion.Target;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * How one field of a canonical record comes out of a line.
 *
 * @param target the canonical field
 * @param from the sender's name of the field
 * @param emptyWhen a text that means no value, null when only blanks do
 * @param part which part of the text is meant
 * @param conversion reads the text as the target's type
 * @param absence what a line without it means
 * @param placeholders the texts that other systems write in place of a value of this field
 */
record FieldMapping(
        Target target,
        String from,
        @Nullable String emptyWhen,
        @Nullable Part part,
        Conversion conversion,
        Absence absence,
        Placeholders.OfKind placeholders) {

    /** Written in place of the given names or the family name of a person who has one name. */
    static final String NO_NAME = "-";

    /**
     * What a line without the field means.
     *
     * @param isError whether the line is wrong
     * @param value the value of such a line, null for none
     * @param takenFrom the field whose value is taken, null for none
     */
    record Absence(boolean isError, @Nullable Object value, @Nullable Target takenFrom) {}

    /** The part of a text before or after a separator. */
    record Part(String separator, boolean after, ConversionError lacksSeparator) {}

    /** The value, null for none, a value that is {@link Noted}, or a {@link ConversionError}. */
    @Nullable
    Object read(SourceLine line) {
        String raw = line.text(from);
        if (raw == null) {
            return empty();
        }
        int scanned = FieldText.scan(raw);
        ConversionError unprintable = FieldText.error(raw, scanned);
        if (unprintable != null) {
            return unprintable;
        }
        String text = stripped(raw);
        if (text.isEmpty() || text.equals(emptyWhen)) {
            return empty();
        }
        if (part != null) {
            int at = text.indexOf(part.separator());
            if (at < 0) {
                return part.lacksSeparator();
            }
            text = stripped(part.after() ? text.substring(at + part.separator().length()) : text.substring(0, at));
            if (text.isEmpty()) {
                return empty();
            }
        }
        if (target.type() == LocalDate.class) {
            return readDate(text);
        }
        return readText(isName() ? Spaces.single(text) : text, scanned);
    }

    private boolean isName() {
        return placeholders.kind() == Placeholders.Kind.NAME || placeholders.kind() == Placeholders.Kind.BUSINESS;
    }

    private Object readDate(String text) {
        Object value = conversion.convert(text);
        if (value instanceof LocalDate date) {
            Placeholders.Meaning meaning = placeholders.meaning(date);
            return meaning == null ? value : noted(value, meaning);
        }
        return absence.isError() || placeholders.meaning(text) != Placeholders.Meaning.ABSENT
                ? value
                : noted(value, Placeholders.Meaning.ABSENT);
    }

    private Object readText(String text, int scanned) {
        Object value = conversion.convert(text);
        Placeholders.Meaning meaning = placeholders.meaning(text);
        if (meaning != null) {
            return noted(value, meaning);
        }
        if (value instanceof ConversionError) {
            return value;
        }
        if (placeholders.kind() == Placeholders.Kind.NAME) {
            if (!hasLetter(text) && !text.equals(NO_NAME)) {
                return ConversionError.NAME_WITHOUT_LETTERS;
            }
            if (text.indexOf('?') >= 0) {
                return new Noted(value, ConversionError.NAME_WITH_LOST_CHARACTERS);
            }
        }
        ConversionError warning = scanned == FieldText.PLAIN ? null : FieldText.warning(text, scanned);
        return warning == null ? value : new Noted(value, warning);
    }

    private static boolean hasLetter(String text) {
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            if (Character.isAlphabetic(text.codePointAt(i))) {
                return true;
            }
        }
        return false;
    }

    private Object noted(Object value, Placeholders.Meaning meaning) {
        if (meaning == Placeholders.Meaning.ABSENT) {
            if (!absence.isError()) {
                return new Noted(absence.value(), ConversionError.PLACEHOLDER_PASSED_OVER);
            }
            return placeholders.kind() == Placeholders.Kind.NAME
                    ? ConversionError.NAME_PLACEHOLDER
                    : ConversionError.REQUIRED_PLACEHOLDER;
        }
        return value instanceof ConversionError ? value : new Noted(value, ConversionError.PLACEHOLDER_TAKEN);
    }

    /** The text without what shows nothing before and after it, spaces that do not break a line among it. */
    private static String stripped(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isBlank(text.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isBlank(char c) {
        return c == ' '
                || c > '~'
                        && (Character.isSpaceChar(c)
                                || Character.isWhitespace(c)
                                || Character.getType(c) == Character.FORMAT);
    }

    private @Nullable Object empty() {
        return absence.isError() ? ConversionError.REQUIRED : absence.value();
    }
}
