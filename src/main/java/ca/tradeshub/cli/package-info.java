/** The jar's commands: what an engineer runs without starting the hub. */
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {
            "audit",
            "canonical",
            "canonical :: text",
            "explanation",
            "explanation :: *",
            "feeds",
            "feeds :: *",
            "generator",
            "generator :: request",
            "identity",
            "identity :: *",
            "intake",
            "intake :: *",
            "law",
            "ledger",
            "ledger :: *",
            "mapping",
            "platform :: failure",
            "platform :: settings",
            "preflight",
            "protection",
            "reconciliation",
            "reconciliation :: *",
            "rules",
            "rules :: *"
        })
@org.jspecify.annotations.NullMarked
package ca.tradeshub.cli;
