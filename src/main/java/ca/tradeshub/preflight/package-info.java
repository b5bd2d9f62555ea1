/**
 * The configuration check: validates settings, mapping sheets, routes, keys, folders and servers as a start would,
 * without starting the hub.
 */
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {
            "canonical",
            "delivery",
            "intake",
            "intake :: *",
            "law",
            "ledger",
            "ledger :: *",
            "mapping",
            "observability",
            "platform :: *",
            "protection",
            "rules",
            "rules :: *"
        })
@org.jspecify.annotations.NullMarked
package ca.tradeshub.preflight;
