// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.sftp;

import ca.tradeshub.ledger.FailureCause;
import ca.tradeshub.ledger.InboxId;
import ca.tradeshub.ledger.alarm.AlarmCode;
import ca.tradeshub.ledger.alarm.Alarms;
import ca.tradeshub.protection.Masking;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * What fails while Camel polls a sender's drop folder outside any route: a connection, a listing, a download that does
 * not even begin. A listing has its own alarm; a file gets one here.
 */
public final class InboxFailures implements ExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(InboxFailures.class);

    private final InboxId place;
    private final Alarms alarms;

    public InboxFailures(InboxId place, Alarms alarms) {
        this.place = place;
        this.alarms = alarms;
    }

    @Override
    public void handleException(Throwable failure) {
        LOG.debug("Polling the drop folder of {} failed", place, failure);
    }

    @Override
    public void handleException(String message, Throwable failure) {
        handleException(failure);
    }

    @Override
    public void handleException(String message, Exchange exchange, Throwable failure) {
        String name = exchange == null ? null : exchange.getMessage().getHeader("CamelFileNameOnly", String.class);
        // A file that is landed was taken; that its source could not be moved has its own alarm.
        if (name == null || exchange.getProperty(DropSiteMove.LANDED) != null) {
            handleException(failure);
            return;
        }
        String cause = FailureCause.of(failure);
        LOG.debug("{} of {} stays in the drop folder until a later poll: {}", Masking.fileName(name), place, cause);
        try {
            alarms.raise(AlarmCode.LANDING_FAILED, place.subject(name), FailureCause.text(failure));
        } catch (DataAccessException e) {
            LOG.error(
                    "The alarm on {} of {} could not be opened: {}", Masking.fileName(name), place, FailureCause.of(e));
        }
    }
}
