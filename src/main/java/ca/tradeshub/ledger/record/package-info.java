/** Records: staging, states and the balance of their counts and amounts. */
@org.springframework.modulith.NamedInterface("record")
@org.jspecify.annotations.NullMarked
package ca.tradeshub.ledger.record;
