/** The console: pages over the ledger for the people who watch and operate the hub. */
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {"canonical", "rules", "ledger", "reconciliation", "delivery", "explanation"})
package ca.tradeshub.console;
