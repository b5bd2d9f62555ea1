/**
 * The console: pages and API for operators, engineers and auditors. It reads the ledger through {@code overview} and
 * contains no SQL.
 */
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {
            "audit",
            "canonical",
            "correction",
            "delivery :: acknowledgement",
            "exceptions",
            "exceptions :: disagreement",
            "exceptions :: *",
            "explanation",
            "explanation :: *",
            "law",
            "ledger",
            "ledger :: *",
            "overview",
            "overview :: *",
            "protection",
            "reconciliation",
            "reconciliation :: *",
            "rules",
            "rules :: *"
        })
@org.jspecify.annotations.NullMarked
package ca.tradeshub.console;
