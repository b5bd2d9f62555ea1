// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.person;

import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.reconciliation.links.IdentityIndex;
import ca.tradeshub.reconciliation.links.PersonRecord;
import ca.tradeshub.reconciliation.records.PersonIdentifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The records reached from changed identifiers, before they are divided into persons. */
final class IdentityCluster {

    private final Set<PersonIdentifier> identifiers = new TreeSet<>();
    private final Map<RecordAddress, PersonRecord> records = new HashMap<>();
    private final Map<RecordAddress, Set<Long>> blocks = new HashMap<>();
    private @Nullable List<List<PersonRecord>> groups;

    /** The block keys of each record. */
    Map<RecordAddress, Set<Long>> blocks() {
        return blocks;
    }

    /** The records with their block keys. */
    List<IdentityIndex.Keyed> keyed() {
        return records.values().stream()
                .map(each -> new IdentityIndex.Keyed(each, blocks.getOrDefault(each.address(), Set.of())))
                .toList();
    }

    /** The identifiers whose records are read. */
    Set<PersonIdentifier> identifiers() {
        return identifiers;
    }

    /** The addresses of the records. */
    Set<RecordAddress> addresses() {
        return records.keySet();
    }

    /** The records, in no order. */
    Collection<PersonRecord> records() {
        return records.values();
    }

    /** Adds records; returns those that are new. */
    List<PersonRecord> add(Collection<PersonRecord> found) {
        List<PersonRecord> added = new ArrayList<>();
        for (PersonRecord each : found) {
            if (records.putIfAbsent(each.address(), each) == null) {
                groups = null;
                added.add(each);
            }
        }
        return added;
    }

    /** The records that share identifiers, each group in the order of the keys, the groups in that of their first key. */
    List<List<PersonRecord>> groups() {
        if (groups == null) {
            groups = grouped();
        }
        return groups;
    }

    private List<List<PersonRecord>> grouped() {
        Map<PersonIdentifier, PersonIdentifier> parents = new HashMap<>();
        for (PersonRecord each : records.values()) {
            PersonIdentifier first = each.identifiers().iterator().next();
            each.identifiers().forEach(identifier -> unite(parents, first, identifier));
        }
        Map<PersonIdentifier, List<PersonRecord>> byRoot = new TreeMap<>();
        records.values().stream().sorted(PersonRecord.BY_KEY).forEach(each -> byRoot.computeIfAbsent(
                        root(parents, each.identifiers().iterator().next()), key -> new ArrayList<>())
                .add(each));
        return List.copyOf(byRoot.values());
    }

    private static void unite(
            Map<PersonIdentifier, PersonIdentifier> parents, PersonIdentifier one, PersonIdentifier other) {
        PersonIdentifier first = root(parents, one);
        PersonIdentifier second = root(parents, other);
        if (!first.equals(second)) {
            parents.put(first.compareTo(second) < 0 ? second : first, first.compareTo(second) < 0 ? first : second);
        }
    }

    private static PersonIdentifier root(Map<PersonIdentifier, PersonIdentifier> parents, PersonIdentifier identifier) {
        PersonIdentifier root = identifier;
        for (PersonIdentifier next = parents.get(root); next != null; next = parents.get(root)) {
            root = next;
        }
        return root;
    }
}
