// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.cli.match;

import ca.tradeshub.identity.Field;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a column of a CSV file contains of a person. Names are those of the interface agreements. */
public enum PersonColumn {
    CLIENT_ID("clientId", Field.CLIENT_ID),
    ACCOUNT_NUMBER("accountNumber", Field.ACCOUNT_NUMBER),
    SIN("sin", Field.SIN),
    FAMILY_NAME("familyName", Field.FAMILY_NAME),
    GIVEN_NAMES("givenNames", Field.GIVEN_NAMES),
    FORMER_FAMILY_NAME("formerFamilyName", null),
    BIRTH_DATE("birthDate", Field.BIRTH_DATE),
    POSTAL_CODE("postalCode", Field.POSTAL_CODE),
    PROVINCE("province", Field.PROVINCE),
    TRADE("trade", Field.TRADE);

    private final String label;
    private final @Nullable Field field;

    PersonColumn(String label, @Nullable Field field) {
        this.label = label;
        this.field = field;
    }

    /** The column of a name, however its words are joined: {@code familyName}, {@code family_name}. */
    public static Optional<PersonColumn> named(String name) {
        String plain = plain(name);
        return Stream.of(values())
                .filter(column -> plain(column.label).equals(plain))
                .findFirst();
    }

    private static String plain(String name) {
        return name.replaceAll("[ _.-]", "").toLowerCase(Locale.ROOT);
    }

    /** The field that is compared; empty for the former family name, which is compared with family names. */
    public Optional<Field> field() {
        return Optional.ofNullable(field);
    }

    @Override
    public String toString() {
        return label;
    }
}
