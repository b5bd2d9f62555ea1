// SPDX-License-Identifier: Apache-2.0
/** The apprenticeships that claims read: agreements and their originals, certificates, pay lines, and whose they are. */
@org.jspecify.annotations.NullMarked
package ca.tradeshub.reconciliation.apprenticeship;
