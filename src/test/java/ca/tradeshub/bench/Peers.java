// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.bench;

import ca.tradeshub.platform.embedded.EmbeddedParts;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.slf4j.LoggerFactory;

/** Starts one of the programs that are compared with the hub; ends when it is stopped. */
public final class Peers {

    /** The file in its folder that says that it takes files. */
    static final String READY = "ready";

    /** The senders' password on the servers. */
    static final String PASSWORD = "of the benchmark";

    private Peers() {}

    /**
     * @param args kind, folder, folder of the hub's messages, port of the drop site, port of the broker
     */
    public static void main(String[] args) throws Exception {
        Locale.setDefault(Locale.ROOT);
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        Path folder = Path.of(args[1]);
        PeerKind kind = PeerKind.valueOf(args[0]);
        List<String> settings = new ArrayList<>(List.of(
                "--hub.state-dir=" + folder.resolve("var"),
                "--hub.drop-site.port=" + args[3],
                "--hub.broker.amqp-port=" + args[4],
                "--hub.database.binaries-dir=" + Path.of("target", "postgres").toAbsolutePath()));
        if (kind == PeerKind.SERVERS) {
            for (String sender : List.of("employment-ontario", "legacy-college", "payroll-maple")) {
                settings.add("--hub.senders." + sender + ".password=" + PASSWORD);
            }
        }
        EmbeddedParts parts = new EmbeddedParts(settings.toArray(String[]::new));
        if (kind == PeerKind.SERVERS) {
            serve(parts, args[3], folder);
            return;
        }
        try (Connection connection = DriverManager.getConnection(
                        parts.database().getJdbcUrl(),
                        parts.database().getUsername(),
                        parts.database().getPassword());
                Statement statement = connection.createStatement()) {
            statement.execute(PeerSql.TABLES);
        }
        int sftp = Integer.parseInt(args[3]);
        switch (kind) {
            case FLOOR -> start(new Floor(parts, sftp, Path.of(args[2])), folder);
            case CAMEL -> start(new CamelPeer(parts, sftp, folder), folder);
            case BATCH -> start(new BatchPeer(parts, sftp, folder), folder);
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    /** Keeps the servers running; the file that says so has a hub's settings for them, one a line. */
    private static void serve(EmbeddedParts parts, String sftp, Path folder) throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        parts.acceptHubs(port);
        Path settings = Files.write(
                folder.resolve(READY + ".part"),
                List.of(
                        "--hub.database.url=" + parts.database().getJdbcUrl(),
                        "--hub.database.username=" + parts.database().getUsername(),
                        "--hub.database.password=" + parts.database().getPassword(),
                        "--hub.broker.url=tcp://127.0.0.1:" + port,
                        "--hub.broker.username=" + parts.broker().username(),
                        "--hub.broker.password=" + parts.broker().password(),
                        "--hub.drop-site.port=" + sftp));
        Files.move(settings, folder.resolve(READY), StandardCopyOption.ATOMIC_MOVE);
        Thread.currentThread().join();
    }

    private static void start(Runnable peer, Path folder) throws Exception {
        Thread thread = new Thread(peer, "peer");
        thread.start();
        Files.createFile(folder.resolve(READY));
        thread.join();
    }
}
