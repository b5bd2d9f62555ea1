package ca.tradeshub.intake;

import ca.tradeshub.ledger.Alarms;
import ca.tradeshub.ledger.InboxId;
import ca.tradeshub.ledger.LandingLedger;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The drop folders of all senders: where files are dropped to take effect, and where for a dry run. */
@Component
class Inboxes {

    private final Map<InboxId, Inbox> folders = new HashMap<>();

    Inboxes(Senders senders, LandingLedger ledger, Alarms alarms) {
        senders.senders().forEach((sender, settings) -> {
            for (InboxId inbox : InboxId.of(sender)) {
                folders.put(inbox, new Inbox(inbox, settings, ledger, alarms));
            }
        });
    }

    /** A drop folder of a sender of the settings. */
    Inbox of(InboxId inbox) {
        return folders.get(inbox);
    }
}
