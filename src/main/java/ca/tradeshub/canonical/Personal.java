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

    private Personal() {}

    /** Whether a field, named by its path in the record, identifies a person; its values are never shown. */
    public static boolean isNamedBy(String path) {
        return FIELDS.contains(path.substring(path.lastIndexOf('.') + 1));
    }

    /**
     * The last two characters of an identifier behind stars, for example {@code ******47}: enough to find the record
     * again, not enough to identify the person.
     */
    public static String tail(String identifier) {
        int length = identifier.codePointCount(0, identifier.length());
        int hidden = Math.max(length - TAIL, Math.min(length, TAIL));
        return "*".repeat(hidden) + identifier.substring(identifier.offsetByCodePoints(0, hidden));
    }

    /**
     * The shape of a value: digits become 9, and letters, their marks and other numbers of every script A. Punctuation,
     * spaces and characters that cannot be displayed stay as they are.
     */
    public static String shape(String value) {
        StringBuilder shape = new StringBuilder(value.length());
        value.codePoints().forEach(c -> shape.appendCodePoint(shape(c)));
        return shape.toString();
    }

    private static int shape(int c) {
        return switch (Character.getType(c)) {
            case Character.DECIMAL_DIGIT_NUMBER -> '9';
            case Character.UPPERCASE_LETTER,
                    Character.LOWERCASE_LETTER,
                    Character.TITLECASE_LETTER,
                    Character.MODIFIER_LETTER,
                    Character.OTHER_LETTER,
                    Character.LETTER_NUMBER,
                    Character.OTHER_NUMBER,
                    Character.NON_SPACING_MARK,
                    Character.COMBINING_SPACING_MARK,
                    Character.ENCLOSING_MARK,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> 'A';
            default -> c;
        };
    }
}
