// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.mapping.survivorship;

import ca.tradeshub.canonical.Feed;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which source wins, field by field, where the records of one person state different values. The other values stay in the
 * records and are shown with the explanation.
 *
 * @param preferences the preference of every field
 */
public record Survivorship(Map<Field, Preference> preferences) {

    /** Every field has a preference. */
    public Survivorship {
        preferences = Map.copyOf(preferences);
        if (preferences.size() != Field.values().length) {
            throw new IllegalArgumentException("every field needs a preference");
        }
    }

    /** What is published of a person. */
    public enum Field {
        ACCOUNT_NUMBER("accountNumber"),
        CLIENT_ID("clientId"),
        FAMILY_NAME("familyName"),
        GIVEN_NAMES("givenNames"),
        FORMER_FAMILY_NAME("formerFamilyName"),
        BIRTH_DATE("birthDate");

        private final String wireName;

        Field(String wireName) {
            this.wireName = wireName;
        }

        /** The name in messages and in the table. */
        public String wireName() {
            return wireName;
        }

        /** The field of a name. */
        public static Optional<Field> ofWireName(String name) {
            return Arrays.stream(values())
                    .filter(field -> field.wireName.equals(name))
                    .findFirst();
        }
    }

    /** Which of the values of a source wins. */
    public enum Rule {
        /** The value of the newest record, also when it states none. */
        NEWEST,
        /** The value of the newest record that states one; else of the next source. */
        NEWEST_STATED,
        /** The longest value over all sources; of equally long ones that of the first source, then of the newest record. */
        MOST_COMPLETE,
        /** The lowest value; it stays the same when another record arrives, except when that is lower. */
        LOWEST;

        /** The name in the table, for example {@code newest-stated}. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** The rule of a name. */
        public static Optional<Rule> ofWireName(String name) {
            return Arrays.stream(values())
                    .filter(rule -> rule.wireName().equals(name))
                    .findFirst();
        }
    }

    /**
     * How the value of a field is chosen.
     *
     * @param sources the feeds, the preferred one first; a feed that is not listed never wins
     * @param rule which value of a source wins
     */
    public record Preference(List<Feed> sources, Rule rule) {

        public Preference {
            sources = List.copyOf(sources);
        }
    }

    /** The preference of a field. */
    public Preference of(Field field) {
        return Objects.requireNonNull(preferences.get(field));
    }

    /** The rows of the table in the order of the fields, for a digest. */
    public String text() {
        return Arrays.stream(Field.values())
                .map(field -> field.wireName() + ","
                        + of(field).sources().stream().map(Feed::wireName).collect(Collectors.joining(" ")) + ","
                        + of(field).rule().wireName() + "\n")
                .collect(Collectors.joining());
    }
}
