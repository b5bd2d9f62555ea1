// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.platform.failure;

import ca.tradeshub.ledger.FailureCause;
import ca.tradeshub.ledger.InboxId;
import ca.tradeshub.ledger.alarm.AlarmCode;
import ca.tradeshub.ledger.alarm.Alarms;
import ca.tradeshub.ledger.parking.ParkedWork;
import ca.tradeshub.ledger.parking.Parking;
import java.io.IOException;
import java.util.List;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The steps of the failure policies: what happens to work that failed internally. */
@Component
public class FailedWork {

    private static final Logger LOG = LoggerFactory.getLogger(FailedWork.class);

    private final Parking parking;
    private final Alarms alarms;

    FailedWork(Parking parking, Alarms alarms) {
        this.parking = parking;
        this.alarms = alarms;
    }

    /**
     * Parks work after its last attempt failed.
     *
     * @param route the route that gave up
     * @param reference what it worked on; null when the body identifies it
     * @param body what it worked on: a file's id ({@code Long}) is used as the reference, any other content is ignored
     * @param failure why it failed
     */
    public void park(
            @ExchangeProperty("CamelFailureRouteId") @Nullable String route,
            @ExchangeProperty("reference") @Nullable String reference,
            @Body Object body,
            @ExchangeProperty("CamelExceptionCaught") Throwable failure) {
        String step = route == null ? "unknown" : route;
        String what = reference != null
                ? reference
                : body instanceof Long fileId ? ParkedWork.referenceTo(fileId) : "route:" + step;
        LOG.error("Parked {} of route {}: {}", what, step, FailureCause.of(failure));
        parking.park(step, what, FailureCause.text(failure));
    }

    /**
     * Raises an alarm for each file of a batch that could not be landed; the files stay in the drop folder and are retried
     * at the next poll. When a connection fails while many files are read, no file is the cause: the poll fails, and
     * that has an alarm of its own.
     *
     * @param sender the sender's name
     * @param folder the drop folder's name
     * @param names the names of the files
     * @param failure why it failed
     */
    public void landingFailed(
            @ExchangeProperty("sender") String sender,
            @ExchangeProperty("folder") String folder,
            @ExchangeProperty("names") List<String> names,
            @ExchangeProperty("CamelExceptionCaught") Throwable failure) {
        InboxId inbox = InboxId.of(sender, folder);
        // The alarm logs the failure once; a line at every poll would flood the log.
        LOG.debug("{} files of {} were not landed and are retried: {}", names.size(), inbox, FailureCause.of(failure));
        if (names.size() == 1 || !(failure instanceof IOException)) {
            names.forEach(
                    name -> alarms.raise(AlarmCode.LANDING_FAILED, inbox.subject(name), FailureCause.text(failure)));
        }
    }
}
