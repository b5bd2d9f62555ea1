// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.person;

import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.exceptions.disagreement.Disagreement;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.reconciliation.decision.OutgoingQueue;
import ca.tradeshub.reconciliation.decision.Verdict;
import ca.tradeshub.reconciliation.evidence.IdentityBasis;
import ca.tradeshub.reconciliation.links.IdentityLinks;
import ca.tradeshub.reconciliation.links.PersonRecords;
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
 * person without account number. A crowded person is held alone, and its pairs are held under the key of the other; one
 * with an account number is not held, because the number names it.
 *
 * @param verdicts the holds
 * @param held the records of all of them
 */
record DoubtfulPersons(List<Verdict> verdicts, Set<RecordAddress> held) {

    static DoubtfulPersons of(IdentityLinks links, IdentityBasis basis) {
        Map<RecordAddress, PersonRecords> wholes = new HashMap<>();
        if (!links.doubtful().isEmpty()) {
            links.persons().forEach(person -> person.addresses().forEach(address -> wholes.put(address, person)));
        }
        Map<Key, Reasons> byKey = new LinkedHashMap<>();
        for (IdentityLinks.Pair pair : links.doubtful()) {
            Reasons reasons = byKey.computeIfAbsent(Key.of(holder(pair, links)), key -> new Reasons());
            reasons.disagreements.add(IdentityDisagreements.doubt(pair));
            Stream.of(pair.one(), pair.other())
                    .filter(person -> person.isWithoutAccount() || !links.isCrowded(person))
                    .flatMap(person -> whole(person, wholes).addresses())
                    .forEach(reasons.records::add);
        }
        for (PersonRecords person : links.crowded()) {
            Reasons reasons = byKey.computeIfAbsent(Key.of(person), key -> new Reasons());
            reasons.disagreements.add(IdentityDisagreements.crowded(person, basis));
            person.addresses().forEach(reasons.records::add);
        }
        List<Verdict> verdicts = new ArrayList<>();
        Set<RecordAddress> held = new LinkedHashSet<>();
        byKey.forEach((key, reasons) -> {
            held.addAll(reasons.records);
            verdicts.add(new Verdict.Hold(
                    OutgoingQueue.REGISTRY,
                    key.part() + "/" + key.trade(),
                    key.part(),
                    reasons.disagreements,
                    List.copyOf(reasons.records),
                    Verdict.Hold.Reach.WITHDRAWN));
        });
        return new DoubtfulPersons(verdicts, held);
    }

    /** The key under which a person is held. */
    private record Key(String part, TradeCode trade) {

        static Key of(PersonRecords person) {
            return new Key(person.part(), person.trades().first());
        }
    }

    /** Why a key is held, and with which records. */
    private static final class Reasons {

        final List<Disagreement> disagreements = new ArrayList<>();
        final Set<RecordAddress> records = new LinkedHashSet<>();
    }

    /** The person under whose key a pair is held. */
    private static PersonRecords holder(IdentityLinks.Pair pair, IdentityLinks links) {
        return links.isCrowded(pair.one()) ? pair.other() : pair.one();
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
