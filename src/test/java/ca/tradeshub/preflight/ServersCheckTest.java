// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.platform.broker.BrokerConnectionDetails;
import ca.tradeshub.platform.settings.Ports;
import ca.tradeshub.preflight.CheckResult.State;
import ca.tradeshub.testing.HubTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A running hub's parts, looked at as servers of a production composition, and as what is in an embedded one's way. */
@HubTest
class ServersCheckTest {

    @Autowired
    JdbcConnectionDetails database;

    @Autowired
    BrokerConnectionDetails broker;

    @Autowired
    JdbcClient jdbc;

    @Value("${hub.drop-site.port}")
    int site;

    @Value("${hub.broker.amqp-port}")
    int amqp;

    @Value("${hub.state-dir}")
    Path state;

    private final List<CheckResult> points = new ArrayList<>();

    @Test
    void servers_that_answer_and_have_what_is_needed_are_all_well() {
        servers();

        assertThat(points).allMatch(point -> point.state() == State.OK);
        assertThat(messages())
                .anyMatch(message -> message.startsWith("The database responds: PostgreSQL 17"))
                .anyMatch(message -> message.endsWith("which this hub requires."))
                .anyMatch(message -> message.matches("The broker responds and has all \\d+ queues\\."))
                .contains("The SFTP account of payroll-maple on 127.0.0.1:" + site
                        + " accepts the login and has its folders.");
    }

    @Test
    void checking_an_empty_database_creates_nothing_in_it() {
        jdbc.sql("create schema looked_at").update();
        String url = database.getJdbcUrl() + "&currentSchema=looked_at";

        servers("--hub.database.url=" + url);

        assertThat(messages()).contains("The database has no tables of the hub. The first start creates them.");
        assertThat(jdbc.sql("select count(*) from pg_tables where schemaname = 'looked_at'")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void a_newer_or_changed_schema_fails_as_the_start_does() {
        jdbc.sql("create schema newer").update();
        String url = database.getJdbcUrl() + "&currentSchema=newer";
        Flyway.configure()
                .dataSource(url, database.getUsername(), database.getPassword())
                .load()
                .migrate();
        jdbc.sql("update newer.flyway_schema_history set checksum = 1 where version = '2'")
                .update();
        servers("--hub.database.url=" + url);
        assertThat(failures())
                .containsExactly("The database was migrated by other steps than those of this hub: version(s) 2.");
        points.clear();
        jdbc.sql("update newer.flyway_schema_history set version = '999' where version = '2'")
                .update();

        servers("--hub.database.url=" + url);

        assertThat(failures())
                .singleElement()
                .asString()
                .startsWith("The database schema has version 999, which a newer hub has created.");
    }

    @Test
    void an_archive_that_is_not_the_one_of_the_database_fails(@TempDir Path other) {
        servers();
        assertThat(messages()).contains("The archive is that of the database.");
        points.clear();

        servers("--hub.intake.archive-dir=" + other);

        assertThat(failures())
                .containsExactly(
                        "The archive " + other + " is not the archive of the database: it has no file archive.id.");
        assertThat(other).isEmptyDirectory();
    }

    @Test
    void wrong_passwords_are_reported_and_never_printed() {
        servers(
                "--hub.database.password=wr0ng",
                "--hub.broker.password=wr0ng",
                "--hub.senders.legacy-college.password=wr0ng");

        assertThat(failures())
                .hasSize(3)
                .anyMatch(message ->
                        message.startsWith("The database server rejects the user") && message.contains("28P01"))
                .anyMatch(message -> message.startsWith("The connection of hub.broker.* to the broker failed"))
                .anyMatch(message -> message.startsWith("The SFTP account of legacy-college"));
        assertThat(points.toString()).doesNotContain("wr0ng");
    }

    @Test
    void an_unexpected_host_key_is_reported(@TempDir Path folder) throws Exception {
        Path strangers = folder.resolve("known_hosts");
        Files.writeString(strangers, "");

        servers("--hub.senders.legacy-college.known-hosts=" + strangers);

        assertThat(failures())
                .singleElement()
                .asString()
                .startsWith("The SFTP account of legacy-college")
                .containsIgnoringCase("reject");
    }

    @Test
    void servers_that_do_not_run_are_reported() {
        int nobody = Ports.free();

        servers(
                "--hub.database.url=jdbc:postgresql://127.0.0.1:" + nobody + "/hub",
                "--hub.broker.url=tcp://127.0.0.1:" + nobody,
                "--hub.drop-site.port=" + nobody);

        assertThat(failures())
                .hasSize(2 + 5)
                .contains("The database server of hub.database.url cannot be reached (SQL state 08001).");
    }

    @Test
    void a_database_that_does_not_exist_is_reported() {
        servers("--hub.database.url=" + database.getJdbcUrl().replaceFirst("/[^/?]+([?]|$)", "/no_such_database$1"));

        assertThat(failures())
                .containsExactly(
                        "The database server has no database of the name in hub.database.url (SQL state 3D000).");
    }

    @Test
    void invalid_addresses_are_reported() {
        servers(
                "--hub.database.url=jdbc:fish",
                "--hub.broker.url=fish://broker",
                "--hub.drop-site.port=" + Ports.free());

        assertThat(failures()).hasSize(2 + 5);
    }

    @Test
    void a_hub_that_runs_is_in_the_way_of_another_on_its_folder_and_ports() {
        new HostCheck(
                        settings(
                                "--hub.state-dir=" + state,
                                "--hub.drop-site.port=" + site,
                                "--hub.broker.amqp-port=" + amqp,
                                "--server.port=0"),
                        points::add)
                .run();

        assertThat(failures())
                .containsExactlyInAnyOrder(
                        "Another hub is running on the state folder " + state + ".",
                        "The embedded drop site cannot listen on 127.0.0.1:" + site + ".",
                        "The embedded broker cannot listen on 127.0.0.1:" + amqp + ".");
    }

    private void servers(String... others) {
        String[] own = {
            "--hub.state-dir=" + state,
            "--hub.database.url=" + database.getJdbcUrl(),
            "--hub.database.username=" + database.getUsername(),
            "--hub.database.password=" + database.getPassword(),
            "--hub.broker.url=" + broker.url(),
            "--hub.broker.username=" + broker.username(),
            "--hub.broker.password=" + broker.password(),
            "--hub.drop-site.port=" + site
        };
        String[] overridden = Stream.of(own)
                .filter(argument -> Stream.of(others)
                        .noneMatch(other -> other.startsWith(argument.substring(0, argument.indexOf('=') + 1))))
                .toArray(String[]::new);
        new ServersCheck(
                        settings(Stream.of(overridden, others)
                                .flatMap(Stream::of)
                                .toArray(String[]::new)),
                        points::add)
                .run();
    }

    private static OfflineSettings settings(String... arguments) {
        return OfflineSettings.read(List.of(arguments));
    }

    private List<String> messages() {
        return points.stream().map(point -> point.message().en()).toList();
    }

    private List<String> failures() {
        return points.stream()
                .filter(point -> point.state() == State.FAILED)
                .map(point -> point.message().en())
                .toList();
    }
}
