// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.person;

import ca.tradeshub.reconciliation.decision.OutgoingQueue;
import ca.tradeshub.reconciliation.decision.Verdict;
import ca.tradeshub.reconciliation.evidence.IdentityBasis;
import ca.tradeshub.reconciliation.links.PersonRecord;
import ca.tradeshub.reconciliation.links.PersonRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Decides whose an identifier is that records of two persons state, after a person decided that they are two. An account
 * number is the college's: it stays with the person whose certificate names it. Of two registrations under one account
 * number, or under one client id, neither keeps it.
 *
 * @param persons the persons who have an identifier of their own
 * @param unnamed the persons who have none; their records stay held until one of them is corrected or returned
 */
record SeparatePersons(List<PersonRecords> persons, List<Unnamed> unnamed) {

    /**
     * A person without an identifier of its own.
     *
     * @param records the records with the identifiers that they state
     * @param part an identifier that the records state and under which no other person is published
     */
    record Unnamed(PersonRecords records, String part) {}

    /**
     * The persons.
     *
     * @param sides the records of each person, at least one
     */
    static SeparatePersons of(List<List<PersonRecord>> sides) {
        if (sides.size() == 1) {
            return new SeparatePersons(List.of(PersonRecords.of(sides.get(0))), List.of());
        }
        List<PersonRecords> stated = sides.stream().map(PersonRecords::of).toList();
        List<PersonRecords> persons = new ArrayList<>();
        List<PersonRecords> unnamed = new ArrayList<>();
        for (PersonRecords side : stated) {
            TreeSet<String> accounts = new TreeSet<>(side.accounts());
            accounts.removeIf(account -> !keeps(account, side, stated));
            TreeSet<String> clients = new TreeSet<>(side.clients());
            clients.removeIf(client -> stated.stream()
                    .anyMatch(other -> other != side && other.clients().contains(client)));
            PersonRecords person = new PersonRecords(side.records(), accounts, clients);
            if (person.hasKey()) {
                persons.add(person);
            } else {
                unnamed.add(side);
            }
        }
        return new SeparatePersons(
                persons,
                unnamed.stream()
                        .map(each -> new Unnamed(each, part(each, persons)))
                        .toList());
    }

    /** An identifier that the person states, under which no person is published. */
    private static String part(PersonRecords unnamed, List<PersonRecords> named) {
        return Stream.concat(unnamed.accounts().stream(), unnamed.clients().stream())
                .filter(part -> named.stream()
                        .noneMatch(each ->
                                each.accounts().contains(part) || each.clients().contains(part)))
                .findFirst()
                .orElseThrow();
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
                .anyMatch(each -> each.isCertificate()
                        && account.equals(each.evidence().numbers().accountNumber()));
    }

    /**
     * The holds of persons without an identifier of their own, one for each key. The records of each have an exception of
     * their own, because each can be returned alone.
     */
    static List<Verdict> held(List<Unnamed> persons, IdentityBasis basis) {
        Map<String, List<Unnamed>> byKey = new TreeMap<>();
        persons.forEach(person -> byKey.computeIfAbsent(
                        person.part() + "/" + person.records().trades().first(), key -> new ArrayList<>())
                .add(person));
        List<Verdict> holds = new ArrayList<>();
        byKey.forEach((key, together) -> holds.add(new Verdict.Hold(
                OutgoingQueue.REGISTRY,
                key,
                together.get(0).part(),
                together.stream()
                        .map(person -> IdentityDisagreements.unnamed(person.records(), basis))
                        .toList(),
                together.stream()
                        .flatMap(person -> person.records().addresses())
                        .toList(),
                Verdict.Hold.Reach.WITHDRAWN)));
        return holds;
    }
}
