/** Work of the hub that failed for good and waits for an operator. */
@org.springframework.modulith.NamedInterface("parking")
@org.jspecify.annotations.NullMarked
package ca.tradeshub.ledger.parking;
