// SPDX-License-Identifier: Apache-2.0
/** Records of persons, those that share block keys with them, and the links between persons that the evidence supports. */
@org.jspecify.annotations.NullMarked
package ca.tradeshub.reconciliation.links;
