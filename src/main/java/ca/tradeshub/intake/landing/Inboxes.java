package ca.tradeshub.intake.landing;

import ca.tradeshub.intake.sender.Senders;
import ca.tradeshub.ledger.InboxId;
import ca.tradeshub.ledger.alarm.Alarms;
import ca.tradeshub.ledger.file.LandingLedger;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The drop folders of all senders: where files are dropped to take effect, and where for a dry run. */
@Component
public class Inboxes {

    private final Map<InboxId, Inbox> folders = new HashMap<>();

    Inboxes(Senders senders, LandingLedger ledger, Alarms alarms) {
        senders.senders().forEach((sender, settings) -> {
            for (InboxId inbox : InboxId.of(sender)) {
                folders.put(inbox, new Inbox(inbox, settings, ledger, alarms));
            }
        });
    }

    /** A drop folder of a sender of the settings. */
    public Inbox of(InboxId inbox) {
        return folders.get(inbox);
    }
}
