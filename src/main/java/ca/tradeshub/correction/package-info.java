/** Corrections: which rejected records a resubmitted record corrects. */
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {
            "audit",
            "canonical",
            "ledger",
            "ledger :: *",
            "locks",
            "protection",
            "rules",
            "rules :: *"
        })
@org.jspecify.annotations.NullMarked
package ca.tradeshub.correction;
