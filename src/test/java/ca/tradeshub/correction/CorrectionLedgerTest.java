// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.correction;

import static ca.tradeshub.testing.Lines.EMPLOYMENT;
import static ca.tradeshub.testing.Lines.registration;
import static ca.tradeshub.testing.Lines.registrations;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.ledger.InboxId;
import ca.tradeshub.ledger.file.FileLease;
import ca.tradeshub.ledger.file.LeaseLostException;
import ca.tradeshub.ledger.response.FileReport.Place;
import ca.tradeshub.testing.Mailbox;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The links between rejected records and the records that correct them in their places. */
class CorrectionLedgerTest {

    private static final String ORIGINAL = "REG_20261120_000001.ndjson";
    private static final String RESUBMISSION = "REG_20261120_000001_R1.ndjson";

    private Mailbox hub;

    /** Of five records three are rejected and have no readable key; three others are sent in their places. */
    @BeforeEach
    void three_corrections_by_place() throws IOException {
        hub = new Mailbox();
        hub.drop(
                EMPLOYMENT,
                ORIGINAL,
                registrations(1, registration(2), unreadable(3), unreadable(4), registration(5), unreadable(6)));
        hub.drop(EMPLOYMENT, RESUBMISSION, registrations(1, registration(13), registration(14), registration(6)));
    }

    @AfterEach
    void stop() throws IOException {
        hub.close();
    }

    private static String unreadable(int person) {
        return registration(person).substring(1);
    }

    private long file(String name) {
        return hub.jdbc()
                .sql("select id from file where name = :name")
                .param("name", name)
                .query(Long.class)
                .single();
    }

    private List<String> links() {
        return hub.jdbc()
                .sql(
                        """
                        select line || ' corrects ' || rejected_line || ' ' || basis
                               || case when words_in_common between 50 and 100 then '' else ' of other words' end
                          from correction where file_id = :file and rejected_file = :rejected order by line
                        """)
                .param("file", file(RESUBMISSION))
                .param("rejected", file(ORIGINAL))
                .query(String.class)
                .list();
    }

    @Test
    void each_record_corrects_the_rejected_one_in_its_place_of_the_pack() {
        assertThat(links()).containsExactly("2 corrects 3 PLACE", "3 corrects 4 PLACE", "4 corrects 6 PLACE");
        assertThat(hub.jdbc()
                        .sql("select words_in_common from correction where file_id = :file order by line")
                        .param("file", file(RESUBMISSION))
                        .query(Integer.class)
                        .list())
                .as("the third is the record as it was meant")
                .satisfies(words -> assertThat(words.get(2)).isGreaterThan(words.get(0)));
    }

    @Test
    void a_worker_that_lost_the_file_links_nothing() {
        hub.jdbc().sql("delete from correction").update();
        FileLease lost = new FileLease(
                file(RESUBMISSION),
                99,
                new InboxId(EMPLOYMENT, false),
                Feed.REGISTRATIONS,
                RESUBMISSION,
                RESUBMISSION,
                "",
                LocalDate.of(2026, 11, 20),
                1,
                "",
                null,
                null);

        List<CorrectionLedger.ByPlace> link = List.of(new CorrectionLedger.ByPlace(
                new CorrectionLedger.SamePlace(file(ORIGINAL), new Place(3, 0, 1), new Place(2, 0, 1)), 90));
        assertThatThrownBy(() -> hub.bean(CorrectionLedger.class).linkByPlace(lost, link))
                .isInstanceOf(LeaseLostException.class);
        assertThat(links()).isEmpty();
    }
}
