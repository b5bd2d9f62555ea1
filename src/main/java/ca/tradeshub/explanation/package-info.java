/**
 * Explanations: the rules, the version of the law, the facts and the interpretations that a record or message is based
 * on. One model for API, page and command, built from the standing records at each request.
 */
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {
            "audit",
            "canonical",
            "exceptions",
            "exceptions :: disagreement",
            "exceptions :: *",
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
package ca.tradeshub.explanation;
