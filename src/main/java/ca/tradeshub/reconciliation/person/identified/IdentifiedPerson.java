// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.person.identified;

import ca.tradeshub.ledger.RecordAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The records of one person, why they are of one person, and what is published of it.
 *
 * @param records the records
 * @param joined what joins them
 * @param values what is published of the person; empty while the records contradict each other
 * @param notCompared pairs of records that were not compared, because so many contradict each other already
 */
public record IdentifiedPerson(
        List<RecordAddress> records, List<JoinedRecords> joined, List<Chosen> values, long notCompared) {

    /**
     * The value of a field, chosen by the table of survivorship.
     *
     * @param field the field as messages name it
     * @param value the value, null when none is stated
     * @param record the record that states it, null when none does
     * @param sources the feeds of the row of the table, the preferred one first
     * @param rule the rule of the row
     * @param lost the values that lost, each with the first record that states it
     */
    public record Chosen(
            String field,
            @Nullable String value,
            @Nullable RecordAddress record,
            List<String> sources,
            String rule,
            List<Lost> lost) {}

    /** A value that lost, and a record that states it. */
    public record Lost(String value, RecordAddress record) {}
}
