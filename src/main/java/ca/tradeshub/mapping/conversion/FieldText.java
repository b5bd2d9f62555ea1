// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.mapping.conversion;

import ca.tradeshub.canonical.text.MisreadUtf8;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is wrong with the text of a field, whatever value it has. */
public final class FieldText {

    /** Only ASCII characters that are text. */
    public static final int PLAIN = 0;

    /** Characters above ASCII. */
    private static final int BEYOND_ASCII = 1;

    /** A character that begins an escape of HTML, JSON, a URL or a mail. */
    private static final int ESCAPES = 2;

    /** Something that no field may contain. */
    private static final int UNPRINTABLE = 4;

    private static final boolean[] BEGINS_ESCAPE = new boolean[0x80];

    static {
        for (char c : "&\\%=+".toCharArray()) {
            BEGINS_ESCAPE[c] = true;
        }
    }

    /** Escapes of HTML, JSON, URLs, quoted-printable and UTF-7. A single {@code %} or {@code &} is text. */
    private static final Pattern ESCAPE = Pattern.compile("&(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});"
            + "|\\\\u[0-9a-fA-F]{4}|\\\\x[0-9a-fA-F]{2}"
            + "|%(C[23]|E2)%[89AB][0-9A-F]|%2[0-9A-F]|=C[23]=[89AB][0-9A-F]|\\+A[A-Za-z0-9+/]{2,}-");

    private static final int REPLACEMENT = 0xFFFD;

    private FieldText() {}

    /** Scans a text once; the other methods use the result. */
    public static int scan(String text) {
        int found = PLAIN;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c < 0x7F) {
                found |= BEGINS_ESCAPE[c] ? ESCAPES : 0;
            } else if (c < 0x80) {
                return UNPRINTABLE;
            } else {
                found |= BEYOND_ASCII;
            }
        }
        return (found & BEYOND_ASCII) != 0 && firstUnprintable(text) >= 0 ? UNPRINTABLE : found;
    }

    /**
     * The error of a text that contains something no field may contain: control characters, line separators,
     * characters that turn the direction of text, halves of characters, a character that replaces a lost one.
     *
     * @param scanned what {@link #scan} found
     */
    public static @Nullable ConversionError error(String text, int scanned) {
        if (scanned != UNPRINTABLE) {
            return null;
        }
        int at = firstUnprintable(text);
        return ConversionError.unprintable(text.codePointAt(at), text.codePointCount(0, at) + 1);
    }

    /**
     * A warning about a text that another system has encoded twice or left escaped; null when there is nothing to warn
     * about.
     *
     * @param scanned what {@link #scan} found
     */
    public static @Nullable ConversionError warning(String text, int scanned) {
        if ((scanned & BEYOND_ASCII) != 0 && MisreadUtf8.isDoubleEncoded(text)) {
            return ConversionError.DOUBLE_ENCODED;
        }
        return (scanned & ESCAPES) != 0 && ESCAPE.matcher(text).find() ? ConversionError.ESCAPED : null;
    }

    private static int firstUnprintable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c < 0x7F) {
                continue;
            }
            if (Character.isISOControl(c)
                    || c == '\u2028'
                    || c == '\u2029'
                    || c == '\u061C'
                    || c == '\u200E'
                    || c == '\u200F'
                    || c >= '\u202A' && c <= '\u202E'
                    || c >= '\u2066' && c <= '\u2069'
                    || c == REPLACEMENT
                    || c == '\uFFFE'
                    || c == '\uFFFF') {
                return i;
            }
            if (Character.isSurrogate(c)) {
                boolean isPair = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!isPair) {
                    return i;
                }
                i++;
            }
        }
        return -1;
    }
}
