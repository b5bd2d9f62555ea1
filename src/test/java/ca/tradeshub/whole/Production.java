// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.whole;

import ca.tradeshub.testing.SftpSite;
import ca.tradeshub.testing.TestDatabase;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The servers of the production composition, each a server of its own, and the hubs that use them. */
final class Production implements AutoCloseable {

    /** Of every user of the broker, the console and the commands. */
    static final String PASSWORD = "whole-hub";

    static final String OFFICE = "employment-ontario";
    static final String COLLEGE = "legacy-college";
    static final String PAYROLL = "payroll-maple";

    private static final ObjectMapper JSON = new ObjectMapper();

    final BrokerProcess broker;
    final SftpSite site;
    private final HikariDataSource database = TestDatabase.empty();
    private final Path folder;

    Production(Path folder) {
        this(folder, folder.resolve("broker"));
    }

    /**
     * Starts the servers.
     *
     * @param folder an empty folder
     * @param brokerData where the broker stores its messages
     */
    Production(Path folder, Path brokerData) {
        this.folder = folder;
        try {
            Files.createDirectories(folder.resolve("broker"));
            site = new SftpSite(Files.createDirectory(folder.resolve("site")), OFFICE, COLLEGE, PAYROLL);
            Path keys = Files.createFile(
                    folder.resolve("keys"),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(keys, "current=k1\nk1=" + Base64.getEncoder().encodeToString(new byte[32]) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        broker = new BrokerProcess(folder.resolve("broker"), brokerData).start();
    }

    /** A hub with the archive of all hubs. */
    HubProcess hub(String name, String... more) {
        return hubWithArchive(name, "archive", more);
    }

    /** A hub with an archive of that name. */
    HubProcess hubWithArchive(String name, String archive, String... more) {
        try {
            List<String> options = settings(archive);
            options.replaceAll(
                    option -> option.startsWith("--hub.database.url=") ? option + "&ApplicationName=" + name : option);
            options.addAll(Arrays.asList(more));
            return new HubProcess(Files.createDirectories(folder.resolve(name)), options.toArray(String[]::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The settings of a hub with an archive of that name. */
    List<String> settings(String archive) {
        List<String> settings = new ArrayList<>(List.of(
                HubProcess.PRODUCTION,
                "--hub.database.url=" + database.getJdbcUrl(),
                "--hub.database.username=postgres",
                "--hub.broker.url=" + broker.url(),
                "--hub.broker.username=hub",
                "--hub.broker.password=" + PASSWORD,
                "--hub.keys.file=" + folder.resolve("keys"),
                "--hub.drop-site.host=127.0.0.1",
                "--hub.drop-site.port=" + site.port(),
                "--hub.drop-site.known-hosts=" + site.knownHosts(),
                "--hub.intake.archive-dir=" + folder.resolve(archive),
                "--hub.delivery.acknowledgers.registry=" + Partner.REGISTRY,
                "--hub.delivery.acknowledgers.tax=" + Partner.TAX,
                "--hub.users.viewer.password={noop}" + PASSWORD,
                "--hub.users.viewer.roles=viewer"));
        settings.addAll(sender(OFFICE, "registrations"));
        settings.addAll(sender(COLLEGE, "certificates"));
        settings.addAll(sender(PAYROLL, "payroll"));
        settings.add("--hub.senders." + PAYROLL + ".layout=standard");
        settings.add("--hub.senders." + PAYROLL + ".employers=" + Wire.EMPLOYER);
        return settings;
    }

    private static List<String> sender(String name, String feed) {
        return List.of(
                "--hub.senders." + name + ".feed=" + feed, "--hub.senders." + name + ".password=" + SftpSite.PASSWORD);
    }

    /** Drops a file of a sender. */
    void drop(String sender, Wire.File file) {
        site.drop(sender, file.name(), file.content());
    }

    /** The newest status or else the receipt of a file; null while there is none. */
    JsonNode answer(String sender, String file) throws IOException {
        for (String ending : List.of(".status.json", ".receipt.json")) {
            Path answer = site.out(sender).resolve(file + ending);
            if (Files.exists(answer)) {
                return JSON.readTree(answer.toFile());
            }
        }
        return null;
    }

    /** The hubs' database. */
    JdbcClient sql() {
        return JdbcClient.create(database);
    }

    /** A number that the database answers. */
    long count(String sql) {
        return sql().sql(sql).query(Long.class).single();
    }

    @Override
    public void close() {
        broker.close();
        site.close();
        database.close();
    }
}
