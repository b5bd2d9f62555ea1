/** Certificates that should have arrived: completed apprenticeships without one. */
@org.springframework.modulith.NamedInterface("awaited")
@org.jspecify.annotations.NullMarked
package ca.tradeshub.reconciliation.awaited;
