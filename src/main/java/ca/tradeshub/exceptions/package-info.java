/** Exceptions: typed disagreements that a person must settle (interface agreements, section 5). */
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {
            "audit",
            "canonical",
            "ledger",
            "ledger :: *",
            "locks",
            "protection",
            "rules",
            "rules :: *"
        })
@org.jspecify.annotations.NullMarked
package ca.tradeshub.exceptions;
