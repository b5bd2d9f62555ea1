// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.identity;

import ca.tradeshub.canonical.TradeCode;
import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a record contains that can identify a person. Null or an empty text means that the record does not contain it.
 *
 * @param numbers the numbers of the person
 * @param familyName family name as written
 * @param givenNames given names as written
 * @param formerFamilyName earlier family name as written
 * @param birthDate date of birth
 * @param residence postal code and province as written
 * @param trades the trades of the person
 */
public record PersonEvidence(
        PersonNumbers numbers,
        String familyName,
        String givenNames,
        @Nullable String formerFamilyName,
        @Nullable LocalDate birthDate,
        Residence residence,
        Set<TradeCode> trades) {

    public PersonEvidence {
        trades = Set.copyOf(trades);
    }

    /** The same person with other numbers. */
    public PersonEvidence withNumbers(PersonNumbers other) {
        return new PersonEvidence(other, familyName, givenNames, formerFamilyName, birthDate, residence, trades);
    }
}
