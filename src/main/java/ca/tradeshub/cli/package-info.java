/** The jar's commands: what an engineer runs without starting the hub. */
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {
            "canonical",
            "explanation",
            "feeds",
            "generator",
            "generator :: request",
            "mapping",
            "rules",
            "rules :: *",
            "ledger",
            "intake",
            "reconciliation",
            "platform :: settings",
            "platform :: failure",
            "preflight"
        })
package ca.tradeshub.cli;
