// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.identity;

import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.identity.names.NameForm;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The evidence of a person in the form in which it is compared, prepared once for many comparisons.
 *
 * @param numbers numbers in capital letters without spaces
 * @param family family name
 * @param given given names
 * @param former former family name
 * @param birthDate birth date, null when not known
 * @param residence postal code and province in capital letters without spaces
 * @param trades trades
 */
public record PersonTraits(
        PersonNumbers numbers,
        NameForm family,
        NameForm given,
        NameForm former,
        @Nullable BirthDate birthDate,
        Residence residence,
        Set<TradeCode> trades) {

    private static final Pattern NO_CODE = Pattern.compile("[^\\p{L}\\p{N}]+");

    /** The traits of a person. */
    public static PersonTraits of(PersonEvidence person) {
        return new PersonTraits(
                person.numbers().each(PersonTraits::code),
                NameForm.family(person.familyName()),
                NameForm.given(person.givenNames()),
                NameForm.family(person.formerFamilyName()),
                BirthDate.of(person.birthDate()),
                person.residence().each(PersonTraits::code),
                person.trades());
    }

    /** The traits of a person without the names, which take the most time. */
    public static PersonTraits withoutNames(PersonEvidence person) {
        return new PersonTraits(
                person.numbers().each(PersonTraits::code),
                NameForm.NONE,
                NameForm.NONE,
                NameForm.NONE,
                BirthDate.of(person.birthDate()),
                person.residence().each(PersonTraits::code),
                person.trades());
    }

    /** The same person with other numbers. */
    public PersonTraits withNumbers(PersonNumbers other) {
        return new PersonTraits(other, family, given, former, birthDate, residence, trades);
    }

    /** The letters and digits of a code in capital letters; null without any. */
    public static @Nullable String code(@Nullable String text) {
        if (text == null || isCode(text)) {
            return text;
        }
        String code = NO_CODE.matcher(text).replaceAll("").toUpperCase(Locale.ROOT);
        return code.isEmpty() ? null : code;
    }

    /** Whether the text has the form of a code already, as nearly all do. */
    private static boolean isCode(String text) {
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            if (!(each >= '0' && each <= '9' || each >= 'A' && each <= 'Z')) {
                return false;
            }
        }
        return !text.isEmpty();
    }
}
