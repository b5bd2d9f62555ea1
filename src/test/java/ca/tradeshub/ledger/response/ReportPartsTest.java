// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.response;

import static ca.tradeshub.reconciliation.ReconciliationFixture.employer;
import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.canonical.Person;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.ledger.response.FileReport.Change;
import ca.tradeshub.reconciliation.ReconciliationFixture;
import ca.tradeshub.rules.Samples;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a status reports about a file is looked up through the file, also while the statistics have no claim. */
class ReportPartsTest {

    private static final int AGREEMENTS = 400;
    private static final int OF_THE_FILE = 10;

    private final ReconciliationFixture hub = new ReconciliationFixture();

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void messages_of_other_files_are_not_read_for_the_changes_of_a_file() {
        hub.jdbc().sql("alter table message set (autovacuum_enabled = false)").update();
        hub.file(
                Feed.REGISTRATIONS,
                1,
                IntStream.range(0, AGREEMENTS)
                        .mapToObj(ReportPartsTest::registered)
                        .toList());
        hub.reconcileAndDeliver();
        hub.jdbc().sql("analyze").update();
        long file = paid(1, 0, OF_THE_FILE);
        paid(2, OF_THE_FILE, AGREEMENTS);
        assertThat(hub.jdbc()
                        .sql("update sender_response set receipt_saw = pg_current_snapshot() where file_id = :file")
                        .param("file", file)
                        .update())
                .isOne();
        hub.reconcileAndDeliver();

        hub.inOneTransaction(() -> {
            hub.jdbc().sql("set local plan_cache_mode = force_generic_plan").update();
            long before = hub.rowsRead("message");
            ReportParts.Listed<Change> changes = new ReportParts(hub.jdbc())
                    .changes(List.of(file), AGREEMENTS)
                    .get(file);
            assertThat(changes.total()).isEqualTo(OF_THE_FILE);
            assertThat(changes.first()).extracting(Change::state).containsOnly(RecordState.DELIVERED);
            assertThat(hub.rowsRead("message") - before).as("messages read").isEqualTo(OF_THE_FILE);
            return null;
        });
    }

    /** A week's pay of each of these agreements; returns the file's id. */
    private long paid(int sequence, int from, int to) {
        return hub.file(
                Feed.PAYROLL,
                sequence,
                employer("500000.00"),
                List.of(),
                IntStream.range(from, to).mapToObj(ReportPartsTest::paid).toList());
    }

    private static Registration registered(int i) {
        PayLine paid = paid(i);
        return Samples.registration(draft -> {
            draft.agreementNumber = paid.agreementNumber();
            draft.trade = paid.trade();
            draft.person = new Person(
                    String.valueOf(1_000_000 + i),
                    paid.accountNumber(),
                    null,
                    paid.familyName(),
                    paid.givenNames(),
                    null,
                    paid.birthDate(),
                    "K1A0B1",
                    "en");
        });
    }

    private static PayLine paid(int i) {
        return Samples.payLine(draft -> {
            draft.lineId = "L-" + i;
            draft.agreementNumber = "TA-" + i;
            draft.accountNumber = String.valueOf(20_000_000 + i);
            draft.sin = null;
            draft.trade = new TradeCode("309A");
        });
    }
}
