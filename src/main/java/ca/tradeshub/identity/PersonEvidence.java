// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.identity;

import ca.tradeshub.canonical.TradeCode;
import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a record contains that can identify a person. Null or an empty text means that the record does not contain it.
 *
 * @param clientId the ministry's client id
 * @param accountNumber the college's account number
 * @param sinHash keyed hash of the social insurance number; the number itself is never compared
 * @param familyName family name as written
 * @param givenNames given names as written
 * @param formerFamilyName earlier family name as written
 * @param birthDate date of birth
 * @param postalCode postal code as written
 * @param province province or state as written; a Canadian postal code implies it
 * @param trades the trades of the person
 * @param temporarySin whether the social insurance number is a temporary one, which a permanent one replaces
 */
public record PersonEvidence(
        @Nullable String clientId,
        @Nullable String accountNumber,
        @Nullable String sinHash,
        String familyName,
        String givenNames,
        @Nullable String formerFamilyName,
        @Nullable LocalDate birthDate,
        @Nullable String postalCode,
        @Nullable String province,
        Set<TradeCode> trades,
        boolean temporarySin) {

    public PersonEvidence {
        trades = Set.copyOf(trades);
    }

    /** A person whose social insurance number, if stated, is a permanent one. */
    public PersonEvidence(
            @Nullable String clientId,
            @Nullable String accountNumber,
            @Nullable String sinHash,
            String familyName,
            String givenNames,
            @Nullable String formerFamilyName,
            @Nullable LocalDate birthDate,
            @Nullable String postalCode,
            @Nullable String province,
            Set<TradeCode> trades) {
        this(
                clientId,
                accountNumber,
                sinHash,
                familyName,
                givenNames,
                formerFamilyName,
                birthDate,
                postalCode,
                province,
                trades,
                false);
    }

    /** The same with a social insurance number that is temporary, or not. */
    public PersonEvidence withTemporarySin(boolean isTemporary) {
        return new PersonEvidence(
                clientId,
                accountNumber,
                sinHash,
                familyName,
                givenNames,
                formerFamilyName,
                birthDate,
                postalCode,
                province,
                trades,
                isTemporary);
    }

    /** A person without a province, as in the records of the hub. */
    public PersonEvidence(
            @Nullable String clientId,
            @Nullable String accountNumber,
            @Nullable String sinHash,
            String familyName,
            String givenNames,
            @Nullable String formerFamilyName,
            @Nullable LocalDate birthDate,
            @Nullable String postalCode,
            Set<TradeCode> trades) {
        this(
                clientId,
                accountNumber,
                sinHash,
                familyName,
                givenNames,
                formerFamilyName,
                birthDate,
                postalCode,
                null,
                trades);
    }
}
