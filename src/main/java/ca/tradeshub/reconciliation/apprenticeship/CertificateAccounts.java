// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.apprenticeship;

import ca.tradeshub.canonical.Registration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Under which account numbers the certificates of an apprentice are found: the one that the agreement states, else those
 * that the person's other agreements state or that belong to a person who is linked with this one.
 */
public final class CertificateAccounts {

    private final Map<String, String> persons;
    private final Map<String, Set<String>> byPerson = new TreeMap<>();

    /**
     * @param persons the person of each agreement that shares its person with another
     * @param stated the account number that a standing agreement states, by agreement
     * @param linked the account numbers of linked persons, by agreement
     */
    public CertificateAccounts(
            Map<String, String> persons, Map<String, String> stated, Map<String, Set<String>> linked) {
        this.persons = persons;
        stated.forEach((agreement, account) -> of(person(agreement)).add(account));
        linked.forEach((agreement, accounts) -> of(person(agreement)).addAll(accounts));
    }

    private Set<String> of(String person) {
        return byPerson.computeIfAbsent(person, key -> new TreeSet<>());
    }

    private String person(String agreement) {
        return persons.getOrDefault(agreement, agreement);
    }

    /** The account numbers for an agreement, in their order. */
    public Set<String> of(Registration agreement) {
        String own = agreement.person().accountNumber();
        return own != null ? Set.of(own) : byPerson.getOrDefault(person(agreement.agreementNumber()), Set.of());
    }
}
