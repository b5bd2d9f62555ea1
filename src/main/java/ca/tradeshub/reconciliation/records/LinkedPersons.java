// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.records;

import java.util.Set;

/**
 * Persons without a common identifier that are linked, by their evidence or by a resolution, as decisions find them.
 *
 * @param persons identifiers of the persons that were decided; what is stored about them is out of date
 * @param links their links
 */
public record LinkedPersons(Set<PersonIdentifier> persons, Set<Link> links) {

    /** Nothing was decided: what is stored holds. */
    public static final LinkedPersons AS_STORED = new LinkedPersons(Set.of(), Set.of());

    /**
     * Two persons that are linked.
     *
     * @param one the person without account number; of two such the one with the lower client id
     */
    public record Link(PersonIdentifier one, PersonIdentifier other) {}
}
