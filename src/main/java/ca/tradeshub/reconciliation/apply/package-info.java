/** Files taking effect: duplicates, newer versions, key conflicts, and the keys they affect. */
@org.springframework.modulith.NamedInterface("apply")
@org.jspecify.annotations.NullMarked
package ca.tradeshub.reconciliation.apply;
