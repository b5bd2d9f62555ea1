/** Metrics, health checks and alarm notification: the state of the hub for monitoring systems. */
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {"canonical", "exceptions", "ledger", "ledger :: *", "overview", "overview :: *"})
@org.jspecify.annotations.NullMarked
package ca.tradeshub.observability;
