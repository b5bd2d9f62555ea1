// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.apply;

import static ca.tradeshub.reconciliation.ReconciliationFixture.certificate;
import static ca.tradeshub.reconciliation.ReconciliationFixture.employer;
import static ca.tradeshub.reconciliation.ReconciliationFixture.registration;
import static ca.tradeshub.reconciliation.ReconciliationFixture.week;
import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.reconciliation.ReconciliationFixture;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Changed registrations and certificates search for claims only once there is a claim. */
class DependentKeysTest {

    private static final int RECORDS = 300;

    private static final String OTHER_DECISIONS =
            """
            insert into decision
            select (jsonb_populate_record(
                       d, jsonb_build_object('record_key', 'other ' || number, 'group_id', 'TA-OTHER-' || number))).*
              from (select d from decision d where queue = 'taxcredit.verification') one
             cross join generate_series(1, 5000) number
            """;

    private final ReconciliationFixture hub = new ReconciliationFixture();

    @BeforeEach
    void registered_persons_with_certificates() {
        LocalDate day = LocalDate.of(2015, 6, 1);
        hub.file(
                Feed.REGISTRATIONS,
                1,
                IntStream.range(0, RECORDS)
                        .mapToObj(i -> registration("TA-" + i, String.valueOf(1_000_000 + i), account(i), "309A", day))
                        .toList());
        hub.file(
                Feed.CERTIFICATES,
                1,
                IntStream.range(0, RECORDS)
                        .mapToObj(i -> certificate("C-" + i, account(i), "309A"))
                        .toList());
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void without_a_claim_no_registration_is_read() {
        assertThat(marked("registration", DependentKeys.CLAIMS_OF_REGISTRATIONS))
                .isEqualTo(new Marked(0, 0));
        assertThat(marked("certificate", DependentKeys.CLAIMS_OF_CERTIFICATES)).isEqualTo(new Marked(0, 0));
    }

    @Test
    void with_a_claim_it_is_found() {
        hub.file(Feed.PAYROLL, 1, employer("500000.00"), List.of(), List.of(week(0, "TA-7", "309A", "650.00")));

        for (boolean isDecided : new boolean[] {false, true}) {
            Marked ofRegistrations = marked("registration", DependentKeys.CLAIMS_OF_REGISTRATIONS);
            Marked ofCertificates = marked("certificate", DependentKeys.CLAIMS_OF_CERTIFICATES);

            assertThat(ofRegistrations.claims()).as("decided: %s", isDecided).isEqualTo(1);
            assertThat(ofRegistrations.registrationsRead()).isGreaterThanOrEqualTo(RECORDS);
            assertThat(ofCertificates.claims()).as("decided: %s", isDecided).isEqualTo(1);
            assertThat(ofCertificates.registrationsRead()).isGreaterThanOrEqualTo(RECORDS);
            hub.reconcile();
        }
    }

    @Test
    void the_decisions_of_other_agreements_are_not_read() {
        hub.file(Feed.PAYROLL, 1, employer("500000.00"), List.of(), List.of(week(0, "TA-7", "309A", "650.00")));
        hub.reconcile();
        hub.jdbc().sql(OTHER_DECISIONS).update();
        hub.jdbc().sql("analyze decision").update();

        long before = hub.rowsRead("decision");
        assertThat(marked("registration", DependentKeys.CLAIMS_OF_REGISTRATIONS).claims())
                .isEqualTo(1);
        assertThat(marked("certificate", DependentKeys.CLAIMS_OF_CERTIFICATES).claims())
                .isEqualTo(1);
        assertThat(hub.rowsRead("decision") - before)
                .as("one of the claim and one that shows that there are claims, twice")
                .isLessThanOrEqualTo(4);
    }

    /** How many claims were marked, and how many rows of registrations the statement read for it. */
    private record Marked(int claims, long registrationsRead) {}

    /** Marks the claims of all records of a table in a transaction of its own. */
    private Marked marked(String table, String statement) {
        return hub.inOneTransaction(() -> {
            hub.jdbc()
                    .sql("create temporary table changed on commit drop as select * from " + table)
                    .update();
            hub.jdbc()
                    .sql("create temporary table marked (bulk boolean, kind text, key text) on commit drop")
                    .update();
            long before = hub.rowsRead("registration");
            int claims = hub.jdbc()
                    .sql(statement.formatted("marked"))
                    .param("bulk", true)
                    .update();
            return new Marked(claims, hub.rowsRead("registration") - before);
        });
    }

    private static String account(int i) {
        return String.valueOf(20_000_000 + i);
    }
}
