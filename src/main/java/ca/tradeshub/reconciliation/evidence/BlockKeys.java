// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.evidence;

import ca.tradeshub.identity.BirthDate;
import ca.tradeshub.identity.PersonEvidence;
import ca.tradeshub.identity.PersonTraits;
import ca.tradeshub.protection.SinProtection;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The keys under which a record is found by what it states of its person. Each joins two or three facts, so that few
 * records share one; records of one person share one unless each of the keys is damaged. A key is a keyed hash.
 */
public final class BlockKeys {

    private final SinProtection protection;

    public BlockKeys(SinProtection protection) {
        this.protection = protection;
    }

    /** The keys of a record. */
    public Set<Long> of(PersonEvidence evidence) {
        return of(evidence, PersonTraits.of(evidence));
    }

    /**
     * The keys of a record.
     *
     * @param traits its evidence in the form in which it is compared
     */
    public Set<Long> of(PersonEvidence evidence, PersonTraits traits) {
        Set<Long> keys = new TreeSet<>();
        String given = traits.given().first();
        LocalDate stated = evidence.birthDate();
        LocalDate born = stated == null || BirthDate.isDefault(stated) ? null : stated;
        String postalCode = postalCode(evidence);
        add(keys, "birth-given", born, given);
        add(keys, "birth-postal", born, postalCode);
        add(keys, "postal-given", postalCode, given);
        families(traits).forEach(family -> {
            String names = given.compareTo(family) < 0 ? given + " " + family : family + " " + given;
            add(keys, "birth-family", born, family);
            if (born != null) {
                add(keys, "year-names", born.getYear(), names);
                add(keys, "day-names", born.getMonthValue() * 100 + born.getDayOfMonth(), names);
            }
        });
        return keys;
    }

    private static Set<String> families(PersonTraits traits) {
        Set<String> families = new TreeSet<>();
        families.add(traits.family().joined());
        families.add(traits.former().joined());
        families.remove("");
        return families;
    }

    private static String postalCode(PersonEvidence evidence) {
        String written = evidence.residence().postalCode();
        return written == null ? "" : written.replace(" ", "").toUpperCase(Locale.ROOT);
    }

    private void add(Set<Long> keys, String kind, @Nullable Object one, Object other) {
        if (one != null && !one.toString().isEmpty() && !other.toString().isEmpty()) {
            keys.add(protection.hashNumber(kind + "\u001f" + one + "\u001f" + other));
        }
    }
}
