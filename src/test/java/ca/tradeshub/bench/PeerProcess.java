// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A program that is compared with the hub, in a process of its own, with the hub's database, broker and drop site. */
final class PeerProcess implements Contestant {

    private static final Duration START = Duration.ofSeconds(120);
    /** The facts of the registrations that a claim needs, as the hub has them from the registration file. */
    private static final String REGISTRATIONS =
            """
            insert into peer_registration
            select 'TA-2015-' || lpad(person::text, 6, '0'), '2015-06-01', '309A', (20000000 + person)::text,
                   'Family' || person, 'Given', '1995-03-04'
            from generate_series(0, %d - 1) person
            """;

    private final PeerKind kind;
    private final int sftp = freePort();
    private final int amqp = freePort();
    private final Process process;
    private final Machine machine;

    /**
     * @param folder an empty folder of its own
     * @param messages folder with the messages of the hub's run
     * @param java options of its virtual machine
     * @param persons registrations to prepare
     */
    PeerProcess(PeerKind kind, Path folder, Path messages, List<String> java, int persons) {
        this.kind = kind;
        try {
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(java);
            command.addAll(List.of(
                    "-Dlogback.configurationFile=logback-plain.xml",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Peers.class.getName(),
                    kind.name(),
                    folder.toString(),
                    messages.toString(),
                    Integer.toString(sftp),
                    Integer.toString(amqp)));
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("console.log").toFile())
                    .start();
            Path ready = folder.resolve(Peers.READY);
            Awaitility.await(kind + " to start").atMost(START).until(() -> {
                if (!process.isAlive()) {
                    throw new IllegalStateException(Files.readString(folder.resolve("console.log")));
                }
                return Files.exists(ready);
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        machine = new Machine(process.pid(), folder.resolve("var"));
        if (kind != PeerKind.SERVERS) {
            prepare(persons);
        }
    }

    private void prepare(int persons) {
        try (Statement statement = machine.connection().createStatement()) {
            statement.execute(String.format(Locale.ROOT, REGISTRATIONS, persons));
            statement.execute("analyze peer_registration");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String name() {
        return kind.title();
    }

    @Override
    public Machine machine() {
        return machine;
    }

    @Override
    public int sftp() {
        return sftp;
    }

    @Override
    public int amqp() {
        return amqp;
    }

    @Override
    public void close() {
        machine.close();
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
