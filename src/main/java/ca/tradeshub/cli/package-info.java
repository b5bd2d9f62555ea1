/** The jar's commands: what an engineer runs without starting the hub. */
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {
            "canonical",
            "feeds",
            "generator",
            "mapping",
            "rules",
            "rules :: *",
            "ledger",
            "intake",
            "platform"
        })
package ca.tradeshub.cli;
