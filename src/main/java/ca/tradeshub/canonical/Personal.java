// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.canonical;

import java.util.Set;

/** Which fields identify a person, and what may be shown of them: their shape. */
public final class Personal {

    private static final Set<String> FIELDS = Set.of(
            "sin",
            "clientId",
            "accountNumber",
            "memberNumber",
            "familyName",
            "givenNames",
            "formerFamilyName",
            "birthDate",
            "postalCode");

    private static final int TAIL = 2;

    private static final int LONGEST_SAFE_NUMBER = 8;

    /** Letters that are written for digits. */
    private static final String MISREAD = "OoIlSBZ";

    private Personal() {}

    /** Whether a field, named by its path in the record, identifies a person; its values are never shown. */
    public static boolean isNamedBy(String path) {
        return FIELDS.contains(path.substring(path.lastIndexOf('.') + 1));
    }

    /**
     * Whether a value may be an identifier of a person although its field is not for one: it has more digits in a row
     * than other values have, however groups of them are set apart, or letters written for some of them.
     */
    public static boolean looksLikeIdentifier(String value) {
        int length = 0;
        int misread = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (Character.isDigit(c)) {
                length++;
            } else if (MISREAD.indexOf(c) >= 0) {
                length++;
                misread++;
            } else if (Character.isLetter(c)) {
                // A letter that is not a misread digit ends the number. Every other character between digits is
                // ignored.
                length = 0;
                misread = 0;
            }
            if (length > LONGEST_SAFE_NUMBER && misread * 2 < length) {
                return true;
            }
        }
        return false;
    }

    /**
     * The last two characters of an identifier behind stars, for example {@code ******47}: enough to find the record
     * again, not enough to identify the person.
     */
    public static String tail(String identifier) {
        int hidden = Math.max(identifier.length() - TAIL, Math.min(identifier.length(), TAIL));
        return "*".repeat(hidden) + identifier.substring(hidden);
    }

    /** The shape of a value: digits become 9 and letters A. */
    public static String shape(String value) {
        StringBuilder shape = new StringBuilder(value.length());
        value.codePoints()
                .forEach(c -> shape.appendCodePoint(Character.isDigit(c) ? '9' : Character.isLetter(c) ? 'A' : c));
        return shape.toString();
    }
}
