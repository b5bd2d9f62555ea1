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
