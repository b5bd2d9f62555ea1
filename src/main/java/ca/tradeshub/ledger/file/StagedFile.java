// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.file;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A file whose every record is staged, with what was counted and what the sender states.
 *
 * @param lease the worker's lease
 * @param totals what was counted and what the sender states
 * @param keys the keys of its records, null when none could be read
 * @param rejectShare the largest share of rejected records the feed accepts, 0 to 1
 * @param mappingDigest digest of the mapping sheet used
 * @param rulesDigest digest of the rule set used
 */
public record StagedFile(
        FileLease lease,
        FileTotals totals,
        @Nullable KeyRange keys,
        BigDecimal rejectShare,
        String mappingDigest,
        String rulesDigest) {

    /** The lowest key of its records. */
    @Nullable
    String firstKey() {
        return keys == null ? null : keys.first();
    }

    /** The highest key of its records. */
    @Nullable
    String lastKey() {
        return keys == null ? null : keys.last();
    }
}
