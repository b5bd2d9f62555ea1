// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger;

/**
 * The look-up of the lines of a file that the message in force for a claim is based on. It has the result of the function
 * {@code lines_in_force}, whose call costs ten times as much.
 */
public final class LinesInForce {

    private static final String LINES =
            """
            select (select s.lines from message_source s where s.message_id = m.id and s.file_id = %2$s)
              from message_status m
             where m.queue = 'taxcredit.verification' and m.record_key = %1$s
               and m.sent and m.dead_lettered_at is null
             order by m.version desc
             limit 1
            """;

    private LinesInForce() {}

    /**
     * A query for the lines: null when the message is based on no line of the file, no row without a message in force.
     *
     * @param claim an expression for the claim's key
     * @param file an expression for the file's id
     */
    public static String of(String claim, String file) {
        return LINES.formatted(claim, file);
    }
}
