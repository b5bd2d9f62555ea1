// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation;

import ca.tradeshub.audit.AuditTrail;
import ca.tradeshub.canonical.BusinessNumber;
import ca.tradeshub.canonical.CanonicalRecord;
import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.EmployerYear;
import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.FileContext;
import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.canonical.Period;
import ca.tradeshub.canonical.Person;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.Sponsor;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.exceptions.ExceptionSubject;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.ledger.balance.Balancing;
import ca.tradeshub.ledger.file.FileGroup;
import ca.tradeshub.ledger.file.FileLease;
import ca.tradeshub.ledger.file.FileOutcome;
import ca.tradeshub.ledger.file.FileQueue;
import ca.tradeshub.ledger.file.FileTotals;
import ca.tradeshub.ledger.file.KeyRange;
import ca.tradeshub.ledger.file.StagedFile;
import ca.tradeshub.ledger.record.Balances;
import ca.tradeshub.ledger.record.CountedBalances;
import ca.tradeshub.ledger.record.FileBalance;
import ca.tradeshub.ledger.record.FileClosing;
import ca.tradeshub.ledger.record.FileEmployees;
import ca.tradeshub.ledger.record.StagedRecord;
import ca.tradeshub.ledger.record.Staging;
import ca.tradeshub.ledger.state.RecordStates;
import ca.tradeshub.reconciliation.apply.FileApplication;
import ca.tradeshub.reconciliation.rejudge.Rejudgement;
import ca.tradeshub.rules.book.RuleBook;
import ca.tradeshub.rules.engine.Finding;
import ca.tradeshub.rules.engine.Judgement;
import ca.tradeshub.rules.engine.Outcome;
import ca.tradeshub.testing.Components;
import ca.tradeshub.testing.Deliveries;
import ca.tradeshub.testing.SettableClock;
import ca.tradeshub.testing.TestDatabase;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Ledger and reconciliation over a real database, fed with canonical records instead of files. */
public final class ReconciliationFixture implements AutoCloseable {

    public static final BusinessNumber EMPLOYER = new BusinessNumber("123026635RP0001");
    static final Period YEAR_2016 = new Period(LocalDate.of(2016, 1, 1), LocalDate.of(2016, 12, 31));

    private static final int BATCH_SIZE = 500;
    private static final Duration COUNTERPART_LIMIT = Duration.ofDays(30);

    private final AnnotationConfigApplicationContext context;
    private final Runnable atEnd;
    private final JdbcClient jdbc;
    private final RuleBook rules;
    final SettableClock clock;

    public ReconciliationFixture() {
        this(BATCH_SIZE);
    }

    private ReconciliationFixture(HikariDataSource own, int batchSize) {
        this(own, RuleBook.standard(), new ReconciliationParts.Limits(batchSize, COUNTERPART_LIMIT), own::close);
    }

    /** The same with another number of keys that are decided at once. */
    ReconciliationFixture(int batchSize) {
        this(TestDatabase.fresh(), batchSize);
    }

    /** The hub of these rules over a store that may have seen others. */
    public ReconciliationFixture(RuleBook ruleBook, DataSource database) {
        this(ruleBook, database, COUNTERPART_LIMIT);
    }

    /** The same with another limit for registrations and certificates that are missing. */
    public ReconciliationFixture(RuleBook ruleBook, DataSource database, Duration counterpartLimit) {
        // The database is its test's: a fixture that closes leaves it open to the next.
        this(database, ruleBook, new ReconciliationParts.Limits(BATCH_SIZE, counterpartLimit), () -> {});
    }

    private ReconciliationFixture(
            DataSource database, RuleBook ruleBook, ReconciliationParts.Limits limits, Runnable atEnd) {
        this.atEnd = atEnd;
        context = new AnnotationConfigApplicationContext();
        context.registerBean("ruleBook", RuleBook.class, () -> ruleBook);
        context.registerBean(ReconciliationParts.Limits.class, () -> limits);
        context.registerBean(
                "dataSource", DataSource.class, () -> database, definition -> ((AbstractBeanDefinition) definition)
                        .setDestroyMethodName(""));
        context.register(ReconciliationParts.class);
        context.register(Components.of(
                "",
                "ca.tradeshub.audit",
                "ca.tradeshub.protection",
                "ca.tradeshub.exceptions",
                "ca.tradeshub.correction",
                "ca.tradeshub.ledger",
                "ca.tradeshub.reconciliation"));
        context.refresh();
        jdbc = context.getBean(JdbcClient.class);
        rules = context.getBean(RuleBook.class);
        clock = context.getBean(SettableClock.class);
    }

    /** Stages, balances and applies a file of records, one a line from line 2; returns the file's id. */
    public long file(Feed feed, int sequence, List<? extends CanonicalRecord> records) {
        return file(feed, sequence, null, List.of(), records);
    }

    /** The same for payroll, with its control file's facts. */
    public long file(
            Feed feed,
            int sequence,
            EmployerYear employer,
            List<EmployerYear.Claim> claims,
            List<? extends CanonicalRecord> records) {
        FileOutcome.Balanced balanced = balanced(feed, sequence, employer, claims, records);
        apply(balanced);
        return balanced.lease().fileId();
    }

    /** Lets a file take effect. */
    public void apply(FileOutcome.Balanced balanced) {
        applyTogether(List.of(balanced));
    }

    /** Lets files of one feed take effect as one group. */
    public void applyTogether(List<FileOutcome.Balanced> balanced) {
        context.getBean(FileApplication.class).apply(new FileGroup(List.copyOf(balanced)));
    }

    /** Stages and balances a file, which is still to take effect. */
    public FileOutcome.Balanced balanced(
            Feed feed,
            int sequence,
            EmployerYear employer,
            List<EmployerYear.Claim> claims,
            List<? extends CanonicalRecord> records) {
        FileContext facts = new FileContext(feed, "test", LocalDate.of(2026, 11, 20), employer);
        List<StagedRecord> staged = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            staged.add(staged(records.get(i), i + 2, facts));
        }
        return balanced("test", feed, sequence, employer, claims, staged);
    }

    /** Stages and balances a file of judged records from a sender, which is still to take effect. */
    public FileOutcome.Balanced balanced(
            String sender,
            Feed feed,
            int sequence,
            EmployerYear employer,
            List<EmployerYear.Claim> claims,
            List<StagedRecord> staged) {
        long id = landed(
                sender,
                feed,
                sequence,
                employer == null ? "" : employer.businessNumber().bn9());
        FileLease lease = lease(id);
        Staging staging = context.getBean(Staging.class);
        BigDecimal total = staged.stream().map(StagedRecord::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        Staging.Control control = employer == null ? null : new Staging.Control(employer, claims);
        staging.write(
                List.of(lease),
                staging.compose(List.of(Staging.Part.first(lease, control, new FileEmployees(), staged))));
        staging.wageAllocationExcess(lease)
                .forEach(over -> staging.reject(
                        lease,
                        Map.of(
                                over.line(),
                                new StagedRecord.StagedFinding(
                                        "ATTC-32",
                                        "reject",
                                        false,
                                        null,
                                        null,
                                        new Text("en", "fr"),
                                        "law",
                                        over.paid() + " of " + over.allocated()))));
        StagedFile file = new StagedFile(
                lease,
                new FileTotals(staged.size(), staged.size(), total, total, 0),
                keys(staged),
                new BigDecimal("0.2"),
                "mapping",
                rules.digest());
        return context.getBean(Balancing.class)
                .balance(new FileGroup(List.of(new FileOutcome.Staged(file))))
                .all(FileOutcome.Balanced.class)
                .get(0);
    }

    private static KeyRange keys(List<StagedRecord> staged) {
        KeyRange keys = null;
        for (StagedRecord record : staged) {
            keys = record.recordKey() == null ? keys : KeyRange.extended(keys, record.recordKey());
        }
        return keys;
    }

    private FileLease lease(long id) {
        return context.getBean(FileQueue.class).next().leases().stream()
                .filter(each -> each.fileId() == id)
                .findFirst()
                .orElseThrow();
    }

    /** A data file that waits for its turn; {@code bn9} as in the names of payroll files, empty in other feeds. */
    public long landed(String sender, Feed feed, int sequence, String bn9) {
        return jdbc.sql(
                        """
                        insert into file (sender, feed, name, logical_name, employer_bn9, file_date, sequence,
                                          archive_sha256, content_sha256, size_bytes, received_at, state)
                        values (:sender, :feed, :name, :name, :bn9, '2026-11-20', :sequence, :sha, :sha, 1, :now, 'LANDED')
                        returning id
                        """)
                .param("sender", sender)
                .param("feed", feed.wireName())
                .param("name", feed.wireName() + "-" + sequence)
                .param("bn9", bn9)
                .param("sequence", sequence)
                .param("sha", "%064x".formatted(feed.ordinal() * 1_000_000L + sequence))
                .param("now", Timestamp.from(clock.instant()))
                .query(Long.class)
                .single();
    }

    /** Does several things of which others see nothing until all are done. */
    public <T> T inOneTransaction(Supplier<T> things) {
        return context.getBean(TransactionTemplate.class).execute(status -> things.get());
    }

    /** How many rows of a table the transaction has read, by its indexes or without them. */
    public long rowsRead(String table) {
        return jdbc().sql("select seq_tup_read + idx_tup_fetch from pg_stat_xact_user_tables"
                        + " where relname = :table and schemaname = current_schema()")
                .param("table", table)
                .query(Long.class)
                .single();
    }

    /** Whether a transaction waits to write the keys that must be decided. */
    public boolean isSomeoneWaitingToMark() {
        return jdbc.sql(
                                """
                                select count(*) from pg_stat_activity a join pg_locks l using (pid)
                                 where a.datname = current_database() and not l.granted
                                   and a.query like '%affected-keys%'
                                """)
                        .query(Long.class)
                        .single()
                > 0;
    }

    private StagedRecord staged(CanonicalRecord record, int line, FileContext facts) {
        return staged(record, line, facts, false);
    }

    /** A judged record, with or without what the rules found on it. */
    public StagedRecord staged(CanonicalRecord record, int line, FileContext facts, boolean withFindings) {
        Judgement<CanonicalRecord> judgement = rules.judge(record, facts);
        Finding deciding = judgement.deciding().orElse(null);
        return new StagedRecord(
                line,
                line * 100L,
                99,
                record.recordKey(),
                record.balanceAmount(),
                deciding == null
                        ? RecordState.PENDING
                        : deciding.outcome() == Outcome.REJECT ? RecordState.REJECTED : RecordState.HELD,
                deciding == null ? null : deciding.rule(),
                record,
                withFindings
                        ? judgement.findings().stream()
                                .map(ReconciliationFixture::staged)
                                .toList()
                        : List.of());
    }

    private static StagedRecord.StagedFinding staged(Finding finding) {
        return new StagedRecord.StagedFinding(
                finding.rule(),
                finding.outcome().wireName(),
                finding.unknown(),
                finding.field(),
                null,
                new Text(finding.message(), finding.messageFr()),
                finding.citation().toString(),
                finding.observed());
    }

    /** Reconciles until nothing is left. */
    public void reconcile() {
        Reconciler reconciler = context.getBean(Reconciler.class);
        while (reconciler.reconcile() > 0) {
            continue;
        }
    }

    /** The keys that wait to be decided, in the order in which batches take them. */
    List<String> keysToDecide() {
        return jdbc.sql("select key from dirty_key order by id")
                .query(String.class)
                .list();
    }

    /** Reconciles, and has the broker take every message. */
    public void reconcileAndDeliver() {
        reconcile();
        context.getBean(TransactionTemplate.class)
                .executeWithoutResult(
                        status -> Deliveries.sendAll(jdbc, context.getBean(RecordStates.class), clock.instant()));
    }

    public int remindOverdue() {
        return context.getBean(Reconciler.class).remindOverdue();
    }

    public int closeFinished() {
        return context.getBean(FileClosing.class).closeFinished();
    }

    /** The balance of a file, which must hold and agree with the recount. */
    public FileBalance balance(long file) {
        FileBalance balance = context.getBean(Balances.class).of(file).orElseThrow();
        FileBalance recount = CountedBalances.recounted(context.getBean(Balances.class), file);
        if (!balance.holds() || !balance.equals(recount)) {
            throw new AssertionError("File " + file + " does not balance: " + balance + ", recounted " + recount);
        }
        return balance;
    }

    /** State and rule of each line of a file, as {@code STATE} or {@code STATE/rule}. */
    public Map<Integer, String> states(long file) {
        Map<Integer, String> states = new TreeMap<>();
        jdbc.sql("select line, state || coalesce('/' || rule, '') from record_status where file_id = :id")
                .param("id", file)
                .query(rs -> {
                    states.put(rs.getInt(1), rs.getString(2));
                });
        return states;
    }

    /** Kind and version of every message of a key, in order, as {@code NEW 1}. */
    public List<String> messages(String recordKey) {
        return jdbc.sql("select kind || ' ' || version from message where record_key = :key order by id")
                .param("key", recordKey)
                .query(String.class)
                .list();
    }

    /** The texts of a query with one column. */
    List<String> texts(String sql) {
        return jdbc.sql(sql).query(String.class).list();
    }

    /** The last message's body of a key. */
    public JsonNode body(String recordKey) {
        try {
            return new ObjectMapper()
                    .readTree(jdbc.sql("select body from message where record_key = :key order by version desc limit 1")
                            .param("key", recordKey)
                            .query(String.class)
                            .single());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Open exceptions as {@code TYPE/rule}. */
    public List<String> openExceptions() {
        return jdbc.sql(
                        "select type || coalesce('/' || rule, '') from exception_case where closed_at is null order by id")
                .query(String.class)
                .list();
    }

    /** Both sides of each open exception on a key, as {@code left | right}. */
    public List<String> exceptionSides(String recordKey) {
        return jdbc.sql(
                        "select coalesce(left_value, 'null') || ' | ' || coalesce(right_value, 'null') from exception_case"
                                + " where closed_at is null and subject = :subject order by id")
                .param("subject", ExceptionSubject.ofKey(recordKey).text())
                .query(String.class)
                .list();
    }

    /** Final content by key without what two runs may differ in. */
    public Map<String, JsonNode> finalContent() {
        Map<String, JsonNode> content = new TreeMap<>();
        jdbc.sql(
                        """
                        select distinct on (queue, record_key) queue || ' ' || record_key, body
                          from message order by queue, record_key, version desc
                        """)
                .query(rs -> {
                    try {
                        JsonNode body = new ObjectMapper().readTree(rs.getString(2));
                        ((com.fasterxml.jackson.databind.node.ObjectNode) body)
                                .remove(List.of("version", "supersedes", "messageId", "decidedAt", "sources", "kind"));
                        content.put(rs.getString(1), body);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
        return content;
    }

    public Rejudgement rejudgement() {
        return context.getBean(Rejudgement.class);
    }

    public AuditTrail audit() {
        return context.getBean(AuditTrail.class);
    }

    public JdbcClient jdbc() {
        return jdbc;
    }

    public SettableClock clock() {
        return clock;
    }

    /** A part of another package, made of the parts of the hub and of further ones. */
    public <T> T with(Class<T> type, Class<?>... further) {
        AnnotationConfigApplicationContext more = new AnnotationConfigApplicationContext();
        more.setParent(context);
        more.register(further);
        more.register(type);
        more.refresh();
        return more.getBean(type);
    }

    /** A part of the hub by its type. */
    public <T> T part(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
        atEnd.run();
    }

    public static EmployerYear employer(String priorYearPayroll) {
        return new EmployerYear(
                EMPLOYER,
                "Maple Electric Ltd.",
                EmployerYear.Kind.CORPORATION,
                true,
                true,
                Money.of(priorYearPayroll),
                false,
                false,
                List.of(),
                YEAR_2016);
    }

    public static Registration registration(
            String agreement, String client, String account, String trade, LocalDate on) {
        return new Registration(
                agreement,
                Registration.Document.TRAINING_AGREEMENT,
                Registration.Act.OCTAA,
                on,
                null,
                Registration.Origin.ORIGINAL,
                null,
                null,
                Registration.Status.ACTIVE,
                on,
                null,
                new TradeCode(trade),
                Registration.Programme.STANDARD,
                null,
                1,
                new BigDecimal("0.00"),
                Registration.CreditBasis.NONE,
                null,
                Registration.Education.GRADE_10,
                null,
                new Person(client, account, null, "Tremblay", "Ana", null, LocalDate.of(1995, 4, 8), "K1A0B1", "en"),
                new Sponsor(Sponsor.Kind.EMPLOYER, EMPLOYER, "Maple Electric Ltd.", on, false, 3, 1));
    }

    public static Certificate certificate(String number, String account, String trade) {
        return new Certificate(
                account,
                Certificate.MemberClass.JOURNEYPERSON,
                "Tremblay",
                "Ana",
                null,
                LocalDate.of(1995, 4, 8),
                "K1A0B1",
                new TradeCode(trade),
                Certificate.Type.CQ,
                number,
                LocalDate.of(2019, 6, 1),
                LocalDate.of(2019, 6, 1),
                null,
                null,
                null,
                Certificate.Status.IN_FORCE,
                LocalDate.of(2019, 6, 1),
                null,
                false,
                Certificate.Route.APPRENTICESHIP,
                "ON",
                null,
                null,
                0,
                null,
                null);
    }

    /** A week's pay of 650.00, the weeks of 2016 counted from 0. */
    public static PayLine week(int week, String agreement, String trade, String gross) {
        LocalDate start = LocalDate.of(2016, 1, 4).plusWeeks(week);
        return new PayLine(
                EMPLOYER,
                YEAR_2016,
                agreement + "-" + week,
                agreement,
                null,
                null,
                "Tremblay",
                "Ana",
                LocalDate.of(1995, 4, 8),
                new TradeCode(trade),
                LocalDate.of(2016, 1, 1),
                null,
                new Period(start, start.plusDays(6)),
                start.plusDays(6),
                new BigDecimal("40.00"),
                new BigDecimal("0.00"),
                Money.of("16.25"),
                Money.of(gross),
                Money.ZERO,
                Money.ZERO,
                Money.of(gross),
                Money.ZERO,
                null,
                false,
                null,
                1,
                "ON");
    }

    public static List<PayLine> weeks(int count, String agreement, String trade) {
        List<PayLine> lines = new ArrayList<>();
        for (int week = 0; week < count; week++) {
            lines.add(week(week, agreement, trade, "650.00"));
        }
        return lines;
    }
}
