/** Corrections: which rejected records a resubmitted record corrects. */
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {"canonical", "ledger", "ledger :: *", "rules", "rules :: *"})
package ca.tradeshub.correction;
