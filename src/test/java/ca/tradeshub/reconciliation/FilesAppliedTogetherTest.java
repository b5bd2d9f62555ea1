// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation;

import static ca.tradeshub.reconciliation.ReconciliationFixture.employer;
import static ca.tradeshub.reconciliation.ReconciliationFixture.registration;
import static ca.tradeshub.reconciliation.ReconciliationFixture.week;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.tradeshub.canonical.CanonicalRecord;
import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.FileContext;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.ledger.file.FileOutcome;
import ca.tradeshub.ledger.file.LeaseLostException;
import ca.tradeshub.ledger.record.StagedRecord;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Files that are applied together leave what they leave when they are applied one by one. */
class FilesAppliedTogetherTest {

    private static final LocalDate JUNE_2015 = LocalDate.of(2015, 6, 1);

    /** What is compared, in an order of its own. */
    private static final Map<String, String> LEFT = new LinkedHashMap<>();

    static {
        LEFT.put("files", "select id, state, records, amount, leased_until from file order by id");
        LEFT.put("records", "select file_id, line, state, rule, withheld, held_with from record order by 1, 2");
        LEFT.put(
                "balances",
                "select file_id, state, sum(records), sum(amount) from balance_delta group by 1, 2 order by 1, 2");
        LEFT.put("keys to decide", "select distinct bulk, kind, key from dirty_key order by 1, 2, 3");
        LEFT.put("findings", "select file_id, line, rule, outcome, message_en from finding order by 1, 2, 3");
        LEFT.put(
                "exceptions",
                "select type, rule, subject, stable_subject, detail, sides, amount from exception_case order by 3");
        LEFT.put("records of exceptions", "select file_id, line from exception_record order by 1, 2");
        LEFT.put("alarms", "select code, subject, detail from alarm where closed_at is null order by 1, 2");
        LEFT.put("responses", "select file_id, written_at from sender_response order by 1");
        LEFT.put("audit", "select subject, action, detail::text from audit order by 1, 2");
    }

    /** Applies files of a feed, together or one by one. */
    private enum Way {
        TOGETHER(ReconciliationFixture::applyTogether),
        ONE_BY_ONE((hub, files) -> files.forEach(hub::apply));

        private final BiConsumer<ReconciliationFixture, List<FileOutcome.Balanced>> application;

        Way(BiConsumer<ReconciliationFixture, List<FileOutcome.Balanced>> application) {
            this.application = application;
        }

        /** What the files leave. */
        Map<String, List<Map<String, Object>>> leaves(
                Function<ReconciliationFixture, List<FileOutcome.Balanced>> files) {
            try (ReconciliationFixture hub = new ReconciliationFixture()) {
                application.accept(hub, files.apply(hub));
                Map<String, List<Map<String, Object>>> left = new LinkedHashMap<>();
                LEFT.forEach((what, sql) ->
                        left.put(what, hub.jdbc().sql(sql).query().listOfRows()));
                hub.jdbc().sql("select id from file").query(Long.class).list().forEach(file -> assertThat(
                                hub.balance(file).holds())
                        .isTrue());
                hub.reconcileAndDeliver();
                left.put(
                        "delivered", hub.jdbc().sql(LEFT.get("records")).query().listOfRows());
                return left;
            }
        }
    }

    /**
     * Asserts that the files leave the same either way.
     *
     * @param compared the records that do not wait for delivery, as {@code file/line STATE/rule}: the outcome of the comparison
     *     of keys, which both ways share
     */
    private static void assertSame(
            Function<ReconciliationFixture, List<FileOutcome.Balanced>> files, String... compared) {
        Map<String, List<Map<String, Object>>> alone = Way.ONE_BY_ONE.leaves(files);

        assertThat(Way.TOGETHER.leaves(files)).isEqualTo(alone);
        assertThat(alone.get("files")).allSatisfy(file -> assertThat(file).containsEntry("state", "APPLIED"));
        assertThat(alone.get("records"))
                .filteredOn(each -> !each.get("state").equals("PENDING"))
                .extracting(each -> each.get("file_id") + "/" + each.get("line") + " " + each.get("state")
                        + (each.get("rule") == null ? "" : "/" + each.get("rule")))
                .containsExactly(compared);
    }

    @Test
    void registrations_with_keys_in_common_repeated_keys_held_records_and_a_gap() {
        assertSame(
                hub -> {
                    hub.file(
                            Feed.REGISTRATIONS,
                            1,
                            List.of(registration("TA-9", "1000009", "90000009", "309A", JUNE_2015)));
                    return List.of(
                            registrations(hub, 2, agreement("TA-1"), agreement("TA-2")),
                            registrations(hub, 3, agreement("TA-1"), agreement("TA-3")),
                            registrations(
                                    hub,
                                    4,
                                    agreement("TA-4"),
                                    registration("TA-4", "1000004", "40000004", "306A", JUNE_2015)),
                            registrations(hub, 6, registration("TA-9", "1000009", "90000009", "306A", JUNE_2015)),
                            registrations(hub, 7, agreement("TA-5"), agreement("TA-6")),
                            held(hub, 9, agreement("TA-7")));
                },
                "1/2 SUPERSEDED",
                "3/2 DUPLICATE",
                "4/2 HELD/DUPLICATE_KEY",
                "4/3 HELD/DUPLICATE_KEY",
                "7/2 HELD/GATE-03");
    }

    @Test
    void pay_of_one_employer_with_lines_sent_twice_and_corrected() {
        assertSame(
                hub -> {
                    hub.file(Feed.REGISTRATIONS, 1, List.of(agreement("TA-1"), agreement("TA-2")));
                    return List.of(
                            pay(
                                    hub,
                                    1,
                                    "400000.00",
                                    week(0, "TA-1", "309A", "650.00"),
                                    week(1, "TA-1", "309A", "650.00")),
                            pay(
                                    hub,
                                    2,
                                    "400000.00",
                                    week(1, "TA-1", "309A", "650.00"),
                                    week(2, "TA-1", "309A", "650.00")),
                            pay(hub, 3, "400000.00", week(3, "TA-2", "309A", "650.00")),
                            pay(hub, 4, "400000.00", week(3, "TA-2", "309A", "655.00")),
                            pay(hub, 5, "500000.00", week(4, "TA-2", "309A", "650.00")));
                },
                "3/2 DUPLICATE",
                "4/2 SUPERSEDED");
    }

    @Test
    void when_one_of_them_is_lost_none_of_them_takes_effect() {
        try (ReconciliationFixture hub = new ReconciliationFixture()) {
            List<FileOutcome.Balanced> files =
                    List.of(registrations(hub, 1, agreement("TA-1")), registrations(hub, 2, agreement("TA-2")));
            hub.jdbc()
                    .sql("update file set lease_epoch = lease_epoch + 1 where id = :id")
                    .param("id", files.get(1).lease().fileId())
                    .update();

            assertThatThrownBy(() -> hub.applyTogether(files)).isInstanceOf(LeaseLostException.class);

            assertThat(hub.jdbc()
                            .sql("select state from file")
                            .query(String.class)
                            .list())
                    .containsOnly("STAGING");
            assertThat(hub.jdbc()
                            .sql("select count(*) from balance_delta")
                            .query(Long.class)
                            .single())
                    .isZero();
        }
    }

    private static CanonicalRecord agreement(String number) {
        String digits = number.substring(3);
        return registration(number, "100000" + digits, digits.repeat(8), "309A", JUNE_2015);
    }

    private static FileOutcome.Balanced registrations(
            ReconciliationFixture hub, int sequence, CanonicalRecord... records) {
        return hub.balanced(Feed.REGISTRATIONS, sequence, null, List.of(), List.of(records));
    }

    private static FileOutcome.Balanced pay(
            ReconciliationFixture hub, int sequence, String payroll, CanonicalRecord... records) {
        return hub.balanced(Feed.PAYROLL, sequence, employer(payroll), List.of(), List.of(records));
    }

    /** A file with a record that a rule holds. */
    private static FileOutcome.Balanced held(ReconciliationFixture hub, int sequence, CanonicalRecord record) {
        FileContext facts = new FileContext(Feed.REGISTRATIONS, "test", LocalDate.of(2026, 11, 20), null);
        StagedRecord good = hub.staged(record, 2, facts, false);
        List<StagedRecord.StagedFinding> findings = new ArrayList<>(good.findings());
        findings.add(new StagedRecord.StagedFinding(
                "GATE-03", "hold", false, null, null, new Text("Not known.", "Inconnu."), "law", "442A"));
        StagedRecord held = new StagedRecord(
                good.line(),
                good.offset(),
                good.length(),
                good.recordKey(),
                good.amount(),
                RecordState.HELD,
                "GATE-03",
                good.canonical(),
                findings);
        return hub.balanced("test", Feed.REGISTRATIONS, sequence, null, List.of(), List.of(held));
    }
}
