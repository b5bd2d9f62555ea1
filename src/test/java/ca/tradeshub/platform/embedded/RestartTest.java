// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.platform.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ca.tradeshub.TradesHub;
import ca.tradeshub.platform.settings.Ports;
import ca.tradeshub.testing.EarlierState;
import ca.tradeshub.testing.TestState;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The hub as a process of its own, killed, started again and stopped. */
class RestartTest {

    private final Path state = TestState.fresh();
    private final int page = Ports.free();
    private Process hub;

    @Test
    void a_killed_hub_starts_again_with_its_state_and_one_database_and_stops_in_time() throws Exception {
        start();
        Postmaster first = postmaster();
        update("insert into lease values ('kept', 'test', 1, now())");

        hub.destroyForcibly().waitFor();
        assertThat(first.isRunning()).as("the database outlives a killed hub").isTrue();

        start();
        Postmaster second = postmaster();
        assertThat(second.process().pid()).isNotEqualTo(first.process().pid());
        assertThat(first.isRunning()).isFalse();
        assertThat(update("update lease set epoch = 2 where name = 'kept'")).isEqualTo(1);

        Process rival = process();
        assertThat(rival.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(rival.exitValue()).isEqualTo(1);
        assertThat(Files.readString(state.resolve("terminal.log")))
                .contains("Another hub is running on the state folder");

        hub.destroy();
        assertThat(hub.waitFor(30, TimeUnit.SECONDS)).as("stops within 30 s").isTrue();
        assertThat(second.isRunning()).isFalse();
        assertThat(state.resolve("postgres/data/postmaster.pid")).doesNotExist();
    }

    @Test
    void a_hub_starts_on_the_state_of_the_earliest_release() throws Exception {
        startOnTheStateOf(EarlierState.VERSION);
    }

    /** One hub for both, since a start takes longer than all else here. */
    @Test
    void a_hub_starts_on_the_state_of_an_earlier_release_and_its_health_answers_without_its_database()
            throws Exception {
        startOnTheStateOf("6");

        Postmaster database = postmaster();
        database.process().destroyForcibly();
        assertThat(database.awaitEnd(Duration.ofSeconds(20))).isTrue();

        healthAnswersWithoutDatabase();
    }

    private void startOnTheStateOf(String version) throws Exception {
        databaseOf(version);
        Files.setPosixFilePermissions(state, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createFile(state.resolve("hub.lock"));

        start();

        assertThat(text("select string_agg(version, ' ') from (select version from flyway_schema_history"
                        + " order by installed_rank desc limit 1) newest"))
                .isNotEqualTo(version);
        assertThat(text("select count(*)::text from record")).isEqualTo("127");
        assertThat(text("select id::text from archive"))
                .isEqualTo(Files.readString(state.resolve("archive/archive.id")).trim());
        for (Path folder : List.of(state, state.resolve("archive"), state.resolve("log"), state.resolve("broker"))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                    .as(folder.toString())
                    .isEqualTo("rwx------");
        }
        assertThat(terminal()).contains("It is now restricted to the hub's user.");
    }

    @Test
    void a_hub_does_not_start_on_the_state_of_a_later_release_and_states_why() throws Exception {
        databaseOf("6");
        try (EmbeddedPostgres server = server()) {
            JdbcClient.create(server.getPostgresDatabase())
                    .sql("insert into flyway_schema_history select 1000, '999', description, type, script, checksum,"
                            + " installed_by, now(), 1, true from flyway_schema_history where version = '6'")
                    .update();
        }

        hub = process();

        assertThat(hub.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(hub.exitValue()).isEqualTo(1);
        assertThat(terminal())
                .contains("The database schema has version 999, which a newer hub has created.")
                .contains("restore the backup made before the upgrade")
                .doesNotContain("\tat ");
    }

    private void healthAnswersWithoutDatabase() throws IOException {
        long begun = System.nanoTime();
        HttpURLConnection health = health("viewer:demo");

        assertThat(health.getResponseCode()).isEqualTo(503);
        String body = new String(health.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(9));
        JsonNode answer = new ObjectMapper().readTree(body);
        assertThat(answer.at("/status").asText()).isEqualTo("DOWN");
        assertThat(answer.at("/components/db/status").asText()).isEqualTo("DOWN");
        for (String part : List.of("balance", "outbox", "parked")) {
            assertThat(answer.at("/components/" + part + "/status").asText())
                    .as(part)
                    .isEqualTo("UNKNOWN");
        }
        assertThat(answer.at("/components/broker/status").asText()).isEqualTo("UP");
        assertThat(answer.at("/components/dropSite/status").asText()).isEqualTo("UP");
    }

    private HttpURLConnection health(String user) throws IOException {
        HttpURLConnection health = (HttpURLConnection) URI.create("http://127.0.0.1:" + page + "/actuator/health")
                .toURL()
                .openConnection();
        health.setRequestProperty(
                "Authorization", "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)));
        return health;
    }

    /** The embedded database of the state folder, filled by an earlier release and migrated to a version. */
    private void databaseOf(String version) throws IOException, SQLException {
        Path home = Files.createDirectory(state.resolve("postgres"));
        Files.writeString(home.resolve("password"), "secret");
        try (EmbeddedPostgres server = server()) {
            EarlierState.fill(server.getPostgresDatabase());
            Flyway.configure()
                    .dataSource(server.getPostgresDatabase())
                    .target(version)
                    .load()
                    .migrate();
        }
        Files.createFile(home.resolve("complete"));
    }

    private EmbeddedPostgres server() throws IOException {
        Path home = state.resolve("postgres");
        return EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(Path.of("target/postgres").toFile())
                .setDataDirectory(home.resolve("data"))
                .setCleanDataDirectory(false)
                .setLocaleConfig("locale", "C.UTF-8")
                .setLocaleConfig("auth", "scram-sha-256")
                .setLocaleConfig("pwfile", home.resolve("password").toString())
                .setConnectConfig("password", "secret")
                .start();
    }

    @AfterEach
    void leave_nothing_running() throws Exception {
        hub.destroyForcibly().waitFor();
        if (Files.exists(state.resolve("postgres/data/postmaster.pid"))) {
            Optional<Postmaster> running = Postmaster.runningOn(state.resolve("postgres/data"));
            if (running.isPresent()) {
                running.get().stop(Duration.ofSeconds(20));
            }
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
                        // Classes of this build and its dependencies need no check, a seventh of the work of a start.
                        "-XX:+UnlockDiagnosticVMOptions",
                        "-XX:-BytecodeVerificationRemote",
                        "-XX:+UseSerialGC",
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

    private Postmaster postmaster() throws IOException {
        return Postmaster.runningOn(state.resolve("postgres/data")).orElseThrow();
    }

    private String text(String query) throws IOException, SQLException {
        try (Connection connection = connection();
                ResultSet rows = connection.createStatement().executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private int update(String sql) throws IOException, SQLException {
        try (Connection connection = connection()) {
            return connection.createStatement().executeUpdate(sql);
        }
    }

    private Connection connection() throws IOException, SQLException {
        String port = Files.readAllLines(state.resolve("postgres/data/postmaster.pid"))
                .get(3);
        String password = Files.readString(state.resolve("postgres/password")).trim();
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/postgres", "postgres", password);
    }
}
