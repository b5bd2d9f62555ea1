/**
 * The console: pages and API for operators, engineers and auditors. It reads the ledger through {@code overview} and
 * contains no SQL.
 */
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {
            "canonical",
            "correction",
            "exceptions",
            "explanation",
            "law",
            "ledger",
            "ledger :: *",
            "overview",
            "overview :: *",
            "reconciliation",
            "reconciliation :: *",
            "rules",
            "rules :: *"
        })
@org.jspecify.annotations.NullMarked
package ca.tradeshub.console;
