// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake;

import ca.tradeshub.audit.AuditTrail;
import ca.tradeshub.canonical.Feed;
import ca.tradeshub.correction.CorrectionLedger;
import ca.tradeshub.intake.landing.Inboxes;
import ca.tradeshub.intake.landing.Landing;
import ca.tradeshub.intake.response.ResponseWriting;
import ca.tradeshub.intake.sender.DropSiteSettings;
import ca.tradeshub.intake.sender.IntakeSettings;
import ca.tradeshub.intake.sender.PgpSettings;
import ca.tradeshub.intake.sender.SenderSettings;
import ca.tradeshub.intake.sender.Senders;
import ca.tradeshub.intake.sftp.DropSiteMove;
import ca.tradeshub.intake.sftp.LeanSftpComponent;
import ca.tradeshub.ledger.FileWarnings;
import ca.tradeshub.ledger.alarm.Alarms;
import ca.tradeshub.ledger.file.FileGroupSettings;
import ca.tradeshub.ledger.file.FileLedger;
import ca.tradeshub.ledger.file.FileQueue;
import ca.tradeshub.ledger.file.LargeFileSettings;
import ca.tradeshub.ledger.landing.ControlPairing;
import ca.tradeshub.ledger.landing.LandingLookup;
import ca.tradeshub.ledger.landing.LandingStore;
import ca.tradeshub.ledger.landing.Landings;
import ca.tradeshub.ledger.landing.PendingUploads;
import ca.tradeshub.ledger.parking.Parking;
import ca.tradeshub.ledger.record.Balances;
import ca.tradeshub.ledger.record.StagedRecords;
import ca.tradeshub.ledger.response.FileReports;
import ca.tradeshub.ledger.response.SenderResponses;
import ca.tradeshub.ledger.sequence.SequenceNumbers;
import ca.tradeshub.ledger.sequence.SequenceWatch;
import ca.tradeshub.platform.failure.FailedWork;
import ca.tradeshub.platform.failure.FailureConfiguration;
import ca.tradeshub.platform.failure.FailureSettings;
import ca.tradeshub.platform.failure.ReleasedWork;
import ca.tradeshub.testing.ASender;
import ca.tradeshub.testing.SettableClock;
import ca.tradeshub.testing.SftpSite;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.util.unit.DataSize;

/** Intake as it runs in the hub, on a database, an archive and an SFTP server of a test; without the other modules. */
final class IntakeBench implements AutoCloseable {

    static final String REGISTRATIONS = "employment-ontario";
    static final String CERTIFICATES = "legacy-college";
    static final String PAYROLL = "payroll-maple";
    static final String[] SENDERS = {REGISTRATIONS, CERTIFICATES, PAYROLL};
    static final Duration LIMIT = Duration.ofHours(4);

    final SettableClock clock = new SettableClock();
    final DataSource database;
    final JdbcClient jdbc;
    final CamelContext camel;
    final List<Long> offered = new CopyOnWriteArrayList<>();

    private final AnnotationConfigApplicationContext spring;

    IntakeBench(DataSource database, Path archive, int sftpPort, Path knownHosts) {
        this(database, archive, senders(sftpPort, knownHosts, null), new PgpSettings(null, null));
    }

    private IntakeBench(DataSource database, Path archive, Map<String, SenderSettings> senders, PgpSettings pgp) {
        this.database = database;
        jdbc = JdbcClient.create(database);
        camel = new DefaultCamelContext();
        camel.addComponent("sftp", new LeanSftpComponent());
        spring = new AnnotationConfigApplicationContext();
        // Two benches may share a database.
        spring.registerBean(DataSource.class, () -> database, bean -> bean.setDestroyMethodName(""));
        spring.registerBean(JdbcClient.class, () -> jdbc);
        spring.registerBean(PlatformTransactionManager.class, () -> new JdbcTransactionManager(database));
        spring.registerBean(Clock.class, () -> clock);
        spring.registerBean(ProducerTemplate.class, () -> camel.createProducerTemplate());
        spring.registerBean(Senders.class, () -> new Senders(senders));
        spring.registerBean(LargeFileSettings.class, () -> new LargeFileSettings(DataSize.ofMegabytes(16), 1));
        spring.registerBean(FileGroupSettings.class, () -> new FileGroupSettings(50, DataSize.ofMegabytes(4)));
        spring.registerBean(IntakeSettings.class, () -> settings(archive));
        spring.registerBean(
                DropSiteSettings.class, () -> new DropSiteSettings("127.0.0.1", 2222, "target/known_hosts"));
        spring.registerBean(PgpSettings.class, () -> pgp);
        spring.registerBean(
                FailureSettings.class, () -> new FailureSettings(2, Duration.ofMillis(20), 2, Duration.ofMillis(100)));
        spring.register(
                Transactions.class,
                Alarms.class,
                Parking.class,
                Landings.class,
                LandingLookup.class,
                LandingStore.class,
                ControlPairing.class,
                SequenceNumbers.class,
                SequenceWatch.class,
                PendingUploads.class,
                FileWarnings.class,
                SenderResponses.class,
                StagedRecords.class,
                FileReports.class,
                CorrectionLedger.class,
                FileLedger.class,
                FileQueue.class,
                Balances.class,
                AuditTrail.class,
                IntakeConfiguration.class,
                FailureConfiguration.class,
                Inboxes.class,
                DropSiteMove.class,
                Landing.class,
                ResponseWriting.class,
                FailedWork.class,
                ReleasedWork.class,
                SenderRoutes.class);
        spring.refresh();
    }

    IntakeBench(DataSource database, Path archive, SftpSite site) {
        this(database, archive, site.port(), site.knownHosts());
    }

    /** One that can read what is encrypted for it and signed by the sender of registrations. */
    IntakeBench(DataSource database, Path archive, SftpSite site, Path secretKeys, Path passphrase, Path signingKeys) {
        this(
                database,
                archive,
                senders(site.port(), site.knownHosts(), signingKeys),
                new PgpSettings(secretKeys, passphrase));
    }

    /** One of whose senders the sender of certificates has its server at another port of this machine. */
    IntakeBench(DataSource database, Path archive, SftpSite site, int certificatesPort) {
        this(
                database,
                archive,
                elsewhere(senders(site.port(), site.knownHosts(), null), certificatesPort, site.knownHosts()),
                new PgpSettings(null, null));
    }

    private static Map<String, SenderSettings> elsewhere(
            Map<String, SenderSettings> senders, int certificatesPort, Path knownHosts) {
        senders.put(CERTIFICATES, at(ASender.of(Feed.CERTIFICATES), certificatesPort, knownHosts));
        return senders;
    }

    @EnableTransactionManagement
    private static class Transactions {}

    /** Loads route files and starts them, and the routes of every sender with them. */
    IntakeBench start(String... routes) {
        try {
            load(routes);
            camel.addRoutes(spring.getBean(SenderRoutes.class));
            camel.addTemplatedRoutes(spring.getBean(SenderRoutes.class));
            camel.start();
            return this;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Loads route files without starting them. */
    IntakeBench load(String... routes) throws Exception {
        for (String name :
                List.of("landing", "responseWriting", "failedWork", "dropSiteMove", "retryThenPark", "fileQueue")) {
            camel.getRegistry().bind(name, spring.getBean(name));
        }
        Properties properties = new Properties();
        properties.setProperty("hub.intake.response-interval", "100ms");
        camel.getPropertiesComponent().setInitialProperties(properties);
        for (String route : routes) {
            PluginHelper.getRoutesLoader(camel)
                    .loadRoutes(ResourceHelper.resolveResource(camel, "file:routes/" + route + ".camel.yaml"));
        }
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("seda:process-file?size=64&pollTimeout=50")
                        .process(exchange -> offered.add(exchange.getMessage().getBody(Long.class)));
            }
        });
        return this;
    }

    /** Loads and starts everything intake has. */
    IntakeBench startAll() {
        return start("failures", "intake", "responses");
    }

    <T> T bean(Class<T> type) {
        return spring.getBean(type);
    }

    List<String> openAlarms() {
        return bean(Alarms.class).open().stream()
                .map(alarm -> alarm.code().code())
                .toList();
    }

    List<String> alarmDetails() {
        return bean(Alarms.class).open().stream()
                .map(alarm -> alarm.detail().en())
                .toList();
    }

    /** One line per file of the ledger: name, state and refusal code. */
    List<String> files() {
        return jdbc.sql("select name || ' ' || state || coalesce(' ' || refusal_code, '') from file order by id")
                .query(String.class)
                .list();
    }

    long count(String from) {
        return jdbc.sql("select count(*) from " + from).query(Long.class).single();
    }

    @Override
    public void close() {
        camel.stop();
        spring.close();
    }

    private static Map<String, SenderSettings> senders(int port, Path knownHosts, Path signingKeys) {
        Map<String, SenderSettings> senders = new TreeMap<>();
        senders.put(REGISTRATIONS, at(ASender.of(Feed.REGISTRATIONS).signingWith(signingKeys), port, knownHosts));
        senders.put(CERTIFICATES, at(ASender.of(Feed.CERTIFICATES), port, knownHosts));
        senders.put(PAYROLL, at(ASender.ofPayroll("standard").filingFor("123026635"), port, knownHosts));
        return senders;
    }

    private static SenderSettings at(ASender sender, int port, Path knownHosts) {
        return sender.at("127.0.0.1", port, SftpSite.PASSWORD, knownHosts)
                .upTo(DataSize.ofGigabytes(1))
                .completingWithin(LIMIT)
                .settings();
    }

    private static IntakeSettings settings(Path archive) {
        return new IntakeSettings(
                archive,
                Duration.ofMillis(100),
                4,
                200,
                DataSize.ofMegabytes(64),
                100,
                Duration.ofMillis(100),
                2,
                50,
                Duration.ZERO,
                5,
                Duration.ofMillis(100));
    }
}
