// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.identity.matching;

import ca.tradeshub.identity.BirthDate;
import ca.tradeshub.identity.PersonTraits;
import ca.tradeshub.identity.names.NameForm;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The keys under which a person is found. Two persons are compared when they have at least one key in common, so that
 * two records of one person are missed only if each of the keys is damaged. A key is a hash; persons that have a hash by
 * chance in common cost a comparison and nothing else.
 */
final class BlockingKeys {

    private static final long GAMMA = 0x9E3779B97F4A7C15L;
    private static final int YEAR = 10_000;
    private static final long[] NONE = {};

    private BlockingKeys() {}

    /**
     * The keys of a person:
     *
     * <ol>
     *   <li>each identifier;
     *   <li>the birth date;
     *   <li>the postal code;
     *   <li>family name and first given name, in either order;
     *   <li>each name with the year of birth and the initial of the other name;
     *   <li>each name with the day of birth;
     *   <li>each name with the first half of the postal code.
     * </ol>
     */
    static long[] of(PersonTraits person) {
        Keys keys = new Keys();
        keys.add(1, text(person.clientId()));
        keys.add(2, text(person.accountNumber()));
        keys.add(3, text(person.sinHash()));
        BirthDate born = person.birthDate();
        keys.add(4, born == null ? 0 : born.digits() + 1L);
        keys.add(5, text(person.postalCode()));
        names(person.family(), person, keys);
        if (!person.former().isEmpty()) {
            names(person.former(), person, keys);
        }
        return keys.distinct();
    }

    private static void names(NameForm family, PersonTraits person, Keys keys) {
        NameForm given = person.given();
        BirthDate born = person.birthDate();
        long one = text(family.joined());
        long other = text(given.first());
        String postalCode = person.postalCode();
        long area = postalCode == null ? 0 : text(postalCode.substring(0, postalCode.length() / 2));
        keys.add(9, one, area);
        keys.add(9, other, area);
        if (one != 0 && other != 0) {
            keys.add(6, one + other);
        }
        if (born != null) {
            keys.add(
                    7,
                    one,
                    other == 0
                            ? 0
                            : born.year() + 1L + YEAR * (long) given.first().charAt(0));
            keys.add(
                    7,
                    other,
                    one == 0
                            ? 0
                            : born.year() + 1L + YEAR * (long) family.joined().charAt(0));
            keys.add(8, one, born.digits() % YEAR + 1L);
            keys.add(8, other, born.digits() % YEAR + 1L);
        }
    }

    /**
     * The keys that take the place of a key which too many persons have: the key with the birth date, with the postal
     * code, with the family name and with the given names of the person.
     */
    static long[] divided(long key, PersonTraits person) {
        Keys keys = new Keys();
        BirthDate born = person.birthDate();
        keys.add(11, key, born == null ? 0 : born.digits() + 1L);
        keys.add(12, key, text(person.postalCode()));
        keys.add(13, key, text(person.family().joined()));
        keys.add(14, key, text(person.given().joined()));
        return keys.distinct();
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

    /** Keys as they are made; a key with a part that is not known is not made. */
    private static final class Keys {

        private long[] keys = new long[16];
        private int size;

        void add(int kind, long part) {
            add(kind, part, 1);
        }

        void add(int kind, long part, long second) {
            if (part == 0 || second == 0) {
                return;
            }
            if (size == keys.length) {
                keys = Arrays.copyOf(keys, size * 2);
            }
            keys[size++] = mix(mix(part + kind * GAMMA) + second * GAMMA);
        }

        long[] distinct() {
            if (size == 0) {
                return NONE;
            }
            Arrays.sort(keys, 0, size);
            int kept = 1;
            for (int i = 1; i < size; i++) {
                if (keys[i] != keys[kept - 1]) {
                    keys[kept++] = keys[i];
                }
            }
            return Arrays.copyOf(keys, kept);
        }
    }
}
