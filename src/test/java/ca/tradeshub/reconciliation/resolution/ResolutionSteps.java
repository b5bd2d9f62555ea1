// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.resolution;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.CanonicalRecord;
import ca.tradeshub.canonical.EmployerYear;
import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.FileContext;
import ca.tradeshub.delivery.acknowledgement.Acknowledgement;
import ca.tradeshub.delivery.acknowledgement.Acknowledgements;
import ca.tradeshub.delivery.acknowledgement.InboundAcknowledgement;
import ca.tradeshub.exceptions.ExceptionCase;
import ca.tradeshub.exceptions.ExceptionLookup;
import ca.tradeshub.exceptions.ExceptionState;
import ca.tradeshub.exceptions.ResolutionEffects;
import ca.tradeshub.exceptions.ResolutionKind;
import ca.tradeshub.exceptions.action.ExceptionActions;
import ca.tradeshub.ledger.file.FileOutcome;
import ca.tradeshub.ledger.parking.RefusedAcknowledgements;
import ca.tradeshub.ledger.record.StagedRecord;
import ca.tradeshub.reconciliation.ReconciliationFixture;
import ca.tradeshub.rules.book.RuleBook;
import ca.tradeshub.testing.TestDatabase;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/** Files, acknowledgements and resolutions in an order, over the ledger; after each step every file balances. */
final class ResolutionSteps implements AutoCloseable {

    private static final String AUTHOR = "ana";
    private static final String APPROVER = "ben";

    private final List<Long> files = new ArrayList<>();
    private final HikariDataSource database = TestDatabase.fresh();
    private ReconciliationFixture hub = new ReconciliationFixture(RuleBook.standard(), database);
    private int sequence;

    ReconciliationFixture hub() {
        return hub;
    }

    /** The same ledger under other rules. */
    void under(RuleBook rules) {
        hub.close();
        hub = new ReconciliationFixture(rules, database);
    }

    /** The same ledger with another limit for registrations that are missing. */
    void withLimit(Duration counterpartLimit) {
        java.time.Instant now = hub.clock().instant();
        hub.close();
        hub = new ReconciliationFixture(RuleBook.standard(), database, counterpartLimit);
        hub.clock().advance(Duration.between(hub.clock().instant(), now));
    }

    long registrations(CanonicalRecord... records) {
        return file(Feed.REGISTRATIONS, null, List.of(), List.of(records));
    }

    long certificates(CanonicalRecord... records) {
        return file(Feed.CERTIFICATES, null, List.of(), List.of(records));
    }

    long payroll(EmployerYear employer, List<EmployerYear.Claim> claims, List<? extends CanonicalRecord> records) {
        return file(Feed.PAYROLL, employer, claims, records);
    }

    /** A file takes effect, its keys are decided, and the broker takes the messages. */
    private long file(
            Feed feed,
            EmployerYear employer,
            List<EmployerYear.Claim> claims,
            List<? extends CanonicalRecord> records) {
        FileContext facts = new FileContext(feed, "test", LocalDate.of(2026, 11, 20), employer);
        List<StagedRecord> staged = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            staged.add(hub.staged(records.get(i), i + 2, facts, true));
        }
        FileOutcome.Balanced balanced = hub.balanced("test", feed, ++sequence, employer, claims, staged);
        hub.apply(balanced);
        files.add(balanced.lease().fileId());
        decide();
        return balanced.lease().fileId();
    }

    void decide() {
        hub.reconcileAndDeliver();
        balances();
    }

    private void balances() {
        files.forEach(hub::balance);
    }

    /** The open exceptions. */
    List<ExceptionCase> open() {
        return hub.part(ExceptionLookup.class)
                .byId(hub.jdbc()
                        .sql("select id from exception_case where closed_at is null order by id")
                        .query(Long.class)
                        .list());
    }

    /** The first open exception. */
    ExceptionCase first() {
        assertThat(open()).isNotEmpty();
        return open().get(0);
    }

    ResolutionEffects.Preview preview(ResolutionKind kind, String chosen) {
        ResolutionEffects.Preview preview = hub.part(ResolutionEffects.class).preview(first(), kind, chosen);
        balances();
        return preview;
    }

    long resolve(ResolutionKind kind) {
        return resolve(kind, null);
    }

    /** Resolves the first open exception, with a second person where that is needed; returns the resolution. */
    long resolve(ResolutionKind kind, String chosen) {
        ExceptionCase exception = first();
        ExceptionActions actions = hub.part(ExceptionActions.class);
        ExceptionActions.Result result = actions.resolve(
                        List.of(new ExceptionActions.Wanted(exception.id(), exception.revision(), kind, chosen)),
                        "Checked with the sender.",
                        AUTHOR)
                .get(0);
        assertThat(result.problem()).as("%s", result).isNull();
        if (result.state() == ExceptionState.AWAITING_APPROVAL) {
            result = actions.approve(exception.id(), result.resolution(), exception.revision(), APPROVER);
            assertThat(result.problem()).as("%s", result).isNull();
        }
        balances();
        decide();
        return result.resolution();
    }

    void undo(long resolution) {
        long exception = hub.jdbc()
                .sql("select exception_id from resolution where id = :id")
                .param("id", resolution)
                .query(Long.class)
                .single();
        ExceptionActions.Result result =
                hub.part(ExceptionActions.class).undo(exception, resolution, "A mistake.", AUTHOR);
        assertThat(result.problem()).isNull();
        if (result.state() == ExceptionState.AWAITING_APPROVAL) {
            int revision = hub.part(ExceptionLookup.class)
                    .byId(exception)
                    .orElseThrow()
                    .revision();
            result = hub.part(ExceptionActions.class).approve(exception, resolution, revision, APPROVER);
            assertThat(result.problem()).as("%s", result).isNull();
        }
        balances();
        decide();
    }

    /** The consumer acknowledges the last message of a key. */
    void acknowledge(String recordKey, Acknowledgement.Status status, String reason) {
        String message = hub.jdbc()
                .sql("select message_id from message where record_key = :key order by version desc limit 1")
                .param("key", recordKey)
                .query(String.class)
                .single();
        acknowledgeMessage(message, status, reason);
    }

    void acknowledgeMessage(String message, Acknowledgement.Status status, String reason) {
        hub.part(Acknowledgements.class)
                .record(new InboundAcknowledgement.Readable(
                        "consumer",
                        new RefusedAcknowledgements.Received(
                                "text",
                                message,
                                1,
                                "%08x".formatted(message.hashCode()).repeat(8),
                                false,
                                null),
                        new Acknowledgement(
                                message, status, reason, OffsetDateTime.parse("2026-11-20T07:00:00-05:00"))));
        balances();
    }

    void refuse(String recordKey) {
        acknowledge(recordKey, Acknowledgement.Status.REFUSED, "No such employer");
    }

    /** How the exceptions of a type were closed, in order. */
    List<String> closedBy(String type) {
        return hub.jdbc()
                .sql("select coalesce(closed_by, 'OPEN') from exception_case where type = :type order by id")
                .param("type", type)
                .query(String.class)
                .list();
    }

    /** The findings of a record of rules on it, as {@code rule outcome message}. */
    List<String> findings(long file, int line) {
        return hub.jdbc()
                .sql(
                        """
                        select rule || ' ' || outcome || ' ' || message_en from finding
                         where file_id = :file and line = :line and decided_key is null order by rule, outcome
                        """)
                .param("file", file)
                .param("line", line)
                .query(String.class)
                .list();
    }

    @Override
    public void close() {
        hub.close();
        database.close();
    }
}
