/** The audit chain: append-only entries, each hashing its predecessor. */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"canonical", "locks"})
package ca.tradeshub.audit;
