// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.mapping.conversion;

import ca.tradeshub.canonical.Messages;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.canonical.text.IdentifierDamage;
import java.util.Locale;

/**
 * Why a text cannot be converted. Conversions return it in place of a value.
 *
 * @param code a {@code MAP-} code (interface agreements, section 1)
 * @param message what is wrong and what is expected
 */
public record ConversionError(String code, Text message) {

    private static final Messages MESSAGES = Messages.of(ConversionError.class);
    private static final int REPLACEMENT = 0xFFFD;

    public static final ConversionError REQUIRED = of("MAP-REQUIRED", "required");
    public static final ConversionError DOUBLE_ENCODED = of("MAP-TEXT", "double-encoded");
    public static final ConversionError ESCAPED = of("MAP-TEXT", "escaped");
    public static final ConversionError REQUIRED_PLACEHOLDER = of("MAP-REQUIRED", "placeholder-required");
    public static final ConversionError NAME_PLACEHOLDER = of("MAP-REQUIRED", "placeholder-name");
    public static final ConversionError PLACEHOLDER_PASSED_OVER = of("MAP-PLACEHOLDER", "placeholder-absent");
    public static final ConversionError PLACEHOLDER_TAKEN = of("MAP-PLACEHOLDER", "placeholder-taken");
    public static final ConversionError NAME_WITHOUT_LETTERS = of("MAP-TEXT", "name-without-letters");
    public static final ConversionError NAME_WITH_LOST_CHARACTERS = of("MAP-TEXT", "name-with-lost-characters");
    public static final ConversionError NO_NAME = of("MAP-REQUIRED", "no-name");
    static final ConversionError NO_SUCH_DAY = of("MAP-DATE", "no-such-day");
    public static final ConversionError END_BEFORE_START = of("MAP-PERIOD", "end-before-start");
    public static final ConversionError UNKNOWN_MEMBER = of("MAP-JSON", "unknown-member");

    private static ConversionError of(String code, String key, Object... values) {
        return new ConversionError(code, MESSAGES.text(key, values));
    }

    /** A character that no field may contain, at a position counted in characters from 1. */
    static ConversionError unprintable(int point, int position) {
        String code = String.format(Locale.ROOT, "U+%04X", point);
        if (point == REPLACEMENT) {
            return of("MAP-TEXT", "replacement-character", position);
        }
        if (point == 0) {
            return of("MAP-TEXT", "nul-character", position);
        }
        boolean isC1 = point >= 0x80 && point < 0xA0;
        return of("MAP-TEXT", isC1 ? "misread-control-character" : "control-character", code, position);
    }

    /** A text that does not have the form of an identifier. */
    static ConversionError noIdentifier(String text) {
        return new ConversionError("MAP-IDENTIFIER", IdentifierDamage.describe(text));
    }

    static ConversionError tooLong(int max) {
        return of("MAP-LENGTH", "too-long", max);
    }

    static ConversionError noDate(String pattern) {
        return of("MAP-DATE", "no-date", pattern);
    }

    /**
     * A text that is not the wanted number.
     *
     * @param key what is wanted, by the key of its words
     */
    static ConversionError noNumber(String key, Object... values) {
        Text wanted = MESSAGES.text("wanted." + key, values);
        return of("MAP-NUMBER", "no-number", wanted);
    }

    static ConversionError tooLarge(int digits) {
        return of("MAP-NUMBER", "too-large", digits);
    }

    static ConversionError noCode(Iterable<String> codes) {
        String list = String.join(", ", codes);
        String shown = list.length() > 200 ? list.substring(0, 200) + "…" : list;
        return of("MAP-CODE", "no-code", shown);
    }

    public static ConversionError lacks(String separator) {
        return of("MAP-TEXT", "lacks", separator);
    }
}
