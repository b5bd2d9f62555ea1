// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation;

import ca.tradeshub.reconciliation.records.PersonIdentifier;
import java.util.Set;

/**
 * What a batch that is being stored has read and decides. The batch that is prepared meanwhile leaves out what depends on
 * it.
 *
 * @param marks the marks that it has taken
 * @param persons all identifiers of the persons it has read
 * @param agreements of these persons, and those that its claims depend on
 */
record InWork(Set<Long> marks, Set<PersonIdentifier> persons, Set<String> agreements) {

    static final InWork NOTHING = new InWork(Set.of(), Set.of(), Set.of());
}
