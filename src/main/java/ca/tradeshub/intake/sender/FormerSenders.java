// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.sender;

import ca.tradeshub.ledger.alarm.AlarmCode;
import ca.tradeshub.ledger.alarm.Alarms;
import java.util.Set;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Closes, at start-up, the open alarms about drop folders of senders that are no longer in the settings. The hub does
 * not poll these folders any more, so nothing else would close the alarms.
 */
@Component
class FormerSenders {

    private static final Set<AlarmCode> ABOUT_FOLDERS = Set.of(
            AlarmCode.DROP_SITE_UNREACHABLE,
            AlarmCode.DROP_NAME_UNTOUCHED,
            AlarmCode.UPLOAD_INCOMPLETE,
            AlarmCode.CONTROL_FILE_ALONE,
            AlarmCode.LANDING_FAILED,
            AlarmCode.SOURCE_NOT_MOVED);

    private final Alarms alarms;
    private final Senders senders;

    FormerSenders(Alarms alarms, Senders senders) {
        this.alarms = alarms;
        this.senders = senders;
    }

    @EventListener(ApplicationReadyEvent.class)
    void closeAlarms() {
        alarms.closeOfOthers(ABOUT_FOLDERS, senders.senders().keySet());
    }
}
