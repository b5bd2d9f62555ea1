/** Intake: landing and archiving files, pairing control files, and answering the senders. */
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {"canonical", "feeds", "mapping", "rules", "rules :: *", "ledger"})
package ca.tradeshub.intake;
