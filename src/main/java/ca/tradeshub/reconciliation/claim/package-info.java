/** Tax-credit claims: their inputs, context and verdict. */
@org.springframework.modulith.NamedInterface("claim")
package ca.tradeshub.reconciliation.claim;
