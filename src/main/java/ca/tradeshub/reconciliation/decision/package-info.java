/** Verdicts on keys, the decisions that follow and the messages that carry them. */
@org.springframework.modulith.NamedInterface("decision")
@org.jspecify.annotations.NullMarked
package ca.tradeshub.reconciliation.decision;
