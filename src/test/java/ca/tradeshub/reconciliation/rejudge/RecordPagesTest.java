// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.rejudge;

import static ca.tradeshub.reconciliation.ReconciliationFixture.certificate;
import static ca.tradeshub.reconciliation.ReconciliationFixture.employer;
import static ca.tradeshub.reconciliation.ReconciliationFixture.registration;
import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.reconciliation.ReconciliationFixture;
import ca.tradeshub.rules.Samples;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A page of the records of a feed is read from the table of the feed alone. */
class RecordPagesTest {

    private static final int RECORDS = 60;

    private static final String AS_AFTER_SOME_PAGES = "set local plan_cache_mode = force_generic_plan";

    private static final String MORE_LINES =
            """
            insert into pay_line
            select (jsonb_populate_record(
                       p, jsonb_build_object('line', number, 'record_key', 'M-' || number, 'claim_key', 'M-' || number))).*
              from (select p from pay_line p limit 1) one cross join generate_series(100000, 149999) number
            """;

    private static ReconciliationFixture hub;

    @BeforeAll
    static void records_of_each_feed() {
        hub = new ReconciliationFixture();
        hub.file(
                Feed.REGISTRATIONS,
                1,
                IntStream.range(0, RECORDS)
                        .mapToObj(i -> registration(
                                "TA-" + (1_000 + i),
                                String.valueOf(1_000_000 + i),
                                String.valueOf(20_000_000 + i),
                                "309A",
                                LocalDate.of(2015, 6, 1)))
                        .toList());
        hub.file(
                Feed.CERTIFICATES,
                1,
                IntStream.range(0, RECORDS)
                        .mapToObj(i -> certificate("C-" + i, String.valueOf(20_000_000 + i), "309A"))
                        .toList());
        hub.file(
                Feed.PAYROLL,
                1,
                employer("500000.00"),
                List.of(),
                IntStream.range(0, RECORDS)
                        .mapToObj(i -> Samples.payLine(draft -> draft.lineId = "L-" + i))
                        .toList());
    }

    @AfterAll
    static void close() {
        hub.close();
    }

    @ParameterizedTest
    @CsvSource({
        "REGISTRATIONS, certificate, pay_line",
        "CERTIFICATES, registration, pay_line",
        "PAYROLL, registration, certificate"
    })
    void reads_no_record_of_another_feed(Feed feed, String one, String other) {
        RecordPages pages = hub.part(RecordPages.class);
        long rows = hub.inOneTransaction(() -> {
            hub.jdbc().sql(AS_AFTER_SOME_PAGES).update();
            long before = hub.rowsRead(one) + hub.rowsRead(other);
            List<String> page = pages.keysAfter(feed, "", RECORDS / 2);
            pages.lock(feed, page);
            long read = pages.read(feed, page).rows();
            assertThat(hub.rowsRead(one) + hub.rowsRead(other) - before)
                    .as("rows of other feeds read")
                    .isZero();
            return read;
        });

        assertThat(rows).isEqualTo(RECORDS / 2);
    }

    @Test
    void a_page_is_read_without_the_records_behind_it() {
        hub.inOneTransaction(() -> {
            hub.jdbc().sql(MORE_LINES).update();
            hub.jdbc().sql("analyze pay_line").update();
            hub.jdbc().sql(AS_AFTER_SOME_PAGES).update();
            RecordPages pages = hub.part(RecordPages.class);
            long before = hub.rowsRead("pay_line");
            List<String> page = pages.keysAfter(Feed.PAYROLL, "M", 1_000);
            assertThat(page).hasSize(1_000).endsWith("M-100999");
            assertThat(hub.rowsRead("pay_line") - before).as("pay lines read").isLessThanOrEqualTo(1_001);
            assertThat(pages.read(Feed.PAYROLL, page).rows()).isEqualTo(1_000);
            assertThat(hub.rowsRead("pay_line") - before)
                    .as("pay lines read, each with its content")
                    .isLessThanOrEqualTo(3_010);
            return null;
        });
    }
}
