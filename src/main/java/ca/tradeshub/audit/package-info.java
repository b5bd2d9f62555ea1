/** The audit chain: append-only entries, each hashing its predecessor. */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"canonical", "locks"})
@org.jspecify.annotations.NullMarked
package ca.tradeshub.audit;
