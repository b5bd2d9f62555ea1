/** The ledger: files, records and their states, the balance, alarms, parked work and the audit chain, in PostgreSQL. */
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {"audit", "canonical", "law", "locks", "protection", "rules", "rules :: *"})
@org.jspecify.annotations.NullMarked
package ca.tradeshub.ledger;
