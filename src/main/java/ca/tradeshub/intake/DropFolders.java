package ca.tradeshub.intake;

import ca.tradeshub.ledger.Alarms;
import ca.tradeshub.ledger.LandingLedger;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** The drop folders of all senders. */
@Component
class DropFolders {

    private final Map<String, DropFolder> folders = new TreeMap<>();

    DropFolders(Senders senders, LandingLedger ledger, Alarms alarms) {
        senders.senders()
                .forEach((sender, settings) -> folders.put(sender, new DropFolder(sender, settings, ledger, alarms)));
    }

    /** The drop folder of a sender of the settings. */
    DropFolder of(String sender) {
        return folders.get(sender);
    }
}
