// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.records;

import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * An identifier of a person. Two records that share one belong to the same person.
 *
 * @param kind what kind of identifier
 * @param value its value; of a social insurance number only the keyed hash
 */
public record PersonIdentifier(Kind kind, String value) implements Comparable<PersonIdentifier> {

    /** The identifiers the feeds carry. */
    public enum Kind {
        CLIENT("client_id"),
        ACCOUNT("account_number"),
        SIN("sin_hash");

        private final String column;

        Kind(String column) {
            this.column = column;
        }

        /** The column of the registrations that holds it. */
        String column() {
            return column;
        }
    }

    /** Reads an identifier in the form of the table {@code dirty_key}, for example {@code account:12345678}. */
    public static PersonIdentifier parse(String text) {
        int colon = text.indexOf(':');
        return new PersonIdentifier(
                Kind.valueOf(text.substring(0, colon).toUpperCase(Locale.ROOT)), text.substring(colon + 1));
    }

    /** The identifier in the form of {@link #parse}. */
    public String text() {
        return kind.name().toLowerCase(Locale.ROOT) + ":" + value;
    }

    /** The values of one kind. */
    public static List<String> values(Collection<PersonIdentifier> identifiers, Kind kind) {
        return identifiers.stream()
                .filter(identifier -> identifier.kind == kind)
                .map(PersonIdentifier::value)
                .distinct()
                .toList();
    }

    @Override
    public int compareTo(PersonIdentifier other) {
        int byKind = kind.compareTo(other.kind);
        return byKind != 0 ? byKind : value.compareTo(other.value);
    }
}
