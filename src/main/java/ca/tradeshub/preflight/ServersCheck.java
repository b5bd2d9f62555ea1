package ca.tradeshub.preflight;

import ca.tradeshub.canonical.CauseChain;
import ca.tradeshub.intake.DropSiteSettings;
import ca.tradeshub.intake.SenderSettings;
import ca.tradeshub.intake.SshKeyExchange;
import ca.tradeshub.platform.broker.Queues;
import ca.tradeshub.platform.settings.BrokerSettings;
import ca.tradeshub.platform.settings.DatabaseSettings;
import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import com.jcraft.jsch.SftpException;
import jakarta.jms.JMSException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.jms.client.ActiveMQConnection;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfoService;

/** Whether the servers of the production composition answer and have what the hub needs. Nothing of them is changed. */
final class ServersCheck {

    private static final String AREA = "connections";
    private static final int PATIENCE_SECONDS = 5;
    private static final int PATIENCE_MILLIS = PATIENCE_SECONDS * 1000;

    private final OfflineSettings settings;
    private final Consumer<CheckResult> found;

    ServersCheck(OfflineSettings settings, Consumer<CheckResult> found) {
        this.settings = settings;
        this.found = found;
    }

    void run() {
        DatabaseSettings database = settings.bind("hub.database", DatabaseSettings.class);
        if (!database.url().isBlank()) {
            database(database);
        }
        BrokerSettings broker = settings.bind("hub.broker", BrokerSettings.class);
        if (!broker.url().isBlank()) {
            broker(broker);
        }
        SshKeyExchange.proposeUntried();
        DropSiteSettings site = settings.bind("hub.drop-site", DropSiteSettings.class);
        settings.senders().senders().forEach((name, sender) -> sender(name, sender, site));
    }

    private void database(DatabaseSettings database) {
        Properties login = new Properties();
        login.setProperty("user", database.username());
        login.setProperty("password", database.password());
        login.setProperty("connectTimeout", Integer.toString(PATIENCE_SECONDS));
        login.setProperty("socketTimeout", Integer.toString(PATIENCE_SECONDS));
        login.setProperty("readOnly", "true");
        try (Connection connection = DriverManager.getConnection(database.url(), login)) {
            String product = connection.getMetaData().getDatabaseProductName();
            if (!product.equals("PostgreSQL")) {
                found.accept(CheckResult.failed(
                        AREA, "The database is " + product + ".", "Set hub.database.url to a PostgreSQL server."));
                return;
            }
            found.accept(CheckResult.ok(
                    AREA,
                    "The database answers: PostgreSQL "
                            + connection.getMetaData().getDatabaseProductVersion() + "."));
            mayMakeTables(connection, database);
        } catch (SQLException e) {
            found.accept(CheckResult.failed(
                    AREA,
                    "The database does not answer as hub.database.* says (SQL state " + e.getSQLState() + ").",
                    "Check hub.database.url, username and password, and whether the server is up."));
            return;
        }
        tables(database);
    }

    private void mayMakeTables(Connection connection, DatabaseSettings database) throws SQLException {
        try (ResultSet may = connection
                .createStatement()
                .executeQuery("select coalesce(has_schema_privilege(current_schema(), 'create'), false)")) {
            may.next();
            if (!may.getBoolean(1)) {
                found.accept(CheckResult.failed(
                        AREA,
                        "The database's user " + database.username() + " may not make tables.",
                        "Grant it create on its schema."));
            }
        }
    }

    private void tables(DatabaseSettings database) {
        try {
            MigrationInfoService tables = Flyway.configure()
                    .dataSource(database.url(), database.username(), database.password())
                    .locations("classpath:db/migration")
                    .load()
                    .info();
            int pending = tables.pending().length;
            if (tables.current() == null) {
                found.accept(
                        CheckResult.ok(AREA, "The database has no tables of the hub; the first start makes them."));
            } else {
                found.accept(CheckResult.ok(
                        AREA,
                        "The database's tables are of version "
                                + tables.current().getVersion()
                                + (pending == 0
                                        ? ", that of this hub."
                                        : "; the start brings " + pending + " step(s) more.")));
            }
        } catch (FlywayException e) {
            found.accept(CheckResult.failed(
                    AREA,
                    "The database's tables cannot be looked at (" + e.getErrorCode() + ").",
                    "Let the database's user read them."));
        }
    }

    private void broker(BrokerSettings broker) {
        try (ActiveMQConnectionFactory factory =
                new ActiveMQConnectionFactory(broker.url(), broker.username(), broker.password())) {
            factory.setReconnectAttempts(0);
            factory.setInitialConnectAttempts(1);
            factory.setCallTimeout(PATIENCE_MILLIS);
            try (jakarta.jms.Connection connection = factory.createConnection()) {
                ClientSession session = ((ActiveMQConnection) connection).getInitialSession();
                List<String> missing = new ArrayList<>();
                for (String queue : Queues.ALL) {
                    if (!session.queueQuery(SimpleString.of(queue)).isExists()) {
                        missing.add(queue);
                    }
                }
                found.accept(
                        missing.isEmpty()
                                ? CheckResult.ok(
                                        AREA, "The broker answers and has all " + Queues.ALL.size() + " queues.")
                                : CheckResult.failed(
                                        AREA,
                                        "The broker answers but lacks the queue(s) " + String.join(", ", missing) + ".",
                                        "Declare them durable, anycast, on the broker."));
            }
        } catch (JMSException | ActiveMQException | RuntimeException e) {
            // An address it cannot even read the client answers with exceptions of many kinds.
            found.accept(CheckResult.failed(
                    AREA,
                    "The broker does not answer as hub.broker.* says (" + reason(e) + ").",
                    "Check hub.broker.url, username and password, and whether the broker is up."));
        }
    }

    private void sender(String name, SenderSettings sender, DropSiteSettings site) {
        String host = sender.host() == null ? site.host() : sender.host();
        int port = sender.port() == null ? site.port() : sender.port();
        Path knownHosts = sender.knownHosts() == null ? Path.of(site.knownHosts()) : sender.knownHosts();
        String account = "The SFTP account of " + name + " on " + host + ":" + port;
        Session session = null;
        try {
            JSch jsch = new JSch();
            jsch.setKnownHosts(knownHosts.toString());
            if (sender.privateKeyFile() != null) {
                jsch.addIdentity(sender.privateKeyFile().toString());
            }
            session = jsch.getSession(sender.username() == null ? name : sender.username(), host, port);
            if (sender.password() != null) {
                session.setPassword(sender.password().getBytes(StandardCharsets.UTF_8));
            }
            session.setConfig("StrictHostKeyChecking", "yes");
            session.setConfig("PreferredAuthentications", "publickey,password,keyboard-interactive");
            session.connect(PATIENCE_MILLIS);
            ChannelSftp sftp = (ChannelSftp) session.openChannel("sftp");
            sftp.connect(PATIENCE_MILLIS);
            folders(name, account, sftp);
        } catch (JSchException e) {
            found.accept(CheckResult.failed(
                    AREA,
                    account + " cannot be entered (" + reason(e) + ").",
                    "Check host, port, username, password or private key of hub.senders." + name
                            + ", and the server's host key in " + knownHosts + "."));
        } finally {
            if (session != null) {
                session.disconnect();
            }
        }
    }

    private void folders(String name, String account, ChannelSftp sftp) {
        List<String> missing = new ArrayList<>();
        for (String folder : List.of("in", "out")) {
            try {
                if (!sftp.stat(folder).isDir()) {
                    missing.add(folder);
                }
            } catch (SftpException e) {
                missing.add(folder);
            }
        }
        found.accept(
                missing.isEmpty()
                        ? CheckResult.ok(AREA, account + " can be entered and has its folders.")
                        : CheckResult.failed(
                                AREA,
                                account + " can be entered but lacks " + String.join(" and ", missing) + ".",
                                "Make the folder(s) in the home of " + name + ", writable for the hub."));
    }

    private static String reason(Exception failure) {
        return String.valueOf(CauseChain.root(failure).getMessage())
                .strip()
                .lines()
                .findFirst()
                .orElse("")
                .replaceAll("[.]$", "");
    }
}
