// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.mapping;

import ca.tradeshub.canonical.CanonicalRecord;
import ca.tradeshub.feeds.line.SourceLine;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of mapping a line.
 *
 * @param line the line
 * @param record the canonical record, null when there are errors
 * @param recordKey the record's key, null when it could not be read
 * @param controlValue what the line adds to the control total (hours, gross wages or the member number), also of a
 *     rejected line; null when it could not be read
 * @param errors everything that is wrong with the line; each rejects it
 * @param warnings what is doubtful in the line; the record goes on with it
 */
public record Mapped(
        SourceLine line,
        @Nullable CanonicalRecord record,
        @Nullable String recordKey,
        @Nullable BigDecimal controlValue,
        List<MappingError> errors,
        List<MappingError> warnings) {}
