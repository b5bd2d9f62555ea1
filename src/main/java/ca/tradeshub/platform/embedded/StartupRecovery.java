package ca.tradeshub.platform.embedded;

import ca.tradeshub.ledger.FileQueue;
import ca.tradeshub.platform.settings.EmbeddedComposition;
import org.springframework.stereotype.Component;

/**
 * Takes up at once what an earlier run left half-done. Only where no other hub can be at work on the same store: the
 * embedded composition holds its state folder alone. Elsewhere a silent worker's claim ends by itself.
 */
@Component
@EmbeddedComposition
class StartupRecovery {

    StartupRecovery(FileQueue files) {
        files.releaseAll();
    }
}
