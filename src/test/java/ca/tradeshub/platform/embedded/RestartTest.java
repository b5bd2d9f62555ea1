// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.platform.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ca.tradeshub.TradesHub;
import ca.tradeshub.platform.settings.Ports;
import ca.tradeshub.testing.TestState;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The hub as a process of its own, killed, started again and stopped. */
class RestartTest {

    private final Path state = TestState.fresh();
    private final int page = Ports.free();
    private Process hub;

    @Test
    void a_killed_hub_starts_again_with_its_state_and_one_database_and_stops_in_time() throws Exception {
        start();
        ProcessHandle first = postmaster();
        update("insert into lease values ('kept', 'test', 1, now())");

        hub.destroyForcibly().waitFor();
        assertThat(first.isAlive()).as("the database outlives a killed hub").isTrue();

        start();
        ProcessHandle second = postmaster();
        assertThat(second.pid()).isNotEqualTo(first.pid());
        assertThat(first.isAlive()).isFalse();
        assertThat(update("update lease set epoch = 2 where name = 'kept'")).isEqualTo(1);

        Process rival = process();
        assertThat(rival.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(rival.exitValue()).isEqualTo(1);
        assertThat(Files.readString(state.resolve("terminal.log")))
                .contains("Another hub is running on the state folder");

        hub.destroy();
        assertThat(hub.waitFor(30, TimeUnit.SECONDS)).as("stops within 30 s").isTrue();
        assertThat(second.isAlive()).isFalse();
        assertThat(state.resolve("postgres/data/postmaster.pid")).doesNotExist();
    }

    @AfterEach
    void leave_nothing_running() throws Exception {
        hub.destroyForcibly().waitFor();
        if (Files.exists(state.resolve("postgres/data/postmaster.pid"))) {
            Postmaster.runningOn(state.resolve("postgres/data")).orElseThrow().stop(Duration.ofSeconds(20));
        }
    }

    private void start() throws IOException {
        hub = process();
        await().atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(500))
                .until(this::isUp);
    }

    private Process process() throws IOException {
        return new ProcessBuilder(List.of(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Xmx512m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath(),
                        TradesHub.class.getName(),
                        "--hub.state-dir=" + state,
                        "--hub.database.binaries-dir=target/postgres",
                        "--server.port=" + page,
                        "--hub.drop-site.port=0",
                        "--hub.broker.amqp-port=0"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(new File(state.toFile(), "terminal.log")))
                .start();
    }

    /** The hub's own class path: the tests' parts would be taken for the hub's. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private boolean isUp() {
        assertThat(hub.isAlive()).as(this::terminal).isTrue();
        try {
            HttpURLConnection health = (HttpURLConnection) URI.create("http://127.0.0.1:" + page + "/actuator/health")
                    .toURL()
                    .openConnection();
            return health.getResponseCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private String terminal() {
        try {
            return "The hub runs: " + Files.readString(state.resolve("terminal.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ProcessHandle postmaster() throws IOException {
        return Postmaster.runningOn(state.resolve("postgres/data"))
                .orElseThrow()
                .process();
    }

    private int update(String sql) throws IOException, SQLException {
        String port = Files.readAllLines(state.resolve("postgres/data/postmaster.pid"))
                .get(3);
        String password = Files.readString(state.resolve("postgres/password")).trim();
        try (Connection connection = DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/postgres", "postgres", password)) {
            return connection.createStatement().executeUpdate(sql);
        }
    }
}
