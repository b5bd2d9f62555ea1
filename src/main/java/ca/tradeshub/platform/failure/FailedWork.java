// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.platform.failure;

import ca.tradeshub.ledger.FailureCause;
import ca.tradeshub.ledger.InboxId;
import ca.tradeshub.ledger.alarm.AlarmCode;
import ca.tradeshub.ledger.alarm.Alarms;
import ca.tradeshub.ledger.parking.ParkedWork;
import ca.tradeshub.ledger.parking.Parking;
import ca.tradeshub.protection.Masking;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;
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
     * Raises an alarm for a file that could not be landed. The file stays in the drop folder and is retried at the next poll.
     *
     * @param sender the sender's name
     * @param folder the drop folder's name
     * @param name the file's name
     * @param failure why it failed
     */
    public void landingFailed(
            @ExchangeProperty("sender") String sender,
            @ExchangeProperty("folder") String folder,
            @Header("CamelFileNameOnly") String name,
            @ExchangeProperty("CamelExceptionCaught") Throwable failure) {
        // The alarm logs the failure once; a line at every poll would flood the log.
        LOG.debug(
                "{} of {} was not landed and is retried at the next poll: {}",
                Masking.fileName(name),
                sender,
                FailureCause.of(failure));
        alarms.raise(AlarmCode.LANDING_FAILED, InboxId.of(sender, folder).subject(name), FailureCause.text(failure));
    }
}
