// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.mapping;

import ca.tradeshub.feeds.line.SourceLine;
import ca.tradeshub.mapping.conversion.Conversion;
import ca.tradeshub.mapping.conversion.ConversionError;
import ca.tradeshub.mapping.conversion.Target;

/**
 * How one field of a canonical record comes out of a line.
 *
 * @param target the canonical field
 * @param from the sender's name of the field
 * @param emptyWhen a text that means no value, null when only blanks do
 * @param part which part of the text is meant
 * @param conversion reads the text as the target's type
 * @param isRequired whether a line without it is wrong
 * @param whenEmpty the value of a line without it, null for none
 * @param takeFrom the field a line without it takes the value of, null for none
 */
record FieldMapping(
        Target target,
        String from,
        String emptyWhen,
        Part part,
        Conversion conversion,
        boolean isRequired,
        Object whenEmpty,
        Target takeFrom) {

    /** The part of a text before or after a separator. */
    record Part(String separator, boolean after, ConversionError lacksSeparator) {}

    /** The value, null for none, or a {@link ConversionError}. */
    Object read(SourceLine line) {
        String raw = line.text(from);
        if (raw == null) {
            return empty();
        }
        if (Observed.isUnprintable(raw)) {
            return ConversionError.CONTROL_CHARACTER;
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
        return conversion.convert(text);
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

    private Object empty() {
        return isRequired ? ConversionError.REQUIRED : whenEmpty;
    }
}
