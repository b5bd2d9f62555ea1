/**
 * The console: pages and API for operators, engineers and auditors. It reads the ledger through {@code overview} and
 * contains no SQL.
 */
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {"canonical", "rules", "ledger", "overview", "reconciliation", "explanation"})
package ca.tradeshub.console;
