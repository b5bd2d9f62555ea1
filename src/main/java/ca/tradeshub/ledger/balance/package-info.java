/** Balancing: compares a staged file with the totals its sender states. */
@org.springframework.modulith.NamedInterface("balance")
package ca.tradeshub.ledger.balance;
