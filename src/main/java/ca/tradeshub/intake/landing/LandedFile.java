// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.landing;

import ca.tradeshub.intake.source.SourceAttributes;
import ca.tradeshub.ledger.InboxId;
import org.jspecify.annotations.Nullable;

/**
 * The result of landing a file of a drop folder: its id in the ledger and where its source is moved.
 *
 * @param id the ledger's id of the file; 0 when it is not landed now, such as one that changed while it was read
 * @param inbox the drop folder
 * @param name the name in the drop folder
 * @param listed what the drop folder showed of it when it was read
 * @param source where its source goes
 * @param controlId the ledger's id of the control file whose source goes with it, null when none does
 * @param controlName that control file's name in the drop folder, null when none goes with it
 * @param waitsForProcessing whether the file waits to be processed
 */
public record LandedFile(
        long id,
        InboxId inbox,
        String name,
        SourceAttributes listed,
        Source source,
        @Nullable Long controlId,
        @Nullable String controlName,
        boolean waitsForProcessing) {

    /** Where the source of a landed file goes. */
    public enum Source {
        /** To the folder of what was taken. */
        DONE(".done"),
        /** To the folder of what was refused on landing. */
        REFUSED(".refused"),
        /** Nowhere: it waits for its counterpart, is read again at a later poll, or another hub moves it. */
        STAYS(null);

        private final @Nullable String folder;

        Source(@Nullable String folder) {
            this.folder = folder;
        }

        /** The folder the source is moved to, a subfolder of the drop folder; null when the source stays. */
        public @Nullable String folder() {
            return folder;
        }
    }
}
