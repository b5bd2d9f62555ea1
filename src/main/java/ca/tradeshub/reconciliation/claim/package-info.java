/** Tax-credit claims: their inputs, context and verdict. */
@org.springframework.modulith.NamedInterface("claim")
@org.jspecify.annotations.NullMarked
package ca.tradeshub.reconciliation.claim;
