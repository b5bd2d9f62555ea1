// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.person;

import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.reconciliation.decision.OutgoingQueue;
import ca.tradeshub.reconciliation.decision.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Persons of whom the records alone do not decide whether they are one: all their records are held, under the key of the
 * person without account number.
 *
 * @param verdicts the holds
 * @param held the records of all of them
 */
record DoubtfulPersons(List<Verdict> verdicts, Set<RecordAddress> held) {

    static DoubtfulPersons of(IdentityLinks links) {
        Map<String, List<IdentityLinks.Pair>> byPerson = new LinkedHashMap<>();
        links.doubtful().forEach(pair -> byPerson.computeIfAbsent(pair.one().part(), key -> new ArrayList<>())
                .add(pair));
        Map<RecordAddress, PersonRecords> wholes = new HashMap<>();
        if (!byPerson.isEmpty()) {
            links.persons().forEach(person -> person.addresses().forEach(address -> wholes.put(address, person)));
        }
        List<Verdict> verdicts = new ArrayList<>();
        Set<RecordAddress> held = new LinkedHashSet<>();
        byPerson.forEach((part, pairs) -> {
            List<RecordAddress> named = pairs.stream()
                    .flatMap(pair -> Stream.of(pair.one(), pair.other()))
                    .flatMap(person -> whole(person, wholes).addresses())
                    .distinct()
                    .toList();
            held.addAll(named);
            verdicts.add(new Verdict.Hold(
                    OutgoingQueue.REGISTRY,
                    part + "/" + pairs.get(0).one().trades().first(),
                    part,
                    pairs.stream().map(IdentityDisagreements::doubt).toList(),
                    named,
                    Verdict.Hold.Reach.WITHDRAWN));
        });
        return new DoubtfulPersons(verdicts, held);
    }

    /** The person with those that are linked to it. */
    private static PersonRecords whole(PersonRecords part, Map<RecordAddress, PersonRecords> wholes) {
        return wholes.getOrDefault(part.records().get(0).address(), part);
    }

    /** Whether the person is one of them. */
    boolean concerns(PersonRecords person) {
        return !held.isEmpty() && person.addresses().anyMatch(held::contains);
    }
}
