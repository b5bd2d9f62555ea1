// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.bench;

import ca.tradeshub.platform.embedded.EmbeddedParts;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.sshd.sftp.client.SftpClient;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * The least that must be done on these parts: each byte is read once over SFTP and handed to {@code COPY} as it is, each
 * message is copied into a table once and sent once, in transactions of 500. It parses nothing and computes nothing: the
 * messages are those that the hub made of the same file.
 */
final class Floor implements Runnable {

    private static final String COPY_LINES =
            "copy peer_pay_line (" + PeerSql.COLUMNS + ") from stdin (format csv, header true)";
    private static final String COPY_MESSAGES = "copy peer_message (body) from stdin (format csv)";
    private static final int TOGETHER = 500;
    private static final int BUFFER = 256 * 1024;

    private final EmbeddedParts parts;
    private final int sftp;
    private final Path messages;
    private final byte[] buffer = new byte[BUFFER];

    Floor(EmbeddedParts parts, int sftp, Path messages) {
        this.parts = parts;
        this.sftp = sftp;
        this.messages = messages;
    }

    @Override
    public void run() {
        new PeerFolder(sftp).pollForever((client, name) -> {
            copyLines(client, name);
            Path file = messages.resolve(name + ".messages");
            copyMessages(file);
            send(file);
        });
    }

    private void copyLines(SftpClient client, String name) throws IOException, SQLException {
        try (Connection connection = connect();
                InputStream in = client.read("in/" + name)) {
            CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY_LINES);
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                copy.writeToCopy(buffer, 0, read);
            }
            copy.endCopy();
        }
    }

    private void copyMessages(Path file) throws IOException, SQLException {
        try (Connection connection = connect();
                BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY_MESSAGES);
            for (String body = in.readLine(); body != null; body = in.readLine()) {
                byte[] row = ('"' + body.replace("\"", "\"\"") + "\"\n").getBytes(StandardCharsets.UTF_8);
                copy.writeToCopy(row, 0, row.length);
            }
            copy.endCopy();
        }
    }

    private void send(Path file) throws IOException, JMSException {
        ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(
                parts.broker().url(), parts.broker().username(), parts.broker().password());
        try (factory;
                jakarta.jms.Connection connection = factory.createConnection();
                Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
                MessageProducer producer = session.createProducer(session.createQueue(ClaimReader.TAX));
                BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            int open = 0;
            for (String body = in.readLine(); body != null; body = in.readLine()) {
                producer.send(session.createTextMessage(body));
                if (++open % TOGETHER == 0) {
                    session.commit();
                }
            }
            session.commit();
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                parts.database().getJdbcUrl(),
                parts.database().getUsername(),
                parts.database().getPassword());
    }
}
