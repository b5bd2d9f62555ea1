/** Exceptions: typed disagreements that a person must settle (interface agreements, section 5). */
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {"canonical", "ledger", "ledger :: *", "rules", "rules :: *"})
package ca.tradeshub.exceptions;
