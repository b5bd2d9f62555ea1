// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.identity;

import ca.tradeshub.canonical.TradeCode;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Builds invented persons: a person of these names, and what else is known. */
final class Persons {

    private @Nullable String clientId;
    private @Nullable String accountNumber;
    private @Nullable String sinHash;
    private boolean temporarySin;
    private final String givenNames;
    private final String familyName;
    private @Nullable String former;
    private @Nullable LocalDate birthDate;
    private @Nullable String postalCode;
    private @Nullable String province;
    private final Set<TradeCode> trades = new HashSet<>();

    private Persons(String givenNames, String familyName) {
        this.givenNames = givenNames;
        this.familyName = familyName;
    }

    static Persons person(String givenNames, String familyName) {
        return new Persons(givenNames, familyName);
    }

    Persons client(String id) {
        clientId = id;
        return this;
    }

    Persons account(String number) {
        accountNumber = number;
        return this;
    }

    Persons sin(String hash) {
        sinHash = hash;
        return this;
    }

    Persons temporarySin(String hash) {
        temporarySin = true;
        return sin(hash);
    }

    Persons former(String name) {
        former = name;
        return this;
    }

    Persons born(String date) {
        birthDate = LocalDate.parse(date);
        return this;
    }

    Persons at(String code) {
        postalCode = code;
        return this;
    }

    Persons in(String code) {
        province = code;
        return this;
    }

    Persons trade(String code) {
        trades.add(new TradeCode(code));
        return this;
    }

    PersonEvidence evidence() {
        return new PersonEvidence(
                new PersonNumbers(clientId, accountNumber, sinHash, temporarySin),
                familyName,
                givenNames,
                former,
                birthDate,
                new Residence(postalCode, province),
                trades);
    }
}
