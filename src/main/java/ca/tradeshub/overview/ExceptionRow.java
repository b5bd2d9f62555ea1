// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.overview;

import ca.tradeshub.canonical.Text;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An open exception with both values.
 *
 * @param id the ledger's id
 * @param type its type
 * @param about the key of the record, person or claim it is about
 * @param rule the rule that opened it, null when it was not opened by a rule
 * @param detail a sentence for the operator; the same sentence in both languages where the ledger has only the English
 *     one
 * @param reported the reported value, for a held record the value found there; null when there is no such value
 * @param conflicting the conflicting value, null when there is no such value
 * @param openedAt when it opened
 * @param owner who acts on it, null when it is not assigned
 * @param fileId a file with a record it holds, null when it holds none
 * @param line that record's line
 * @param file that file's name
 */
public record ExceptionRow(
        long id,
        String type,
        String about,
        @Nullable String rule,
        Text detail,
        @Nullable String reported,
        @Nullable String conflicting,
        Instant openedAt,
        @Nullable String owner,
        @Nullable Long fileId,
        @Nullable Integer line,
        @Nullable String file) {}
