/** Balancing: compares a staged file with the totals its sender states. */
@org.springframework.modulith.NamedInterface("balance")
@org.jspecify.annotations.NullMarked
package ca.tradeshub.ledger.balance;
