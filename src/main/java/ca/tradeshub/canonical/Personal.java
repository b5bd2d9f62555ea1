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

    private Personal() {}

    /** Whether a field, named by its path in the record, identifies a person; its values are never shown. */
    public static boolean isNamedBy(String path) {
        return FIELDS.contains(path.substring(path.lastIndexOf('.') + 1));
    }

    /** The shape of a value: digits become 9 and letters A. */
    public static String shape(String value) {
        StringBuilder shape = new StringBuilder(value.length());
        value.chars().forEach(c -> shape.append(Character.isDigit(c) ? '9' : Character.isLetter(c) ? 'A' : (char) c));
        return shape.toString();
    }
}
