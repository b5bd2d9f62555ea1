// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.sftp;

import ca.tradeshub.intake.landing.Inbox;
import ca.tradeshub.intake.source.SourceBatch;
import java.io.IOException;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.file.remote.SftpConsumer;
import org.apache.camel.component.file.remote.SftpEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * Polls a drop folder: lists it once and sends all that is to be landed through the route, batch after batch, over one
 * connection. Camel's own consumer sends one file at a time, with a dozen requests each.
 */
final class InboxConsumer extends SftpConsumer {

    /** Exchange property with the names of the files of the batch. */
    static final String NAMES = "names";

    private static final int NOTHING_MORE = -1;

    private final SftpEndpoint site;
    private final Inbox inbox;
    private final DropSiteSessions sessions;

    InboxConsumer(SftpEndpoint site, Processor processor, Inbox inbox, DropSiteSessions sessions) {
        super(site, processor, site.createRemoteFileOperations(), null);
        this.site = site;
        this.inbox = inbox;
        this.sessions = sessions;
    }

    @Override
    protected int poll() throws Exception {
        DropSiteSessions.@Nullable Connection kept = sessions.kept(site.remoteServerInformation());
        if (kept != null) {
            try {
                return poll(kept);
            } catch (StaleConnectionException ended) {
                // The server closed it meanwhile.
            }
        }
        return poll(sessions.connect(site));
    }

    private int poll(DropSiteSessions.Connection connection) throws Exception {
        boolean isSound = false;
        try {
            SftpDropFolder folder = new SftpDropFolder(
                    connection.channel(), site.getConfiguration().getDirectory());
            List<SourceBatch> batches = look(connection, folder);
            int landed = 0;
            for (SourceBatch batch : batches) {
                if (!isRunAllowed()) {
                    break;
                }
                int ofBatch = land(batch);
                if (ofBatch == NOTHING_MORE) {
                    isSound = true;
                    return 0;
                }
                landed += ofBatch;
            }
            isSound = true;
            return landed;
        } catch (SftpException refused) {
            isSound = true;
            throw refused;
        } finally {
            if (isSound) {
                sessions.keep(connection);
            } else {
                connection.close();
            }
        }
    }

    private List<SourceBatch> look(DropSiteSessions.Connection connection, SftpDropFolder folder) throws IOException {
        try {
            return inbox.look(folder);
        } catch (SftpException refused) {
            throw refused;
        } catch (IOException e) {
            if (connection.isUsed()) {
                throw new StaleConnectionException(e);
            }
            throw e;
        }
    }

    /**
     * Sends a batch through the route.
     *
     * @return how many sources were moved, {@link #NOTHING_MORE} when no other batch is to be tried now
     */
    private int land(SourceBatch batch) throws Exception {
        Exchange exchange = createExchange(true);
        try {
            exchange.getMessage().setBody(batch);
            exchange.setProperty(NAMES, batch.names());
            getProcessor().process(exchange);
            Exception failure = exchange.getException();
            if (failure == null) {
                return exchange.getMessage().getBody(int.class);
            }
            getExceptionHandler().handleException("A batch was not landed", exchange, failure);
            if (failure instanceof IOException && !(failure instanceof SftpException)) {
                throw failure;
            }
            return failure instanceof SftpException ? 0 : NOTHING_MORE;
        } finally {
            releaseExchange(exchange, false);
        }
    }

    /** A kept connection did not work any more; another one is made at once. */
    private static final class StaleConnectionException extends IOException {

        private static final long serialVersionUID = 1;

        StaleConnectionException(IOException cause) {
            super(cause);
        }
    }
}
