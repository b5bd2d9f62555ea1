/** Intake: landing and archiving files, pairing control files, reading them, and responding to the senders. */
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {
            "canonical",
            "canonical :: *",
            "correction",
            "feeds",
            "feeds :: *",
            "law",
            "ledger",
            "ledger :: *",
            "mapping",
            "protection",
            "rules",
            "rules :: *"
        })
@org.jspecify.annotations.NullMarked
package ca.tradeshub.intake;
