/**
 * Read models of the ledger for pages, metrics, health checks and the demo. Every list is bounded and has the true total
 * with it. Nothing is written here.
 */
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {
            "canonical",
            "delivery :: period",
            "exceptions",
            "exceptions :: disagreement",
            "ledger",
            "ledger :: *",
            "protection",
            "reconciliation",
            "reconciliation :: *"
        })
@org.jspecify.annotations.NullMarked
package ca.tradeshub.overview;
