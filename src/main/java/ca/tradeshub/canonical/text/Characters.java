// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.canonical.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Counts characters as a reader of the text does. */
public final class Characters {

    private static final Pattern CHARACTER = Pattern.compile("\\X");

    /** A letter with more marks than this is not a character of a language. */
    private static final int MOST_CODES = 8;

    private Characters() {}

    /**
     * Whether a text has more characters than this. A letter with its combining marks, and a letter outside the Basic
     * Multilingual Plane, is one character.
     */
    public static boolean areMoreThan(String text, int max) {
        if (text.length() <= max) {
            return false;
        }
        if (text.codePointCount(0, text.length()) > (long) max * MOST_CODES) {
            return true;
        }
        Matcher matcher = CHARACTER.matcher(text);
        int count = 0;
        while (count <= max && matcher.find()) {
            count++;
        }
        return count > max;
    }
}
