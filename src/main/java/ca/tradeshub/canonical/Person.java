// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.canonical;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The person of a registration.
 *
 * @param clientId the ministry's client id, seven digits
 * @param accountNumber the Skilled Trades Ontario account number, eight digits, null when not known
 * @param sin social insurance number, null when not stated
 * @param familyName family name
 * @param givenNames given names
 * @param formerFamilyName earlier family name, null when none
 * @param birthDate date of birth
 * @param postalCode postal code as written, null when not stated
 * @param language {@code en} or {@code fr}, null when not stated
 */
public record Person(
        String clientId,
        @Nullable String accountNumber,
        @Nullable Sin sin,
        String familyName,
        String givenNames,
        @Nullable String formerFamilyName,
        LocalDate birthDate,
        @Nullable String postalCode,
        @Nullable String language) {}
