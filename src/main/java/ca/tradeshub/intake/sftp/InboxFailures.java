// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.sftp;

import ca.tradeshub.ledger.FailureCause;
import ca.tradeshub.ledger.InboxId;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What fails while a sender's drop folder is polled: a connection, a listing, the landing of a batch. Each has an alarm
 * already; a line at every poll would flood the log.
 */
public final class InboxFailures implements ExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(InboxFailures.class);

    private final InboxId place;

    public InboxFailures(InboxId place) {
        this.place = place;
    }

    @Override
    public void handleException(Throwable failure) {
        LOG.debug("Polling the drop folder of {} failed: {}", place, FailureCause.of(failure));
    }

    @Override
    public void handleException(String message, Throwable failure) {
        handleException(failure);
    }

    @Override
    public void handleException(String message, Exchange exchange, Throwable failure) {
        handleException(failure);
    }
}
