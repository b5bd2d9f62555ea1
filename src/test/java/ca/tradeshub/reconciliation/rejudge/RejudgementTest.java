// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.rejudge;

import static ca.tradeshub.reconciliation.ReconciliationFixture.employer;
import static ca.tradeshub.reconciliation.ReconciliationFixture.registration;
import static ca.tradeshub.reconciliation.ReconciliationFixture.weeks;
import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.law.Law;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.reconciliation.ReconciliationFixture;
import ca.tradeshub.reconciliation.rejudge.RejudgementReport.MessageChange;
import ca.tradeshub.reconciliation.rejudge.RejudgementReport.RecordChange;
import ca.tradeshub.rules.Samples;
import ca.tradeshub.rules.book.RuleBook;
import ca.tradeshub.testing.TestDatabase;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class RejudgementTest {

    private static final LocalDate JUNE_2015 = LocalDate.of(2015, 6, 1);
    private static final String PERSON = "12345678/309A";
    private static final String CLAIM = "123026635RP0001/TA-1/2016-12-31";
    private static final RejudgementReport NOTHING = new RejudgementReport(false, "", 0, 0, List.of(), List.of());

    private final DataSource database = TestDatabase.fresh();

    @Test
    void another_rule_set_alone_changes_nothing_and_sends_nothing() {
        try (ReconciliationFixture hub = hub(RuleBook.standard())) {
            hub.file(Feed.REGISTRATIONS, 1, List.of(registration("TA-1", "1234567", "12345678", "309A", JUNE_2015)));
            hub.file(Feed.PAYROLL, 1, employer("500000.00"), List.of(), weeks(51, "TA-1", "309A"));
            hub.reconcileAndDeliver();
        }
        RuleBook other = RuleBook.load(Law.standard().withReadings(Map.of("C3", "day-before-last")));
        try (ReconciliationFixture hub = hub(other)) {
            hub.reconcileAndDeliver();
            assertThat(hub.messages(PERSON)).containsExactly("NEW 1");

            RejudgementReport preview = preview(hub);
            assertThat(preview.records()).isEmpty();
            assertThat(preview.messages()).isEmpty();
            assertThat(preview.judged()).isEqualTo(52);
            assertThat(preview.keys()).isEqualTo(2);

            RejudgementReport run = hub.rejudgement().run("amelie", (phase, done, total) -> {});
            hub.reconcileAndDeliver();
            assertThat(run.records()).isEmpty();
            assertThat(hub.messages(PERSON)).containsExactly("NEW 1");
            assertThat(hub.messages(CLAIM)).containsExactly("NEW 1");

            RejudgementReport again = hub.rejudgement().run("amelie", (phase, done, total) -> {});
            assertThat(again)
                    .isEqualTo(new RejudgementReport(false, other.digest(), 0, 0, NOTHING.records(), List.of()));
            assertThat(hub.audit().verify(null).broken()).isNull();
            assertThat(hub.jdbc()
                            .sql("select distinct actor from audit where action = 'rejudge'")
                            .query(String.class)
                            .list())
                    .containsExactly("amelie");
        }
    }

    @Test
    void a_reading_that_moves_money_is_preview_to_the_cent_and_amends_when_it_is_done() {
        Registration registration = Samples.registration(r -> {
            r.agreementNumber = "TA-1";
            r.act = Registration.Act.ACA;
            r.registeredOn = LocalDate.of(2013, 1, 1);
            r.statusOn = LocalDate.of(2013, 1, 1);
            r.trade = new ca.tradeshub.canonical.TradeCode("310S");
            r.sponsor = new ca.tradeshub.canonical.Sponsor(
                    ca.tradeshub.canonical.Sponsor.Kind.EMPLOYER,
                    ReconciliationFixture.EMPLOYER,
                    "Maple Electric Ltd.",
                    LocalDate.of(2013, 1, 1),
                    false,
                    3,
                    1);
        });
        try (ReconciliationFixture hub = hub(RuleBook.standard())) {
            hub.file(Feed.REGISTRATIONS, 1, List.of(registration));
            hub.file(Feed.PAYROLL, 1, employer("300000.00"), List.of(), weeks(51, "TA-1", "310S"));
            hub.reconcileAndDeliver();
            assertThat(hub.body(CLAIM).at("/computation/credit").asText()).isEqualTo("10000.00");
        }
        try (ReconciliationFixture hub =
                hub(RuleBook.load(Law.standard().withReadings(Map.of("C1", "two-days-before-anniversary"))))) {
            List<String> before = everything(hub);
            RejudgementReport preview = preview(hub);

            assertThat(preview.records()).isEmpty();
            assertThat(preview.messages())
                    .containsExactly(new MessageChange("taxcredit.verification", "AMEND", 1, "10000.00", "9972.68"));
            assertThat(everything(hub)).isEqualTo(before);

            RejudgementCounts counts = new RejudgementCounts(hub.jdbc());
            long last = counts.lastMessage();
            hub.rejudgement().run("amelie", (phase, done, total) -> {});
            assertThat(counts.undecided(counts.lastMark())).isPositive();
            hub.reconcileAndDeliver();
            assertThat(counts.undecided(counts.lastMark())).isZero();
            assertThat(hub.messages(CLAIM)).containsExactly("NEW 1", "AMEND 2");
            assertThat(counts.messagesSince(last)).isEqualTo(preview.messages());
        }
    }

    /** What an older rule let pass, and what an older rule held, is put right; the rest stays as it is. */
    @Test
    void records_that_were_judged_otherwise_move_with_their_balance_breaks_and_messages() {
        try (ReconciliationFixture hub = hub(RuleBook.standard())) {
            long good = hub.file(
                    Feed.REGISTRATIONS, 1, List.of(registration("TA-1", "1234567", "12345678", "309A", JUNE_2015)));
            long early = hub.file(
                    Feed.REGISTRATIONS,
                    2,
                    List.of(registration("TA-2", "7654321", "87654321", "309A", LocalDate.of(2012, 1, 1))));
            assertThat(hub.states(early)).containsExactly(Map.entry(2, "HELD/GATE-03"));
            asIfJudged(hub, early, RecordState.HELD, RecordState.PENDING, null);
            asIfJudged(hub, good, RecordState.PENDING, RecordState.HELD, "FMT-99");
            hub.jdbc().sql("delete from finding").update();
            hub.jdbc()
                    .sql("insert into dirty_key (kind, key) values ('person', 'client:7654321')")
                    .update();
            hub.reconcileAndDeliver();
            assertThat(hub.messages("87654321/309A")).containsExactly("NEW 1");

            RejudgementReport preview = preview(hub);
            assertThat(preview.records())
                    .containsExactlyInAnyOrder(
                            new RecordChange("registrations", "HELD", "FMT-99", "PENDING", null, 1, "0.00"),
                            new RecordChange("registrations", "DELIVERED", null, "HELD", "GATE-03", 1, "0.00"));
            assertThat(preview.messages())
                    .containsExactlyInAnyOrder(
                            new MessageChange("registry.certification", "NEW", 1, null, null),
                            new MessageChange("registry.certification", "WITHDRAW", 1, null, null));

            RejudgementReport run = hub.rejudgement().run("amelie", (phase, done, total) -> {});
            assertThat(run.records()).containsExactlyInAnyOrderElementsOf(preview.records());
            hub.reconcileAndDeliver();

            assertThat(hub.states(good)).containsExactly(Map.entry(2, "DELIVERED"));
            assertThat(hub.states(early)).containsExactly(Map.entry(2, "HELD/GATE-03"));
            assertThat(hub.messages(PERSON)).containsExactly("NEW 1");
            assertThat(hub.messages("87654321/309A")).containsExactly("NEW 1", "WITHDRAW 2");
            assertThat(hub.openExceptions()).containsExactly("RULE_HOLD/GATE-03");
            assertThat(hub.jdbc()
                            .sql("select detail <> detail_fr from exception_case where closed_at is null")
                            .query(Boolean.class)
                            .list())
                    .as("the sentence in both languages")
                    .containsExactly(true);
            hub.balance(good);
            hub.balance(early);
        }
    }

    /** A pay line has no state DELIVERED of its own: it is delivered with its claim. */
    @Test
    void a_pay_line_that_is_delivered_with_its_claim_leaves_the_state_delivered() {
        try (ReconciliationFixture hub = hub(RuleBook.standard())) {
            hub.file(Feed.REGISTRATIONS, 1, List.of(registration("TA-1", "1234567", "12345678", "309A", JUNE_2015)));
            long pay = hub.file(Feed.PAYROLL, 1, employer("500000.00"), List.of(), weeks(51, "TA-1", "309A"));
            hub.reconcileAndDeliver();
            assertThat(hub.states(pay).values()).containsOnly("DELIVERED");
            hub.jdbc()
                    .sql(
                            "update pay_line set pay_date = '2017-01-05', period_start = '2016-12-29', period_end = '2017-01-04' where line = 20")
                    .update();
            hub.jdbc().sql("update file set rules_digest = 'others'").update();

            RejudgementReport preview = preview(hub);
            assertThat(preview.records())
                    .containsExactly(new RecordChange("payroll", "DELIVERED", null, "REJECTED", "C25", 1, "650.00"));

            RejudgementReport run = hub.rejudgement().run("amelie", (phase, done, total) -> {});
            assertThat(run.records()).isEqualTo(preview.records());
            hub.reconcileAndDeliver();
            assertThat(hub.states(pay).get(20)).isEqualTo("REJECTED/C25");
            hub.balance(pay);
        }
    }

    @Test
    void what_a_consumer_refused_or_a_clash_of_keys_holds_stays_held() {
        try (ReconciliationFixture hub = hub(RuleBook.standard())) {
            long refused = hub.file(
                    Feed.REGISTRATIONS, 1, List.of(registration("TA-1", "1234567", "12345678", "309A", JUNE_2015)));
            long clash = hub.file(
                    Feed.REGISTRATIONS,
                    2,
                    List.of(
                            registration("TA-2", "7654321", "87654321", "309A", JUNE_2015),
                            registration("TA-2", "7654321", "87654321", "309A", JUNE_2015.plusDays(1))));
            asIfJudged(hub, refused, RecordState.PENDING, RecordState.HELD, "CONSUMER_REFUSED");
            hub.jdbc().sql("update file set rules_digest = 'others'").update();

            hub.rejudgement().run("amelie", (phase, done, total) -> {});

            assertThat(hub.states(refused)).containsExactly(Map.entry(2, "HELD/CONSUMER_REFUSED"));
            assertThat(hub.states(clash).values()).containsOnly("HELD/DUPLICATE_KEY");
            assertThat(hub.openExceptions()).containsExactly("DUPLICATE_KEY");
        }
    }

    @Test
    void an_older_version_stands_again_when_the_newer_one_is_held() {
        try (ReconciliationFixture hub = hub(RuleBook.standard())) {
            long older = hub.file(
                    Feed.REGISTRATIONS, 1, List.of(registration("TA-1", "1234567", "12345678", "309A", JUNE_2015)));
            long newer = hub.file(
                    Feed.REGISTRATIONS,
                    2,
                    List.of(registration("TA-1", "1234567", "12345678", "309A", LocalDate.of(2012, 1, 1))));
            asIfJudged(hub, newer, RecordState.HELD, RecordState.PENDING, null);
            asIfJudged(hub, older, RecordState.PENDING, RecordState.SUPERSEDED, null);
            hub.reconcileAndDeliver();

            hub.rejudgement().run("amelie", (phase, done, total) -> {});
            hub.reconcileAndDeliver();

            assertThat(hub.states(newer)).containsExactly(Map.entry(2, "HELD/GATE-03"));
            assertThat(hub.states(older)).containsExactly(Map.entry(2, "DELIVERED"));
            hub.balance(older);
            hub.balance(newer);

            asIfJudged(hub, newer, RecordState.HELD, RecordState.HELD, "GATE-03");
            assertThat(preview(hub).records()).isEmpty();
        }
    }

    @Test
    void a_sentence_that_changes_in_french_alone_is_stored_again() {
        try (ReconciliationFixture hub = hub(RuleBook.standard())) {
            long early = hub.file(
                    Feed.REGISTRATIONS,
                    1,
                    List.of(registration("TA-2", "7654321", "87654321", "309A", LocalDate.of(2012, 1, 1))));
            asIfJudged(hub, early, RecordState.HELD, RecordState.HELD, "GATE-03");
            hub.rejudgement().run("amelie", (phase, done, total) -> {});
            List<String> sentences = sentences(hub);
            assertThat(sentences).isNotEmpty();
            hub.jdbc().sql("update finding set message_fr = 'autre'").update();
            asIfJudged(hub, early, RecordState.HELD, RecordState.HELD, "GATE-03");

            hub.rejudgement().run("amelie", (phase, done, total) -> {});

            assertThat(sentences(hub)).isEqualTo(sentences);
        }
    }

    private static List<String> sentences(ReconciliationFixture hub) {
        return hub.jdbc()
                .sql("select message_fr from finding order by rule, message_fr")
                .query(String.class)
                .list();
    }

    private ReconciliationFixture hub(RuleBook rules) {
        return new ReconciliationFixture(rules, database);
    }

    private static RejudgementReport preview(ReconciliationFixture hub) {
        List<String> phases = new ArrayList<>();
        RejudgementReport report = hub.rejudgement().preview((phase, done, total) -> {
            assertThat(done).isLessThanOrEqualTo(total);
            phases.add(phase);
        });
        assertThat(phases).contains("judging", "deciding");
        assertThat(report.preview()).isTrue();
        return report;
    }

    /** A file as other rules would have left it. */
    private static void asIfJudged(
            ReconciliationFixture hub, long file, RecordState from, RecordState to, String rule) {
        hub.jdbc()
                .sql("update record set state = :to, rule = :rule where file_id = :file")
                .param("to", to.name())
                .param("rule", rule, java.sql.Types.VARCHAR)
                .param("file", file)
                .update();
        hub.jdbc()
                .sql("update balance_delta set state = :to where file_id = :file and state = :from")
                .param("to", to.name())
                .param("from", from.name())
                .param("file", file)
                .update();
        hub.jdbc()
                .sql("update file set rules_digest = 'others' where id = :file")
                .param("file", file)
                .update();
        hub.jdbc()
                .sql("delete from exception_record where file_id = :file")
                .param("file", file)
                .update();
        hub.jdbc()
                .sql("delete from exception_case where subject like 'record:' || :file || ':%'")
                .param("file", file)
                .update();
        hub.jdbc().sql("update decision set rules_digest = 'others'").update();
    }

    /** Every row of the ledger with the transaction that wrote it. */
    private static List<String> everything(ReconciliationFixture hub) {
        List<String> rows = new ArrayList<>();
        List<String> tables = hub.jdbc()
                .sql("select tablename from pg_tables where schemaname = 'public' order by 1")
                .query(String.class)
                .list();
        assertThat(tables).hasSizeGreaterThan(20);
        for (String table : tables) {
            rows.addAll(hub.jdbc()
                    .sql("select '%1$s ' || t.xmin || ' ' || t.ctid from %1$s t order by 1".formatted(table))
                    .query(String.class)
                    .list());
        }
        return rows;
    }
}
