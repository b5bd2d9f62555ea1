// SPDX-License-Identifier: Apache-2.0
/** The person that records were found to be of: what joins them, and which of their values are published. */
@org.springframework.modulith.NamedInterface("person.identified")
@org.jspecify.annotations.NullMarked
package ca.tradeshub.reconciliation.person.identified;
