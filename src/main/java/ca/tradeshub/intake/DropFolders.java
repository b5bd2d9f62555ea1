package ca.tradeshub.intake;

import ca.tradeshub.ledger.Alarms;
import ca.tradeshub.ledger.Drop;
import ca.tradeshub.ledger.LandingLedger;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The drop folders of all senders: where files are dropped to take effect, and where for a dry run. */
@Component
class DropFolders {

    private final Map<Drop, DropFolder> folders = new HashMap<>();

    DropFolders(Senders senders, LandingLedger ledger, Alarms alarms) {
        senders.senders().forEach((sender, settings) -> {
            for (Drop drop : Drop.of(sender)) {
                folders.put(drop, new DropFolder(drop, settings, ledger, alarms));
            }
        });
    }

    /** A drop folder of a sender of the settings. */
    DropFolder of(Drop drop) {
        return folders.get(drop);
    }
}
