// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.records;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Persons without a common identifier that are linked, by their evidence or by a resolution, as decisions find them.
 *
 * @param persons identifiers of the persons that were decided; what is stored about them is out of date
 * @param links their links
 */
public record LinkedPersons(Set<PersonIdentifier> persons, Set<Link> links) {

    /** Nothing was decided: what is stored holds. */
    public static final LinkedPersons AS_STORED = new LinkedPersons(Set.of(), Set.of());

    /** What differs from what is stored: the persons whose links came or went, with all their links. */
    public static LinkedPersons changed(Set<Link> stored, Set<Link> now) {
        Set<PersonIdentifier> persons = new HashSet<>();
        Stream.concat(
                        stored.stream().filter(link -> !now.contains(link)),
                        now.stream().filter(link -> !stored.contains(link)))
                .forEach(link -> persons.addAll(List.of(link.one(), link.other())));
        return new LinkedPersons(
                persons,
                now.stream()
                        .filter(link -> persons.contains(link.one()) || persons.contains(link.other()))
                        .collect(Collectors.toSet()));
    }

    /** These and those that were decided after them. */
    public LinkedPersons and(LinkedPersons later) {
        if (later.persons.isEmpty()) {
            return this;
        }
        Set<PersonIdentifier> all = new HashSet<>(persons);
        all.addAll(later.persons);
        Set<Link> linked = links.stream()
                .filter(link -> !later.persons.contains(link.one()) && !later.persons.contains(link.other()))
                .collect(Collectors.toCollection(HashSet::new));
        linked.addAll(later.links);
        return new LinkedPersons(all, linked);
    }

    /**
     * Two persons that are linked.
     *
     * @param one the person without account number; of two such the one with the lower client id
     */
    public record Link(PersonIdentifier one, PersonIdentifier other) {}
}
