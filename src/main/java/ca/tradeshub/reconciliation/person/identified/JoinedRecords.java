// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.person.identified;

import ca.tradeshub.exceptions.disagreement.ExceptionEvidence.Agreement;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.reconciliation.records.PersonIdentifier;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Two records that are of one person, or that an identifier joins although they contradict each other.
 *
 * @param left one record
 * @param right the other
 * @param repeated how many records state of the person what the left one states, this one included
 * @param identifiers what joins them; empty when their evidence or a resolution links them, or when pay names an agreement
 * @param fields the comparison field by field
 * @param bits how much all fields together speak for one person, negative when against
 * @param contradicts whether the comparison is against one person
 * @param basis what a resolution about the two applies to
 */
public record JoinedRecords(
        RecordAddress left,
        RecordAddress right,
        int repeated,
        List<PersonIdentifier.Kind> identifiers,
        List<Compared> fields,
        BigDecimal bits,
        boolean contradicts,
        String basis) {

    /**
     * A field of both records.
     *
     * @param field its name
     * @param left what one record states
     * @param right what the other states
     * @param agreement how far they agree
     * @param bits the weight of the field, 0 when a record does not state it
     */
    public record Compared(String field, Stated left, Stated right, Agreement agreement, BigDecimal bits) {}

    /**
     * A value that may be personal.
     *
     * @param masked what everybody may see, null when the record states no value
     * @param revealed the value for a person who revealed it; a social insurance number is never shown
     */
    public record Stated(@Nullable String masked, @Nullable String revealed) {}
}
