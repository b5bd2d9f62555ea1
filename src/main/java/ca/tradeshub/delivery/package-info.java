/** Delivery: the outbox, the contracts of the queues, and the partners' acknowledgements. */
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {"canonical", "rules", "rules :: *", "reconciliation", "ledger"})
package ca.tradeshub.delivery;
