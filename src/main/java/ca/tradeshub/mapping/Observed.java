// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.mapping;

import ca.tradeshub.canonical.Personal;
import ca.tradeshub.canonical.VisibleText;
import ca.tradeshub.protection.Masking;

/** A sender's value as an error may show it. */
final class Observed {

    private static final int SHOWN = 60;

    private Observed() {}

    /**
     * Whether the text holds something no field may hold: control characters, line separators, characters that turn the
     * direction of text, halves of characters.
     */
    static boolean isUnprintable(String text) {
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
                    || c == '\uFFFE'
                    || c == '\uFFFF') {
                return true;
            }
            if (Character.isSurrogate(c)) {
                boolean isPair = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!isPair) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }

    /** The value as {@link Masking#value} shows it, short and printable; null for null. */
    static String of(String value, Masking.Column column) {
        return value == null ? null : VisibleText.of(Masking.value(column, value), SHOWN);
    }

    /** The name of a member as a finding shows it. */
    static String name(String member) {
        return VisibleText.of(Masking.looksLikeIdentifier(member) ? Personal.shape(member) : member, SHOWN);
    }
}
