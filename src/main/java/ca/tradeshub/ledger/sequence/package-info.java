/** Sequence numbers: used and free ones, gaps, and numbers declared as never used. */
@org.springframework.modulith.NamedInterface("sequence")
@org.jspecify.annotations.NullMarked
package ca.tradeshub.ledger.sequence;
