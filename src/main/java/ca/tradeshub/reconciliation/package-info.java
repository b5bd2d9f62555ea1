/**
 * Reconciliation: applies balanced files to the current facts, decides each key whose facts changed, and puts the
 * decision, its breaks and its message into the store in one transaction.
 */
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {
            "audit",
            "canonical",
            "exceptions",
            "law",
            "ledger",
            "ledger :: *",
            "locks",
            "protection",
            "rules",
            "rules :: *"
        })
package ca.tradeshub.reconciliation;
