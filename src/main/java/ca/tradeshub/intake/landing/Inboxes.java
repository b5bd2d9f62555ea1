// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.landing;

import ca.tradeshub.intake.sender.IntakeSettings;
import ca.tradeshub.intake.sender.Senders;
import ca.tradeshub.ledger.InboxId;
import ca.tradeshub.ledger.alarm.Alarms;
import ca.tradeshub.ledger.landing.ControlPairing;
import ca.tradeshub.ledger.landing.Landings;
import ca.tradeshub.ledger.landing.PendingUploads;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** The drop folders of all senders: where files are dropped to take effect, and where for a dry run. */
@Component
public class Inboxes {

    private final Map<InboxId, Inbox> folders = new HashMap<>();

    Inboxes(
            Senders senders,
            IntakeSettings intake,
            Landings landings,
            ControlPairing controls,
            PendingUploads uploads,
            Alarms alarms) {
        senders.senders().forEach((sender, settings) -> {
            Inbox.Polling polling =
                    new Inbox.Polling(intake.pollInterval(settings), intake.landingBatch(), System::nanoTime);
            for (InboxId inbox : InboxId.of(sender)) {
                folders.put(inbox, new Inbox(inbox, settings, polling, landings, controls, uploads, alarms));
            }
        });
    }

    /** A drop folder of a sender of the settings. */
    public Inbox of(InboxId inbox) {
        return Objects.requireNonNull(folders.get(inbox), () -> "No sender has the drop folder " + inbox);
    }
}
