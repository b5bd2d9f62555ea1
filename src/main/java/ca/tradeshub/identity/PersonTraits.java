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
 * @param clientId client id, null when not known
 * @param accountNumber account number, null when not known
 * @param sinHash keyed hash of the social insurance number, null when not known
 * @param family family name
 * @param given given names
 * @param former former family name
 * @param birthDate birth date, null when not known
 * @param postalCode postal code in capital letters without spaces, null when not known
 * @param province province in capital letters, null when not known
 * @param trades trades
 * @param temporarySin whether the social insurance number is a temporary one
 */
public record PersonTraits(
        @Nullable String clientId,
        @Nullable String accountNumber,
        @Nullable String sinHash,
        NameForm family,
        NameForm given,
        NameForm former,
        @Nullable BirthDate birthDate,
        @Nullable String postalCode,
        @Nullable String province,
        Set<TradeCode> trades,
        boolean temporarySin) {

    private static final Pattern NO_CODE = Pattern.compile("[^\\p{L}\\p{N}]+");

    /** Traits of a person whose social insurance number, if known, is a permanent one. */
    public PersonTraits(
            @Nullable String clientId,
            @Nullable String accountNumber,
            @Nullable String sinHash,
            NameForm family,
            NameForm given,
            NameForm former,
            @Nullable BirthDate birthDate,
            @Nullable String postalCode,
            @Nullable String province,
            Set<TradeCode> trades) {
        this(clientId, accountNumber, sinHash, family, given, former, birthDate, postalCode, province, trades, false);
    }

    /** The traits of a person. */
    public static PersonTraits of(PersonEvidence person) {
        return new PersonTraits(
                code(person.clientId()),
                code(person.accountNumber()),
                code(person.sinHash()),
                NameForm.family(person.familyName()),
                NameForm.given(person.givenNames()),
                NameForm.family(person.formerFamilyName()),
                BirthDate.of(person.birthDate()),
                code(person.postalCode()),
                code(person.province()),
                person.trades(),
                person.temporarySin());
    }

    /** The letters and digits of a code in capital letters; null without any. */
    public static @Nullable String code(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String code = NO_CODE.matcher(text).replaceAll("").toUpperCase(Locale.ROOT);
        return code.isEmpty() ? null : code;
    }
}
