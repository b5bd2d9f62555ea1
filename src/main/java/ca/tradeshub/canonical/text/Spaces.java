// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.canonical.text;

/** Spaces in names. */
public final class Spaces {

    private Spaces() {}

    /**
     * A name with one space in place of every run of spaces, of whatever kind: senders type them, or fill columns of a
     * fixed width with them. The file keeps the text as it was sent.
     */
    public static String single(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (isSpace(c) && (c != ' ' || i + 1 < name.length() && isSpace(name.charAt(i + 1)))) {
                return replaced(name, i);
            }
        }
        return name;
    }

    private static String replaced(String name, int first) {
        StringBuilder text = new StringBuilder(name.length()).append(name, 0, first);
        for (int i = first; i < name.length(); i++) {
            if (!isSpace(name.charAt(i))) {
                text.append(name.charAt(i));
            } else if (i == first || !isSpace(name.charAt(i - 1))) {
                text.append(' ');
            }
        }
        return text.toString();
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c > '~' && Character.isSpaceChar(c);
    }
}
