// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.person;

import ca.tradeshub.identity.Comparison;

/**
 * Two records that an identifier joins although what they state of their person differs.
 *
 * @param basis what a person's resolution of it applies to: the two records and what they state
 */
record Contradiction(PersonRecord left, PersonRecord right, Comparison comparison, String basis) {}
