// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.platform.embedded;

import ca.tradeshub.ledger.file.FileLedger;
import ca.tradeshub.platform.settings.EmbeddedComposition;
import org.springframework.stereotype.Component;

/**
 * Resumes at once the files that an earlier run left unfinished. Only in the embedded composition, which locks its state
 * folder, so that no other hub can be working on the same database. In production an inactive worker's lease expires.
 */
@Component
@EmbeddedComposition
class StartupRecovery {

    StartupRecovery(FileLedger files) {
        files.releaseAll();
    }
}
