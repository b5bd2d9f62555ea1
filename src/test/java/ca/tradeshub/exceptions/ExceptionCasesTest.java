// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.exceptions;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.exceptions.disagreement.Disagreement;
import ca.tradeshub.ledger.RecordAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The exceptions of many keys are opened and closed in one statement each, as each would be on its own. */
class ExceptionCasesTest {

    private static final ExceptionSubject FIRST = ExceptionSubject.ofKey("123026635RP0001/TA-1/2016-12-31");
    private static final ExceptionSubject SECOND = ExceptionSubject.ofKey("123026635RP0001/TA-2/2016-12-31");
    private static final String OPEN =
            """
            select subject || ' ' || left_value || ' ' || right_value || ' ' || revision
              from exception_case where closed_at is null order by id
            """;
    private static final String RECORDS =
            "select exception_id || ' ' || file_id || ':' || line from exception_record order by exception_id, file_id, line";

    private final ExceptionParts hub = new ExceptionParts();
    private final ExceptionCases cases = hub.part(ExceptionCases.class);

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void each_key_has_its_exceptions_with_its_records_and_their_wages() {
        RecordAddress one = hub.heldRecord("P", "k1", "X", null);
        RecordAddress other = hub.heldRecord("P", "k2", "X", null);

        cases.open(List.of(
                opening(FIRST, one, ExceptionParts.differs("1.00", "2.00"), ExceptionParts.differs("3.00", "4.00")),
                opening(SECOND, other, ExceptionParts.differs("1.00", "2.00"))));

        assertThat(hub.texts(OPEN))
                .containsExactly(
                        FIRST.text() + " 1.00 2.00 1", FIRST.text() + " 3.00 4.00 1", SECOND.text() + " 1.00 2.00 1");
        List<Long> ids = hub.ids();
        assertThat(hub.texts(RECORDS))
                .containsExactlyInAnyOrder(
                        ids.get(0) + " " + text(one), ids.get(1) + " " + text(one), ids.get(2) + " " + text(other));
        assertThat(hub.exception(ids.get(2)).amount()).isNotNull();
    }

    @Test
    void what_is_open_stays_open_and_what_a_resolution_closed_opens_again() {
        RecordAddress one = hub.heldRecord("P", "k1", "X", null);
        long open = hub.mismatch(FIRST.text(), "1.00", "2.00", one).id();
        long settled = hub.mismatch(SECOND.text(), "1.00", "2.00", one).id();
        cases.settle(List.of(settled));

        cases.open(List.of(
                opening(FIRST, one, ExceptionParts.differs("1.00", "2.00")),
                opening(SECOND, one, ExceptionParts.differs("1.00", "2.00"))));

        assertThat(hub.ids()).containsExactlyInAnyOrder(open, settled);
        assertThat(hub.texts(OPEN))
                .containsExactlyInAnyOrder(FIRST.text() + " 1.00 2.00 1", SECOND.text() + " 1.00 2.00 2");
    }

    @Test
    void one_exception_that_is_named_twice_has_the_records_of_both() {
        RecordAddress one = hub.heldRecord("P", "k1", "X", null);
        RecordAddress other = hub.heldRecord("P", "k2", "X", null);

        cases.open(List.of(
                opening(FIRST, one, ExceptionParts.differs("1.00", "2.00")),
                opening(FIRST, other, ExceptionParts.differs("1.00", "2.00"))));

        assertThat(hub.ids()).hasSize(1);
        assertThat(hub.texts(RECORDS)).hasSize(2);
    }

    @Test
    void others_than_those_that_are_named_are_closed_for_each_key() {
        RecordAddress one = hub.heldRecord("P", "k1", "X", null);
        cases.open(List.of(
                opening(FIRST, one, ExceptionParts.differs("1.00", "2.00"), ExceptionParts.differs("3.00", "4.00")),
                opening(SECOND, one, ExceptionParts.differs("1.00", "2.00"))));

        cases.closeOthers(Map.of(FIRST, List.of(ExceptionParts.differs("3.00", "4.00")), SECOND, List.of()));

        assertThat(hub.texts(OPEN)).containsExactly(FIRST.text() + " 3.00 4.00 1");
    }

    @Test
    void a_new_exception_is_kept_by_the_owner_of_the_last_one() {
        RecordAddress one = hub.heldRecord("P", "k1", "X", null);
        cases.assign(hub.mismatch(FIRST.text(), "1.00", "2.00", one).id(), "ben");
        cases.closeOthers(Map.of(FIRST, List.of()));
        cases.assign(hub.mismatch(FIRST.text(), "3.00", "4.00", one).id(), "anna");
        cases.closeOthers(Map.of(FIRST, List.of()));

        hub.mismatch(FIRST.text(), "5.00", "6.00", one);

        assertThat(hub.texts("select assigned_to from exception_case where closed_at is null"))
                .containsExactly("anna");
    }

    private static ExceptionCases.Opening opening(
            ExceptionSubject subject, RecordAddress record, Disagreement... disagreements) {
        return new ExceptionCases.Opening(subject, List.of(disagreements), List.of(record));
    }

    private static String text(RecordAddress record) {
        return record.fileId() + ":" + record.line();
    }
}
