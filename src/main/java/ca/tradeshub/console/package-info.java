/** The console: pages over the ledger for the people who watch and operate the hub. */
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {"canonical", "ledger", "reconciliation", "delivery"})
package ca.tradeshub.console;
