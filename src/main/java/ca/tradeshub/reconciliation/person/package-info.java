/** Persons: records joined by identifiers, and the certification records they support. */
@org.springframework.modulith.NamedInterface("person")
@org.jspecify.annotations.NullMarked
package ca.tradeshub.reconciliation.person;
