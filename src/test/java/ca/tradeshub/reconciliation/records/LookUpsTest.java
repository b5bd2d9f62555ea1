// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.records;

import static ca.tradeshub.reconciliation.ReconciliationFixture.certificate;
import static ca.tradeshub.reconciliation.ReconciliationFixture.employer;
import static ca.tradeshub.reconciliation.ReconciliationFixture.registration;
import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.EmployerYear;
import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.reconciliation.ReconciliationFixture;
import ca.tradeshub.rules.Samples;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The records of keys are looked up one key after another, also while the planner expects that each key has a two
 * hundredth of all records: that is what it expects without statistics.
 */
class LookUpsTest {

    private static final int RECORDS = 1_500;
    private static final int WANTED = 150;

    /** As many other files took effect after the statistics of files: a plan that compares records with files reads all. */
    private static final int OTHER_FILES = 2_000;

    /** The planner no longer knows then how many keys there are. */
    private static final String AS_AFTER_SOME_BATCHES = "set local plan_cache_mode = force_generic_plan";

    private static final LocalDate DAY = LocalDate.of(2015, 6, 1);

    private static final String OTHERS =
            """
            insert into file (sender, feed, name, logical_name, employer_bn9, file_date, sequence, archive_sha256,
                              content_sha256, size_bytes, received_at, state)
            select 'other', 'registrations', 'other-' || i, 'other-' || i, '', '2026-11-20', i,
                   lpad(cast(i as text), 64, '0'), lpad(cast(i as text), 64, '0'), 1, now(), 'LANDED'
              from generate_series(1, :files) as i
            """;

    private static ReconciliationFixture hub;
    private static StandingRecords records;

    @BeforeAll
    static void many_records_of_which_the_planner_knows_little() {
        hub = new ReconciliationFixture();
        records = hub.part(StandingRecords.class);
        for (String table : List.of("registration", "certificate", "pay_line", "employer_claim")) {
            withoutStatistics(table);
        }
        hub.file(Feed.REGISTRATIONS, 1, everyRecord(LookUpsTest::registered));
        hub.file(Feed.CERTIFICATES, 1, everyRecord(i -> certificate("C-" + i, account(i), "309A")));
        hub.file(
                Feed.PAYROLL,
                1,
                employer("500000.00"),
                everyRecord(LookUpsTest::claimed),
                everyRecord(LookUpsTest::paid));
        hub.jdbc().sql(OTHERS).param("files", OTHER_FILES).update();
        hub.jdbc().sql("analyze").update();
        hub.jdbc()
                .sql("update file set state = 'APPLIED' where sender = 'other'")
                .update();
    }

    @AfterAll
    static void close() {
        hub.close();
    }

    @Test
    void certificates_of_accounts() {
        assertThat(lookedUp("certificate", () -> records.certificates(wanted(LookUpsTest::account))))
                .hasSize(WANTED);
    }

    @Test
    void registrations_of_persons() {
        assertThat(lookedUp(
                        "registration",
                        () -> records.registrations(
                                wanted(i -> PersonIdentifier.parse("account:" + account(i))), Set.of())))
                .hasSize(WANTED);
    }

    @Test
    void versions_of_agreements() {
        assertThat(lookedUp("registration", () -> records.versions(wanted(LookUpsTest::agreement))
                        .keySet()))
                .hasSize(WANTED);
    }

    @Test
    void pay_lines_of_claims() {
        assertThat(lookedUp("pay_line", () -> records.payLines(wanted(i -> paid(i).claimKey()))
                        .keySet()))
                .hasSize(WANTED);
    }

    @Test
    void claims_of_employers() {
        assertThat(lookedUp("employer_claim", () -> records.claims(wanted(i -> paid(i).claimKey()))
                        .keySet()))
                .hasSize(WANTED);
    }

    @Test
    void a_key_that_is_asked_for_twice_is_read_once() {
        assertThat(records.certificates(List.of(account(7), account(7)))).hasSize(1);
    }

    /** Each agreement is read with what its chain and its person name, which is itself here. */
    @Test
    void related_agreements() {
        RelatedAgreements related = new RelatedAgreements(hub.jdbc(), States.OWN);
        List<String> agreements = wanted(LookUpsTest::agreement);

        assertThat(registrationsRead(() -> related.ofSameChains(agreements))).isEqualTo(2 * WANTED);
        assertThat(registrationsRead(() -> related.ofSamePersons(agreements))).isEqualTo(3 * WANTED);
    }

    private static long registrationsRead(Runnable reading) {
        return hub.inOneTransaction(() -> {
            hub.jdbc().sql(AS_AFTER_SOME_BATCHES).update();
            long before = hub.rowsRead("registration");
            reading.run();
            return hub.rowsRead("registration") - before;
        });
    }

    /** What is read, from a table of which no other records are read for it. */
    private <T> Collection<T> lookedUp(String table, Supplier<Collection<T>> reading) {
        return hub.inOneTransaction(() -> {
            hub.jdbc().sql(AS_AFTER_SOME_BATCHES).update();
            long before = hub.rowsRead(table);
            long filesBefore = hub.rowsRead("file");
            Collection<T> read = reading.get();
            assertThat(hub.rowsRead(table) - before)
                    .as("rows of %s read", table)
                    .isEqualTo(WANTED);
            assertThat(hub.rowsRead("file") - filesBefore)
                    .as("rows of file read")
                    .isLessThanOrEqualTo(WANTED);
            return read;
        });
    }

    private static void withoutStatistics(String table) {
        hub.jdbc()
                .sql(
                        "select attname from pg_attribute where attrelid = cast(:table as regclass) and attnum > 0 and not attisdropped")
                .param("table", table)
                .query(String.class)
                .list()
                .forEach(column -> hub.jdbc()
                        .sql("alter table " + table + " alter column " + column + " set statistics 0")
                        .update());
    }

    private static Registration registered(int i) {
        return registration(agreement(i), String.valueOf(1_000_000 + i), account(i), "309A", DAY);
    }

    private static PayLine paid(int i) {
        return Samples.payLine(draft -> {
            draft.lineId = "L-" + i;
            draft.agreementNumber = agreement(i);
            draft.accountNumber = account(i);
            draft.trade = new TradeCode("309A");
        });
    }

    private static EmployerYear.Claim claimed(int i) {
        return new EmployerYear.Claim(agreement(i), new Money(new BigDecimal("100.00")), null);
    }

    private static String account(int i) {
        return String.valueOf(20_000_000 + i);
    }

    private static String agreement(int i) {
        return "TA-" + (1_000 + i);
    }

    private static <T> List<T> everyRecord(IntFunction<T> of) {
        return IntStream.range(0, RECORDS).mapToObj(of).toList();
    }

    private static <T> List<T> wanted(IntFunction<T> of) {
        return IntStream.range(0, WANTED)
                .map(i -> i * (RECORDS / WANTED))
                .mapToObj(of)
                .toList();
    }
}
