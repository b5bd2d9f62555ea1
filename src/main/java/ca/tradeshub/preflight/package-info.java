/**
 * The configuration check: validates settings, mapping sheets, routes, keys, folders and servers as a start would,
 * without starting the hub.
 */
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {"canonical", "intake", "ledger", "mapping", "observability", "platform :: *", "rules"})
package ca.tradeshub.preflight;
