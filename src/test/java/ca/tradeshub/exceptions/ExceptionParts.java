// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.exceptions;

import ca.tradeshub.canonical.Text;
import ca.tradeshub.exceptions.action.Assignees;
import ca.tradeshub.exceptions.disagreement.Disagreement;
import ca.tradeshub.exceptions.disagreement.ExceptionType;
import ca.tradeshub.law.Citation;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.protection.KeyRing;
import ca.tradeshub.protection.SinProtection;
import ca.tradeshub.rules.engine.Finding;
import ca.tradeshub.rules.engine.Outcome;
import ca.tradeshub.testing.TestDatabase;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** The exceptions over a database of their own, with effects that only note what they are called for. */
public final class ExceptionParts implements AutoCloseable {

    public static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private final HikariDataSource database = TestDatabase.fresh();
    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    private final JdbcClient jdbc = JdbcClient.create(database);
    private final Effects effects = new Effects();
    private int files;

    public ExceptionParts() {
        context.registerBean(JdbcClient.class, () -> jdbc);
        context.registerBean(JdbcTransactionManager.class, () -> new JdbcTransactionManager(database));
        context.registerBean(Clock.class, () -> Clock.fixed(NOW, ZoneOffset.UTC));
        context.registerBean(
                SinProtection.class, () -> new SinProtection(new KeyRing("test-1", Map.of("test-1", new byte[32]))));
        context.registerBean(ResolutionEffects.class, () -> effects);
        context.registerBean(Assignees.class, () -> List.of("ben", "carl")::contains);
        context.scan("ca.tradeshub.exceptions", "ca.tradeshub.audit");
        context.refresh();
    }

    /** Effects that note their calls and can refuse. */
    public static final class Effects implements ResolutionEffects {

        private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
        private volatile @Nullable Text problem;
        private volatile boolean isReleasing;

        /** What was called, without locks and previews. */
        public List<String> calls() {
            return List.copyOf(calls);
        }

        public void refuse(@Nullable Text why) {
            problem = why;
        }

        /** Whether undoing a resolution releases a claim. */
        public void release(boolean isReleasing) {
            this.isReleasing = isReleasing;
        }

        @Override
        public void lock(Collection<ExceptionCase> exceptions) {}

        @Override
        public void taken(List<ResolvedCase> resolved) {
            resolved.forEach(each -> calls.add(
                    "taken " + each.exception().id() + " " + each.resolution().kind()));
        }

        @Override
        public JointPreview previewTogether(List<ResolvedCase> assumed, Predicate<ResolvedCase> canRelease) {
            Text why = problem;
            return new JointPreview(
                    why == null
                            ? Map.of()
                            : assumed.stream()
                                    .collect(Collectors.toMap(
                                            each -> each.exception().id(), each -> why)),
                    Set.of());
        }

        @Override
        public void undone(ExceptionCase exception, Resolution resolution) {
            calls.add("undone " + exception.id() + " " + resolution.kind());
        }

        @Override
        public boolean isReleasedByUndoing(ExceptionCase exception, Resolution resolution) {
            return isReleasing;
        }

        @Override
        public Preview preview(ExceptionCase exception, ResolutionKind kind, @Nullable String chosen) {
            return new Preview(problem, List.of(), List.of(), false);
        }
    }

    public <T> T part(Class<T> type) {
        return context.getBean(type);
    }

    public Effects effects() {
        return effects;
    }

    public JdbcClient jdbc() {
        return jdbc;
    }

    public List<String> texts(String sql) {
        return jdbc.sql(sql).query(String.class).list();
    }

    /** A file with one record of a feed that a rule holds, in the ledger with its finding; returns the record. */
    public RecordAddress heldRecord(String feed, String key, String rule, @Nullable String observed) {
        files++;
        long file = jdbc.sql(
                        """
                        insert into file (sender, feed, name, logical_name, employer_bn9, file_date, sequence,
                                          archive_sha256, content_sha256, size_bytes, received_at, state)
                        values ('sender-' || :feed, :wire, 'f' || :n, 'f' || :n, '', '2026-11-20', :n, :sha, :sha, 1, now(),
                                'APPLIED')
                        returning id
                        """)
                .param("feed", feed)
                .param(
                        "wire",
                        Map.of("P", "payroll", "R", "registrations", "C", "certificates")
                                .get(feed))
                .param("n", files)
                .param("sha", "%064x".formatted(files))
                .query(Long.class)
                .single();
        record(file, 2, feed, key, rule, observed);
        return new RecordAddress(file, 2);
    }

    /** Another held record of a file. */
    public void record(long file, int line, String feed, String key, String rule, @Nullable String observed) {
        jdbc.sql(
                        """
                        insert into record (file_id, line, byte_offset, byte_length, feed, record_key, amount, state,
                                            rule, changed_at, content)
                        values (:file, :line, 0, 1, :feed, :key, 100.50, 'HELD', :rule, now(),
                                sha256(convert_to(:key || :line, 'UTF8')));
                        insert into finding (file_id, line, rule, outcome, unknown, field, message_en, message_fr, citation,
                                             observed)
                        values (:file, :line, :rule, 'hold', false, 'hours', 'Too many.', 'Trop.', 'law', :observed)
                        """)
                .param("file", file)
                .param("line", line)
                .param("feed", feed)
                .param("key", key)
                .param("rule", rule)
                .param("observed", observed, java.sql.Types.VARCHAR)
                .update();
    }

    /** The exception on a record of pay that a rule holds. */
    public ExceptionCase heldPay(String key) {
        return held("P", key);
    }

    /** The exception on a record that a rule holds. */
    public ExceptionCase held(String feed, String key) {
        RecordAddress record = heldRecord(feed, key, "TEST-01", "70.5");
        part(ExceptionCases.class).openForFile(record.fileId());
        return newest();
    }

    /** An exception about two values on a claim key. */
    public ExceptionCase mismatch(String key, String left, String right, RecordAddress... records) {
        part(ExceptionCases.class).open(ExceptionSubject.ofKey(key), List.of(differs(left, right)), List.of(records));
        return newest();
    }

    public static Disagreement differs(String left, String right) {
        return new Disagreement(
                ExceptionType.VALUE_MISMATCH,
                new Finding(
                        "VALUE_MISMATCH",
                        Outcome.HOLD,
                        false,
                        null,
                        left,
                        "They differ.",
                        "Ils divergent.",
                        new Citation("Interface agreements", "section 6")),
                right);
    }

    public ExceptionCase newest() {
        return exception(
                jdbc.sql("select max(id) from exception_case").query(Long.class).single());
    }

    public ExceptionCase exception(long id) {
        return part(ExceptionLookup.class).byId(id).orElseThrow();
    }

    /** The ids of all exceptions. */
    public List<Long> ids() {
        return part(JdbcClient.class)
                .sql("select id from exception_case order by id")
                .query(Long.class)
                .list();
    }

    @Override
    public void close() {
        context.close();
        database.close();
    }
}
