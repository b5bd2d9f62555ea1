/** Corrections: which rejected records a resubmitted record corrects. */
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {"canonical", "ledger", "ledger :: *", "rules", "rules :: *"})
@org.jspecify.annotations.NullMarked
package ca.tradeshub.correction;
