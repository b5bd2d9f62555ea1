// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.mapping;

import ca.tradeshub.canonical.Text;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with one field of a line.
 *
 * @param code {@code MAP-COLUMNS}, {@code MAP-JSON}, {@code MAP-REQUIRED}, {@code MAP-DATE}, {@code MAP-NUMBER}, {@code
 *     MAP-CODE}, {@code MAP-LENGTH}, {@code MAP-TEXT} or {@code MAP-PERIOD}
 * @param field the canonical field, null when the whole line is meant
 * @param column the sender's name of the field, null when the whole line is meant
 * @param columnNo 1-based CSV column, fixed-width start position or JSON character; null when there is no position
 * @param observed the value found, its shape only where it is personal, or the name of an unknown member; null when
 *     there is no value or name to show
 * @param message what is wrong and what is expected
 */
public record MappingError(
        String code,
        @Nullable String field,
        @Nullable String column,
        @Nullable Integer columnNo,
        @Nullable String observed,
        Text message) {}
