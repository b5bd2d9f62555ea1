/** Delivery: the outbox, the contracts of the queues, and the partners' acknowledgements. */
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {
            "audit",
            "canonical",
            "exceptions",
            "exceptions :: disagreement",
            "law",
            "ledger",
            "ledger :: *",
            "protection",
            "reconciliation",
            "reconciliation :: *",
            "rules",
            "rules :: *"
        })
@org.jspecify.annotations.NullMarked
package ca.tradeshub.delivery;
