// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.landing;

import org.jspecify.annotations.Nullable;

/** The outcome of recording a file that arrived. */
public sealed interface LandingResult {

    /**
     * The file is recorded; its source is to be moved away.
     *
     * @param fileId the ledger's id
     * @param refusalCode why it was refused on landing, null when it was accepted for processing
     * @param controlFile the ledger's id of the control file that goes with it, null when none does
     * @param controlName the control file's name in the drop folder, null when none goes with it
     * @param waitsForProcessing whether it waits to be processed
     */
    record Landed(
            long fileId,
            @Nullable String refusalCode,
            @Nullable Long controlFile,
            @Nullable String controlName,
            boolean waitsForProcessing)
            implements LandingResult {}

    /**
     * A control file that is recorded and whose CSV has not arrived; its source stays until then.
     *
     * @param fileId the ledger's id
     */
    record WaitsForItsCsv(long fileId) implements LandingResult {}

    /** A CSV that is not recorded because its control file is not landed; its source stays until then. */
    record WaitsForItsControlFile() implements LandingResult {}

    /** Another hub landed the same file while this one read it; the other hub moves the source. */
    record TakenElsewhere() implements LandingResult {}
}
