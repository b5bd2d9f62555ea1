/**
 * Explanations: which rule, which version of the law, which facts and which reading stand behind a record or a message,
 * made again from the standing records whenever they are asked for, in one model for API, page and command.
 */
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {
            "canonical",
            "exceptions",
            "law",
            "ledger",
            "ledger :: *",
            "reconciliation",
            "reconciliation :: *",
            "rules",
            "rules :: *"
        })
package ca.tradeshub.explanation;
