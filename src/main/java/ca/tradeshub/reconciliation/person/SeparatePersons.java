// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.person;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Decides whose an identifier is that records of two persons state, after a person decided that they are two. An account
 * number is the college's: it stays with the person whose certificate names it. Of two registrations under one account
 * number, or under one client id, neither keeps it.
 */
final class SeparatePersons {

    private SeparatePersons() {}

    /**
     * The persons.
     *
     * @param sides the records of each person, at least one
     * @return empty when a person is left without a key: then the records stay held until one of them is corrected
     */
    static List<PersonRecords> of(List<List<PersonRecord>> sides) {
        if (sides.size() == 1) {
            return List.of(PersonRecords.of(sides.get(0)));
        }
        List<PersonRecords> stated = sides.stream().map(PersonRecords::of).toList();
        List<PersonRecords> persons = new ArrayList<>();
        for (PersonRecords side : stated) {
            TreeSet<String> accounts = new TreeSet<>(side.accounts());
            accounts.removeIf(account -> !keeps(account, side, stated));
            TreeSet<String> clients = new TreeSet<>(side.clients());
            clients.removeIf(client -> stated.stream()
                    .anyMatch(other -> other != side && other.clients().contains(client)));
            persons.add(new PersonRecords(side.records(), accounts, clients));
        }
        return persons.stream().allMatch(PersonRecords::hasKey) ? persons : List.of();
    }

    private static boolean keeps(String account, PersonRecords side, List<PersonRecords> all) {
        List<PersonRecords> stating =
                all.stream().filter(each -> each.accounts().contains(account)).toList();
        List<PersonRecords> certified =
                stating.stream().filter(each -> isCertified(account, each)).toList();
        return stating.size() == 1 || certified.size() == 1 && certified.get(0) == side;
    }

    private static boolean isCertified(String account, PersonRecords person) {
        return person.records().stream()
                .anyMatch(each ->
                        each.isCertificate() && account.equals(each.evidence().accountNumber()));
    }
}
