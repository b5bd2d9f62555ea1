/** What records state of their persons, and the keys under which they are found. */
@org.springframework.modulith.NamedInterface("evidence")
@org.jspecify.annotations.NullMarked
package ca.tradeshub.reconciliation.evidence;
