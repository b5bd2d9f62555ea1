// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.preflight;

import ca.tradeshub.canonical.CauseChain;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.delivery.DeliverySettings;
import ca.tradeshub.intake.landing.ArchiveMarker;
import ca.tradeshub.intake.sender.DropSiteSettings;
import ca.tradeshub.intake.sender.SenderSettings;
import ca.tradeshub.intake.sftp.SshKeyExchange;
import ca.tradeshub.platform.broker.Queues;
import ca.tradeshub.platform.failure.StartFailure;
import ca.tradeshub.platform.settings.BrokerSettings;
import ca.tradeshub.platform.settings.DatabaseSettings;
import ca.tradeshub.platform.state.ArchiveOfTheDatabase;
import ca.tradeshub.platform.state.SchemaVersion;
import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import com.jcraft.jsch.SftpException;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.jms.client.ActiveMQConnection;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfoService;

/** Checks that the external servers respond and have what the hub requires. Changes nothing on them. */
final class ServersCheck {

    private static final String MAY_CREATE_TABLES =
            "select coalesce(has_schema_privilege(current_schema(), 'create'), false) as allowed";
    private static final String HAS_ARCHIVE = "select to_regclass('archive') is not null as is_there";
    private static final String ARCHIVE = "select id from archive";

    /** SQL states of PostgreSQL: the first two characters are the class. */
    private static final String LOGIN_REJECTED = "28";

    private static final String NO_SUCH_DATABASE = "3D000";
    private static final String NO_SERVER = "08001";

    private static final String AREA = "connections";
    private static final String UNUSED_ADDRESS = "hub.check-config.unused";
    private static final List<String> FOLDERS = List.of("in", "test", "out");
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
                found.accept(CheckResult.failed(AREA, "database.other", product));
                return;
            }
            found.accept(
                    CheckResult.ok(AREA, "database", connection.getMetaData().getDatabaseProductVersion()));
            mayMakeTables(connection, database);
            archive(connection);
        } catch (SQLException e) {
            String state = String.valueOf(e.getSQLState());
            found.accept(CheckResult.failed(AREA, "database." + rejection(state), state));
            return;
        }
        tables(database);
    }

    /** The sentence for a SQL state of a connection that failed. */
    private static String rejection(String state) {
        if (state.startsWith(LOGIN_REJECTED)) {
            return "user";
        }
        if (state.equals(NO_SUCH_DATABASE)) {
            return "name";
        }
        return state.equals(NO_SERVER) ? "unreachable" : "login";
    }

    private void mayMakeTables(Connection connection, DatabaseSettings database) throws SQLException {
        try (ResultSet may = connection.createStatement().executeQuery(MAY_CREATE_TABLES)) {
            may.next();
            if (!may.getBoolean("allowed")) {
                found.accept(CheckResult.failed(AREA, "database.rights", database.username()));
            }
        }
    }

    /** Compares the archive with the one of the database, when a hub has marked both. */
    private void archive(Connection connection) throws SQLException {
        ArchiveMarker marker = new ArchiveMarker(
                settings.intake().archiveDir().toAbsolutePath().normalize());
        try (Statement statement = connection.createStatement();
                ResultSet table = statement.executeQuery(HAS_ARCHIVE)) {
            table.next();
            if (!table.getBoolean("is_there")) {
                return;
            }
            try (ResultSet mark = statement.executeQuery(ARCHIVE)) {
                if (mark.next()) {
                    ArchiveOfTheDatabase.require(marker, mark.getObject("id", UUID.class));
                    found.accept(CheckResult.ok(AREA, "archive"));
                }
            }
        } catch (StartFailure failure) {
            found.accept(CheckResult.failed(AREA, failure));
        } catch (IOException e) {
            found.accept(CheckResult.failed(AREA, "archive.unreadable", marker.file()));
        }
    }

    private void tables(DatabaseSettings database) {
        try {
            Flyway flyway = Flyway.configure()
                    .dataSource(database.url(), database.username(), database.password())
                    .locations("classpath:db/migration")
                    .load();
            SchemaVersion.require(flyway);
            MigrationInfoService tables = flyway.info();
            int pending = tables.pending().length;
            if (tables.current() == null) {
                found.accept(CheckResult.ok(AREA, "schema.none"));
            } else {
                found.accept(CheckResult.ok(
                        AREA,
                        pending == 0 ? "schema.current" : "schema.pending",
                        tables.current().getVersion(),
                        pending));
            }
        } catch (StartFailure failure) {
            found.accept(CheckResult.failed(AREA, failure));
        } catch (FlywayException e) {
            found.accept(CheckResult.failed(AREA, "schema.unreadable", e.getErrorCode()));
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
                List<String> needed = Queues.of(settings.bind("hub.delivery", DeliverySettings.class)
                        .acknowledgers()
                        .keySet());
                for (String queue : needed) {
                    ClientSession.QueueQuery state = session.queueQuery(SimpleString.of(queue));
                    if (!state.isExists() || state.getRoutingType() != RoutingType.ANYCAST || !state.isDurable()) {
                        missing.add(queue);
                    }
                }
                if (session.addressQuery(SimpleString.of(UNUSED_ADDRESS)).isAutoCreateAddresses()
                        || session.addressQuery(SimpleString.of(UNUSED_ADDRESS)).isAutoCreateQueues()) {
                    found.accept(CheckResult.failed(AREA, "broker.auto"));
                }
                found.accept(
                        missing.isEmpty()
                                ? CheckResult.ok(AREA, "broker", needed.size())
                                : CheckResult.failed(AREA, "broker.queues", String.join(", ", missing)));
            }
        } catch (JMSException | ActiveMQException | RuntimeException e) {
            // The client throws exceptions of many types for an invalid address.
            found.accept(CheckResult.failed(AREA, "broker.login", reason(e)));
        }
    }

    private void sender(String name, SenderSettings sender, DropSiteSettings site) {
        String host = sender.host() == null ? site.host() : sender.host();
        int port = sender.port() == null ? site.port() : sender.port();
        Path knownHosts = sender.knownHosts() == null ? Path.of(site.knownHosts()) : sender.knownHosts();
        Text account = CheckResult.part("account", name, host, Integer.toString(port));
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
            found.accept(CheckResult.failed(AREA, "account.login", account, reason(e), name, knownHosts));
        } finally {
            if (session != null) {
                session.disconnect();
            }
        }
    }

    private void folders(String name, Text account, ChannelSftp sftp) {
        List<String> missing = new ArrayList<>();
        for (String folder : FOLDERS) {
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
                        ? CheckResult.ok(AREA, "account.ok", account)
                        : CheckResult.failed(
                                AREA,
                                missing.size() == 1 ? "account.folder" : "account.folders",
                                account,
                                String.join(", ", missing),
                                name));
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
