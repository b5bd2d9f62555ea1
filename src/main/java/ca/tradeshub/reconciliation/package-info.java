/**
 * Reconciliation: applies balanced files to the standing records, decides each key whose records changed, and stores the
 * decision, its exceptions and its message in one transaction.
 */
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {
            "audit",
            "canonical",
            "exceptions",
            "exceptions :: disagreement",
            "identity",
            "identity :: names",
            "law",
            "ledger",
            "ledger :: *",
            "locks",
            "mapping :: survivorship",
            "protection",
            "rules",
            "rules :: *"
        })
@org.jspecify.annotations.NullMarked
package ca.tradeshub.reconciliation;
