// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.record;

import ca.tradeshub.canonical.CanonicalRecord;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.ledger.RecordState;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One record on its way into the ledger.
 *
 * @param line line number
 * @param offset byte offset
 * @param length byte length
 * @param recordKey the record's key, null when it could not be read
 * @param amount gross wages or hours, scale 2, null when it could not be read
 * @param state {@link RecordState#PENDING}, {@link RecordState#HELD} or {@link RecordState#REJECTED}
 * @param rule what held or rejected it, null when pending
 * @param canonical the record, null when mapping rejected it
 * @param findings its findings
 */
public record StagedRecord(
        int line,
        long offset,
        int length,
        @Nullable String recordKey,
        @Nullable BigDecimal amount,
        RecordState state,
        @Nullable String rule,
        @Nullable CanonicalRecord canonical,
        List<StagedFinding> findings) {

    /**
     * The amount of a record that the mapping did not reject, which always has one.
     *
     * @throws NullPointerException when the amount could not be read
     */
    public BigDecimal readAmount() {
        return Objects.requireNonNull(amount, "the mapping rejects a record without a readable amount");
    }

    /**
     * A finding on the record, by a rule or by the mapping.
     *
     * @param rule rule or mapping code
     * @param outcome {@code reject}, {@code hold}, {@code warn} or {@code info}
     * @param unknown whether a fact was lacking
     * @param field canonical field, null when it is about the whole record
     * @param column column number or start position, null when the format has none
     * @param message what is wrong and what to do
     * @param citation the law, or the interface agreement, that the finding is based on
     * @param observed the value found, masked where personal, null when none
     */
    public record StagedFinding(
            String rule,
            String outcome,
            boolean unknown,
            @Nullable String field,
            @Nullable Integer column,
            Text message,
            String citation,
            @Nullable String observed) {}
}
