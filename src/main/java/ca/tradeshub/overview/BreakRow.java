package ca.tradeshub.overview;

import java.time.Instant;

/**
 * An open break with both values side by side.
 *
 * @param id the ledger's id
 * @param type its type
 * @param about the key of the record, person or claim it is about
 * @param rule the rule that opened it, null when none did
 * @param detail a sentence for the operator
 * @param left one value, for a held record what was found there; null when there is none
 * @param right the other value, null when there is none
 * @param openedAt when it opened
 * @param owner who acts on it, null when nobody does yet
 * @param fileId a file whose record it holds, null when it holds none
 * @param line that record's line
 * @param file that file's name
 */
public record BreakRow(
        long id,
        String type,
        String about,
        String rule,
        String detail,
        String left,
        String right,
        Instant openedAt,
        String owner,
        Long fileId,
        Integer line,
        String file) {}
