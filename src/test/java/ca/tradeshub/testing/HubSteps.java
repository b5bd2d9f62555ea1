// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.testing;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.delivery.contract.ContractRenderer;
import ca.tradeshub.delivery.period.OverdueFiles;
import ca.tradeshub.delivery.period.PeriodLength;
import ca.tradeshub.delivery.period.PeriodSettings;
import ca.tradeshub.exceptions.action.Assignees;
import ca.tradeshub.identity.PersonComparison;
import ca.tradeshub.intake.check.RuleConfiguration;
import ca.tradeshub.intake.landing.LandedFile;
import ca.tradeshub.intake.landing.Landing;
import ca.tradeshub.intake.reading.Corrections;
import ca.tradeshub.intake.reading.FileReading;
import ca.tradeshub.intake.sender.IntakeSettings;
import ca.tradeshub.intake.sender.PgpSettings;
import ca.tradeshub.intake.sender.ProcessingSettings;
import ca.tradeshub.intake.sender.SenderSettings;
import ca.tradeshub.intake.sender.Senders;
import ca.tradeshub.law.TradeRegister;
import ca.tradeshub.ledger.CanonicalJson;
import ca.tradeshub.ledger.balance.Balancing;
import ca.tradeshub.ledger.file.FileGroup;
import ca.tradeshub.ledger.file.FileGroupSettings;
import ca.tradeshub.ledger.file.FileQueue;
import ca.tradeshub.ledger.file.LargeFileSettings;
import ca.tradeshub.ledger.landing.Landings;
import ca.tradeshub.ledger.state.RecordStates;
import ca.tradeshub.mapping.Mappings;
import ca.tradeshub.mapping.survivorship.Survivorship;
import ca.tradeshub.protection.KeyRing;
import ca.tradeshub.protection.SinProtection;
import ca.tradeshub.reconciliation.Reconciler;
import ca.tradeshub.reconciliation.apply.FileApplication;
import ca.tradeshub.reconciliation.decision.MessageRenderer;
import ca.tradeshub.reconciliation.decision.ReconciliationSettings;
import ca.tradeshub.reconciliation.decision.RuleSetVersion;
import ca.tradeshub.rules.attc.TaxCredit;
import ca.tradeshub.rules.book.RuleBook;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.FileSystemUtils;
import org.springframework.util.unit.DataSize;

/** The hub's steps from landing to outbox on a store of their own, without routes, broker and drop site. */
public final class HubSteps implements AutoCloseable {

    /** As many small files are processed together by default. */
    private static final int TOGETHER = 50;

    private final Path archive;
    private final SettableClock clock;
    private final DataSource database;
    private final JdbcClient jdbc;
    private final Mappings mappings;
    private final boolean isFirst;
    private final AnnotationConfigApplicationContext spring = new AnnotationConfigApplicationContext();

    /**
     * Sets the steps up.
     *
     * @param rules the rules
     * @param mappings the mapping sheets
     * @param lines how many lines are staged at once
     * @param keys how many keys are decided at once
     */
    public HubSteps(RuleBook rules, Mappings mappings, int lines, int keys) throws IOException {
        this(rules, mappings, lines, keys, Map.of());
    }

    /**
     * Sets the steps up with senders of other settings.
     *
     * @param others settings in place of those of {@link #senders()}
     */
    public HubSteps(RuleBook rules, Mappings mappings, int lines, int keys, Map<String, SenderSettings> others)
            throws IOException {
        this(rules, mappings, lines, keys, others, TOGETHER, null);
    }

    /**
     * Sets the steps up with a number of small files that are processed together.
     *
     * @param together most files
     */
    public HubSteps(RuleBook rules, Mappings mappings, int lines, int keys, int together) throws IOException {
        this(rules, mappings, lines, keys, Map.of(), together, null);
    }

    private HubSteps(
            RuleBook rules,
            Mappings mappings,
            int lines,
            int keys,
            Map<String, SenderSettings> others,
            int together,
            HubSteps before)
            throws IOException {
        this.isFirst = before == null;
        this.mappings = mappings;
        this.archive = before == null ? Files.createTempDirectory("archive") : before.archive;
        this.clock = before == null ? new SettableClock() : before.clock;
        this.database = before == null ? TestDatabase.fresh() : before.database;
        RuleConfiguration law = new RuleConfiguration(rules, mappings);
        JdbcTransactionManager transactions = new JdbcTransactionManager(database);
        jdbc = JdbcClient.create(database);
        SinProtection sins = new SinProtection(new KeyRing("test-1", Map.of("test-1", new byte[32])));
        spring.registerBean(
                DataSource.class, () -> database, bean -> bean.setDestroyMethodName(isFirst ? "close" : ""));
        spring.registerBean(JdbcClient.class, () -> jdbc);
        spring.registerBean(JdbcTransactionManager.class, () -> transactions);
        spring.registerBean(TransactionTemplate.class, () -> new TransactionTemplate(transactions));
        spring.registerBean(SettableClock.class, () -> clock);
        spring.registerBean(Assignees.class, () -> user -> true);
        spring.registerBean(MeterRegistry.class, SimpleMeterRegistry::new);
        spring.registerBean(SinProtection.class, () -> sins);
        spring.registerBean(CanonicalJson.class, () -> new CanonicalJson(sins));
        spring.registerBean(RuleBook.class, law::rules);
        spring.registerBean(Mappings.class, law::mappings);
        spring.registerBean(Survivorship.class, mappings::survivorship);
        spring.registerBean(PersonComparison.class, () -> new PersonComparison());
        spring.registerBean(TradeRegister.class, law::trades);
        spring.registerBean(TaxCredit.class, law::taxCredit);
        spring.registerBean(
                RuleSetVersion.class,
                () -> new RuleSetVersion(law.rules().digest(), law.mappings().digest()));
        spring.registerBean(MessageRenderer.class, ContractRenderer::new);
        spring.registerBean(Senders.class, () -> new Senders(senders(others)));
        spring.registerBean(IntakeSettings.class, this::intake);
        spring.registerBean(PgpSettings.class, () -> new PgpSettings(null, null));
        spring.registerBean(
                ProcessingSettings.class,
                () -> new ProcessingSettings(1, Duration.ofSeconds(1), lines, new BigDecimal("0.20")));
        spring.registerBean(LargeFileSettings.class, () -> new LargeFileSettings(DataSize.ofMegabytes(16), 1));
        spring.registerBean(FileGroupSettings.class, () -> new FileGroupSettings(together, DataSize.ofMegabytes(4)));
        spring.registerBean(
                ReconciliationSettings.class,
                () -> new ReconciliationSettings(
                        keys,
                        Duration.ofMinutes(5),
                        Duration.ofDays(30),
                        Duration.ZERO,
                        Duration.ZERO,
                        Duration.ZERO,
                        Duration.ZERO));
        spring.registerBean(
                PeriodSettings.class,
                () -> new PeriodSettings(PeriodLength.NONE, Duration.ZERO, List.of(), List.of(), 60_000));
        spring.registerBean(OverdueFiles.class);
        spring.register(Steps.class);
        spring.register(Components.of(
                ".*\\.(SenderRoutes|IntakeBench.*|.*Test.*|Reconciliation(Fixture|Parts).*)",
                "ca.tradeshub.audit",
                "ca.tradeshub.protection",
                "ca.tradeshub.exceptions",
                "ca.tradeshub.correction",
                "ca.tradeshub.ledger",
                "ca.tradeshub.reconciliation",
                "ca.tradeshub.intake",
                "ca.tradeshub.explanation",
                "ca.tradeshub.overview"));
        spring.refresh();
    }

    /** A hub with other rules that takes over the store, the archive and the clock of this one; close it first. */
    public HubSteps under(RuleBook rules) throws IOException {
        return new HubSteps(rules, mappings, 100, 100, Map.of(), TOGETHER, this);
    }

    /** Lands a file, a control file before its CSV, and moves its source away. */
    public void land(String sender, String folder, String name, byte[] bytes) throws IOException {
        LandedFile landed =
                new Dropped(sender, folder, clock.instant()).with(name, bytes).land(bean(Landing.class));
        if (landed.source() != LandedFile.Source.STAYS) {
            bean(Landings.class).sourcesMoved(List.of(landed.id()));
        }
    }

    /** Stages, balances and applies every file that waits. */
    public void process() throws IOException {
        FileQueue queue = bean(FileQueue.class);
        for (FileGroup group = queue.next(); group != null; group = queue.next()) {
            process(group);
        }
    }

    private void process(FileGroup leased) throws IOException {
        Balancing balancing = bean(Balancing.class);
        FileApplication application = bean(FileApplication.class);
        FileGroup group =
                balancing.refuse(balancing.balance(bean(FileReading.class).stage(leased)));
        if (group.isDryRun()) {
            application.rehearse(group);
        } else {
            application.apply(bean(Corrections.class).find(group));
        }
    }

    /** Reconciles until nothing is left. */
    public void reconcile() {
        Reconciler reconciler = bean(Reconciler.class);
        while (reconciler.reconcile() > 0) {
            continue;
        }
    }

    /** Has the broker take every message. */
    public void deliver() {
        bean(TransactionTemplate.class).executeWithoutResult(status -> {
            Deliveries.sendAll(jdbc, bean(RecordStates.class), clock.instant());
        });
    }

    /** The parts of the hub, for a context with further parts. */
    public ApplicationContext context() {
        return spring;
    }

    /** A part of the hub. */
    public <T> T bean(Class<T> type) {
        return spring.getBean(type);
    }

    /** The store. */
    public JdbcClient jdbc() {
        return jdbc;
    }

    /** The clock. */
    public SettableClock clock() {
        return clock;
    }

    /** The senders of the embedded composition. */
    public static Map<String, SenderSettings> senders() {
        Map<String, SenderSettings> senders = new TreeMap<>();
        senders.put("employment-ontario", ASender.of(Feed.REGISTRATIONS).settings());
        senders.put("legacy-college", ASender.of(Feed.CERTIFICATES).settings());
        for (String layout : List.of("standard", "boreal", "centime")) {
            senders.put(
                    "payroll-" + (layout.equals("standard") ? "maple" : layout),
                    ASender.ofPayroll(layout).settings());
        }
        return senders;
    }

    private static Map<String, SenderSettings> senders(Map<String, SenderSettings> others) {
        Map<String, SenderSettings> senders = new TreeMap<>(senders());
        senders.putAll(others);
        return senders;
    }

    private IntakeSettings intake() {
        return new IntakeSettings(
                archive,
                Duration.ofMillis(100),
                1,
                200,
                DataSize.ofMegabytes(64),
                100,
                Duration.ofMillis(100),
                1,
                50,
                Duration.ZERO,
                100,
                Duration.ofMillis(100));
    }

    @Override
    public void close() throws IOException {
        spring.close();
        if (isFirst) {
            FileSystemUtils.deleteRecursively(archive);
        }
    }

    @EnableTransactionManagement
    static class Steps {}
}
