// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.reading;

import ca.tradeshub.canonical.FileRefusal;
import ca.tradeshub.ledger.file.FileTotals;
import ca.tradeshub.ledger.file.KeyRange;
import org.jspecify.annotations.Nullable;

/** What came of reading a file. */
public sealed interface ReadOutcome {

    /**
     * It was read to its end.
     *
     * @param totals what was counted and what the sender states
     * @param keys the keys of its records, null when none could be read
     * @param mappingDigest digest of the mapping sheet used
     */
    record Whole(FileTotals totals, @Nullable KeyRange keys, String mappingDigest) implements ReadOutcome {}

    /** It must be refused; records already given to the sink count for nothing. */
    record Refused(FileRefusal refusal) implements ReadOutcome {}
}
