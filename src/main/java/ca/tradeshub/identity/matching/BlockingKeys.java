// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.identity.matching;

import ca.tradeshub.identity.BirthDate;
import ca.tradeshub.identity.PersonTraits;
import ca.tradeshub.identity.names.NameForm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys under which a person is found. Two persons are compared when they have at least one key in common, so that
 * two records of one person are missed only if each of the keys is damaged. A key is a hash; persons that have a hash by
 * chance in common cost a comparison and nothing else.
 *
 * <p>A key that many persons have is divided by the other fields: two persons who have a frequent pair of names in
 * common and neither birth date nor postal code are below every threshold anyway.
 */
final class BlockingKeys {

    private static final long GAMMA = 0x9E3779B97F4A7C15L;
    private static final int YEAR = 10_000;

    /** What a key is made of, and what can divide it. */
    private enum Kind {
        CLIENT_ID(true, true, true, true),
        ACCOUNT_NUMBER(true, true, true, true),
        SIN(true, true, true, true),
        BIRTH_DATE(true, true, false, true),
        POSTAL_CODE(true, true, true, false),
        /** Family name and first given name, in either order. */
        NAMES(false, false, true, true),
        /** A name, the initial of the other one and the year of birth. */
        FAMILY_NAME_AND_YEAR(false, true, true, true),
        GIVEN_NAME_AND_YEAR(true, false, true, true),
        /** A name and the day of birth. */
        FAMILY_NAME_AND_DAY(false, true, true, true),
        GIVEN_NAME_AND_DAY(true, false, true, true),
        /** A name and the first half of the postal code. */
        FAMILY_NAME_AND_AREA(false, true, true, true),
        GIVEN_NAME_AND_AREA(true, false, true, true);

        private final boolean byFamilyName;
        private final boolean byGivenName;
        private final boolean byBirthDate;
        private final boolean byPostalCode;

        Kind(boolean byFamilyName, boolean byGivenName, boolean byBirthDate, boolean byPostalCode) {
            this.byFamilyName = byFamilyName;
            this.byGivenName = byGivenName;
            this.byBirthDate = byBirthDate;
            this.byPostalCode = byPostalCode;
        }
    }

    /**
     * A key of a person.
     *
     * @param hash the hash
     * @param parts the hashes that take its place when too many persons have the key
     */
    record Key(long hash, long[] parts) {}

    private final List<Key> keys = new ArrayList<>();
    private final long born;
    private final long postalCode;

    private BlockingKeys(PersonTraits person) {
        BirthDate date = person.birthDate();
        born = date == null ? 0 : date.digits() + 1L;
        postalCode = text(person.residence().postalCode());
    }

    /** The keys of a person; a key with a part that is not known is left out. */
    static List<Key> of(PersonTraits person) {
        BlockingKeys keys = new BlockingKeys(person);
        keys.names(person.family(), person);
        if (!person.former().isEmpty()) {
            keys.names(person.former(), person);
        }
        long family = text(person.family().joined());
        long given = text(person.given().first());
        keys.add(Kind.CLIENT_ID, text(person.numbers().clientId()), 1, family, given);
        keys.add(Kind.ACCOUNT_NUMBER, text(person.numbers().accountNumber()), 1, family, given);
        keys.add(Kind.SIN, text(person.numbers().sinHash()), 1, family, given);
        keys.add(Kind.BIRTH_DATE, keys.born, 1, family, given);
        keys.add(Kind.POSTAL_CODE, keys.postalCode, 1, family, given);
        return keys.keys;
    }

    private void names(NameForm family, PersonTraits person) {
        long one = text(family.joined());
        long other = text(person.given().first());
        if (one != 0 && other != 0) {
            add(Kind.NAMES, one + other, 1, one, other);
            if (born != 0) {
                long year = (born - 1) / YEAR + 1;
                add(
                        Kind.FAMILY_NAME_AND_YEAR,
                        one,
                        year * GAMMA + person.given().first().charAt(0),
                        one,
                        other);
                add(
                        Kind.GIVEN_NAME_AND_YEAR,
                        other,
                        year * GAMMA + family.joined().charAt(0),
                        one,
                        other);
            }
        }
        if (born != 0) {
            long day = (born - 1) % YEAR + 1;
            add(Kind.FAMILY_NAME_AND_DAY, one, day, one, other);
            add(Kind.GIVEN_NAME_AND_DAY, other, day, one, other);
        }
        String code = person.residence().postalCode();
        long area = code == null ? 0 : text(code.substring(0, code.length() / 2));
        add(Kind.FAMILY_NAME_AND_AREA, one, area, one, other);
        add(Kind.GIVEN_NAME_AND_AREA, other, area, one, other);
    }

    private void add(Kind kind, long one, long second, long family, long given) {
        if (one == 0 || second == 0) {
            return;
        }
        long hash = mix(mix(one + nameless(kind) * GAMMA) + second * GAMMA);
        long[] parts = new long[4];
        int size = 0;
        size = part(parts, size, hash, kind.byFamilyName, family);
        size = part(parts, size, hash, kind.byGivenName, given);
        size = part(parts, size, hash, kind.byBirthDate, born);
        size = part(parts, size, hash, kind.byPostalCode, postalCode);
        keys.add(new Key(hash, Arrays.copyOf(parts, size)));
    }

    /** Family and given names in each other's place have the same keys. */
    private static long nameless(Kind kind) {
        return switch (kind) {
            case GIVEN_NAME_AND_YEAR -> Kind.FAMILY_NAME_AND_YEAR.ordinal() + 1L;
            case GIVEN_NAME_AND_DAY -> Kind.FAMILY_NAME_AND_DAY.ordinal() + 1L;
            case GIVEN_NAME_AND_AREA -> Kind.FAMILY_NAME_AND_AREA.ordinal() + 1L;
            default -> kind.ordinal() + 1L;
        };
    }

    private static int part(long[] parts, int size, long hash, boolean divides, long value) {
        if (!divides || value == 0) {
            return size;
        }
        parts[size] = mix(hash + value * GAMMA);
        return size + 1;
    }

    private static long text(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return 0;
        }
        long hash = text.length();
        for (int i = 0; i < text.length(); i++) {
            hash = hash * GAMMA + text.charAt(i);
        }
        return mix(hash);
    }

    private static long mix(long bits) {
        long mixed = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
