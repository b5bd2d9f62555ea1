// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.sftp;

import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.component.file.GenericFileOperationFailedException;
import org.apache.camel.component.file.remote.RemoteFileConfiguration;
import org.apache.camel.component.file.remote.SftpEndpoint;
import org.apache.camel.component.file.remote.SftpOperations;
import org.jspecify.annotations.Nullable;

/**
 * The connections to drop sites. One of each account is kept from poll to poll: to connect costs a hundred times what a
 * look into an empty folder costs. Both drop folders of a sender use the same one after the other; when both are polled
 * at once, the second has a connection of its own that is not kept.
 */
final class DropSiteSessions implements AutoCloseable {

    private final Map<String, Connection> idle = new HashMap<>();
    private boolean closed;

    /** A connection and its only channel. */
    record Connection(String account, Session session, SftpChannel channel, boolean isUsed) implements AutoCloseable {

        @Override
        public void close() {
            channel.close();
            session.disconnect();
        }
    }

    /**
     * A connection that is kept; null without one, or when its other end has closed it.
     *
     * @param account the server and the account on it
     */
    @Nullable
    Connection kept(String account) {
        Connection kept;
        synchronized (this) {
            kept = idle.remove(account);
        }
        if (kept != null && !(kept.session().isConnected() && kept.channel().isConnected())) {
            kept.close();
            return null;
        }
        return kept;
    }

    /**
     * A new connection.
     *
     * @throws GenericFileOperationFailedException when the server does not accept it
     */
    Connection connect(SftpEndpoint endpoint) {
        Sessions sessions = new Sessions(endpoint);
        int timeout = endpoint.getConfiguration().getConnectTimeout();
        Session session = null;
        try {
            session = sessions.of(endpoint.getConfiguration());
            session.connect(timeout);
            return new Connection(
                    endpoint.remoteServerInformation(), session, new SftpChannel(session, timeout), false);
        } catch (JSchException | IOException e) {
            if (session != null) {
                session.disconnect();
            }
            throw new GenericFileOperationFailedException("The drop site cannot be connected to", e);
        }
    }

    /** Keeps a connection on which nothing is under way, or closes it when the account has one. */
    void keep(Connection connection) {
        synchronized (this) {
            if (!closed && !idle.containsKey(connection.account())) {
                idle.put(
                        connection.account(),
                        new Connection(connection.account(), connection.session(), connection.channel(), true));
                return;
            }
        }
        connection.close();
    }

    @Override
    public void close() {
        Map<String, Connection> all;
        synchronized (this) {
            closed = true;
            all = Map.copyOf(idle);
            idle.clear();
        }
        all.values().forEach(Connection::close);
    }

    /** Sessions as Camel configures them: keys, passwords, host keys, time limits. */
    private static final class Sessions extends SftpOperations {

        Sessions(SftpEndpoint endpoint) {
            setEndpoint(endpoint);
        }

        Session of(RemoteFileConfiguration configuration) throws JSchException {
            return createSession(configuration);
        }
    }
}
