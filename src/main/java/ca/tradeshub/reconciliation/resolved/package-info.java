/** What persons decided, as decisions look it up. */
@org.springframework.modulith.NamedInterface("resolved")
@org.jspecify.annotations.NullMarked
package ca.tradeshub.reconciliation.resolved;
