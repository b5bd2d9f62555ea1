// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.identity;

import ca.tradeshub.canonical.Person;
import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.generator.people.People;
import ca.tradeshub.generator.people.Region;
import ca.tradeshub.generator.random.SeededRandom;
import java.text.Normalizer;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A population of invented persons of Ontario, and second records of them as another source would write them. Persons
 * come in tens: one of ten has a twin, a namesake, a brother or sister, or a parent or child of the same name among the
 * others, so that the population is harder than a real one. The names are those of the generator, of which there are few,
 * so that namesakes are frequent. The shares of errors are assumptions; those of a real source are smaller.
 */
public final class InventedPersons {

    private static final LocalDate ON = LocalDate.parse("2016-06-30");
    private static final List<String> TRADES = List.of("306A", "309A", "310S", "313A", "403A", "433A", "421A", "429A");

    private final long seed;

    public InventedPersons(long seed) {
        this.seed = seed;
    }

    /** The relation of a person to the one before. */
    enum Relation {
        NONE,
        TWIN,
        NAMESAKE,
        SIBLING,
        PARENT
    }

    /** Who the person is to the one before: of ten persons the last one may be a relative of the ninth. */
    Relation relation(int ordinal) {
        if (ordinal % 10 != 9) {
            return Relation.NONE;
        }
        int drawn = random("relation", ordinal).below(100);
        if (drawn < 30) {
            return Relation.TWIN;
        }
        if (drawn < 60) {
            return Relation.NAMESAKE;
        }
        return drawn < 90 ? Relation.SIBLING : Relation.PARENT;
    }

    /** A person by number, the same each time. */
    public PersonEvidence person(int ordinal) {
        PersonEvidence own = drawn(ordinal);
        if (relation(ordinal) == Relation.NONE) {
            return own;
        }
        PersonEvidence other = drawn(ordinal - 1);
        LocalDate born = Objects.requireNonNull(other.birthDate());
        return switch (relation(ordinal)) {
            case TWIN ->
                of(
                        other.familyName(),
                        twinNames(own, other, ordinal),
                        born,
                        other.residence().postalCode(),
                        own.trades());
            case NAMESAKE ->
                of(
                        other.familyName(),
                        other.givenNames(),
                        // One namesake of ten is born on the same day.
                        random("namesake", ordinal).in(1, 10) ? born : Objects.requireNonNull(own.birthDate()),
                        own.residence().postalCode(),
                        own.trades());
            case SIBLING ->
                of(
                        other.familyName(),
                        twinNames(own, other, ordinal),
                        Objects.requireNonNull(own.birthDate()),
                        other.residence().postalCode(),
                        other.trades());
            case PARENT ->
                of(
                        other.familyName(),
                        other.givenNames(),
                        born.minusYears(27),
                        other.residence().postalCode(),
                        other.trades());
            case NONE -> own;
        };
    }

    /** Given names that are not the same; one of five pairs has the first of two names in common. */
    private String twinNames(PersonEvidence own, PersonEvidence other, int ordinal) {
        String first = other.givenNames().split(" ")[0];
        String names = own.givenNames().split(" ")[0].equals(first) ? "Thaddeus" : own.givenNames();
        return random("twin", ordinal).in(1, 5) ? first + " " + names : names;
    }

    private PersonEvidence drawn(int ordinal) {
        SeededRandom random = random("person", ordinal);
        Region region = Region.draw(random);
        Person person = People.apprentice(ordinal, region, 150, People.ageOnEntry(random), ON, false, random);
        return of(
                person.familyName(),
                person.givenNames(),
                person.birthDate().minusYears(random.below(12)),
                person.postalCode(),
                Set.of(new TradeCode(random.of(TRADES))));
    }

    private SeededRandom random(String kind, int ordinal) {
        return SeededRandom.of(seed, kind, ordinal);
    }

    private static PersonEvidence of(
            String family, String given, LocalDate born, @Nullable String postalCode, Set<TradeCode> trades) {
        return new PersonEvidence(PersonNumbers.NONE, family, given, null, born, Residence.at(postalCode), trades);
    }

    /** A record of a person as another source writes it, without any identifier. */
    public PersonEvidence record(int ordinal) {
        PersonEvidence person = person(ordinal);
        SeededRandom random = random("record", ordinal);
        String family = person.familyName();
        String given = person.givenNames();
        String former = null;
        if (random.perMille(15)) {
            former = random.perMille(500) ? family : null;
            family = drawn(ordinal + 1_000_003).familyName();
        } else if (random.perMille(15)) {
            family = slip(family, random);
        } else if (family.contains("-") && random.perMille(300)) {
            family = family.substring(family.indexOf('-') + 1);
        }
        int change = random.below(1000);
        if (change < 20) {
            given = given.substring(0, 1) + ".";
        } else if (change < 60) {
            given = given.split(" ")[0];
        } else if (change < 85) {
            given = nickname(given);
        } else if (change < 100) {
            given = slip(given, random);
        } else if (change < 130 && !given.contains(" ")) {
            given = given + " " + drawn(ordinal + 2_000_003).givenNames().split(" ")[0];
        } else if (change < 133) {
            given = "";
        }
        if (random.perMille(400)) {
            family = plain(family);
            given = plain(given);
        }
        boolean swapped = random.perMille(5);
        LocalDate born = born(Objects.requireNonNull(person.birthDate()), random);
        String postalCode = random.perMille(150)
                ? Region.draw(random).postalCode(random)
                : random.perMille(15)
                        ? slip(Objects.requireNonNull(person.residence().postalCode()), random)
                        : person.residence().postalCode();
        return new PersonEvidence(
                PersonNumbers.NONE,
                swapped ? given : family,
                swapped ? family : given,
                former,
                random.perMille(10) ? null : born,
                random.perMille(50) ? Residence.UNKNOWN : Residence.at(postalCode),
                random.perMille(80) ? Set.of(new TradeCode(random.of(TRADES))) : person.trades());
    }

    private static LocalDate born(LocalDate born, SeededRandom random) {
        int change = random.below(1000);
        if (change < 5 && born.getDayOfMonth() <= 12) {
            return LocalDate.of(born.getYear(), born.getDayOfMonth(), born.getMonthValue());
        }
        if (change < 12) {
            return born.withDayOfMonth(random.between(1, 28));
        }
        if (change < 18) {
            return born.withYear(born.getYear() - random.between(1, 9));
        }
        return change < 20 ? LocalDate.of(random.between(1950, 2000), random.between(1, 12), 1) : born;
    }

    private static String nickname(String given) {
        String first = given.split(" ")[0];
        return switch (first) {
            case "Michael" -> "Mike";
            case "Matthew" -> "Matt";
            case "Robert" -> "Bob";
            case "William" -> "Bill";
            case "James" -> "Jim";
            case "Christopher" -> "Chris";
            case "Jennifer" -> "Jen";
            case "Daniel" -> "Dan";
            case "Thomas" -> "Tom";
            case "Mohammed" -> "Mohamed";
            default -> first;
        };
    }

    private static String plain(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .replace("'", "")
                .replace('-', ' ')
                .toUpperCase(Locale.ROOT);
    }

    private static String slip(String text, SeededRandom random) {
        int at = random.below(text.length() - 1);
        String before = text.substring(0, at);
        char one = text.charAt(at);
        char other = text.charAt(at + 1);
        String after = text.substring(at + 2);
        return switch (random.below(3)) {
            case 0 -> before + other + one + after;
            case 1 -> before + other + after;
            default -> before + one + (char) ('a' + random.below(26)) + after;
        };
    }
}
