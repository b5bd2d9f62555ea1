// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.canonical;

import java.util.Locale;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Makes untrusted text safe to display on a terminal, in a sentence or in a cell of a table. */
public final class VisibleText {

    /**
     * What a spreadsheet takes for the start of a formula, where a cell begins: at the start of the text, and behind a
     * semicolon, at which spreadsheets set to French or German cut a line.
     */
    private static final Pattern MAY_ACT = Pattern.compile("(^|;)([\\s\\p{Z}\"]*[=+\\-@\uFF1D\uFF0B\uFF0D\uFF20])");

    private static final Pattern DEFUSED = Pattern.compile("(^|;)'([\\s\\p{Z}\"]*[=+\\-@\uFF1D\uFF0B\uFF0D\uFF20])");

    private static final Pattern SEEN = Pattern.compile("[^\\p{Z}\\p{C}]");

    private VisibleText() {}

    /** Whether a text shows nothing: it has only spaces, controls and characters without a width. */
    public static boolean isBlank(String text) {
        return !SEEN.matcher(text).find();
    }

    /** The text with every invisible or controlling character replaced by its code; empty for null. */
    public static String of(@Nullable String text) {
        if (text == null) {
            return "";
        }
        return isPrintableAscii(text) ? text : replaced(text.codePoints(), VisibleText::code);
    }

    /** Nearly every text: it needs no look at its characters' types. */
    private static boolean isPrintableAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    /** As {@link #of(String)}, but of the first characters only, followed by an ellipsis, where the text is longer. */
    public static String of(@Nullable String text, int longest) {
        if (text == null || text.codePointCount(0, text.length()) <= longest) {
            return of(text);
        }
        return replaced(text.codePoints().limit(longest), VisibleText::code) + "…";
    }

    /** As {@link #of(String)}, for a cell of a table: a spreadsheet takes nothing in it for a formula. */
    public static String inCell(@Nullable String text) {
        String visible = of(text);
        return mayAct(visible) ? MAY_ACT.matcher(visible).replaceAll("$1'$2") : visible;
    }

    /** Whether {@link #MAY_ACT} can be found: not if each part between semicolons begins with a letter or a digit. */
    private static boolean mayAct(String text) {
        int start = 0;
        while (start < text.length() && Character.isLetterOrDigit(text.charAt(start))) {
            int semicolon = text.indexOf(';', start);
            if (semicolon < 0) {
                return false;
            }
            start = semicolon + 1;
        }
        return start < text.length();
    }

    /** The text that {@link #inCell} wrote into a cell, when the table comes back from a spreadsheet. */
    public static String fromCell(String cell) {
        return DEFUSED.matcher(cell).replaceAll("$1$2");
    }

    /** The text with a space in place of every invisible or controlling character. */
    public static String blanked(String text) {
        return replaced(text.codePoints(), point -> " ");
    }

    /** Whether a character is displayed as it is: it is assigned, public, and does not control other text. */
    public static boolean isVisible(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    private static String replaced(IntStream points, IntFunction<String> replacement) {
        StringBuilder visible = new StringBuilder();
        points.forEach(point -> {
            if (isVisible(point)) {
                visible.appendCodePoint(point);
            } else {
                visible.append(replacement.apply(point));
            }
        });
        return visible.toString();
    }

    private static String code(int point) {
        return "\\u{" + Integer.toHexString(point).toUpperCase(Locale.ROOT) + '}';
    }
}
