// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.overview;

import ca.tradeshub.testing.HubSteps;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A ledger with any number of rows, written by the database alone: pay lines of six payroll offices in large files, files
 * with one registration each of further senders, and a message for each 25 lines. Many rows are equal in what a list is
 * sorted by: sender, state, amount, name, status.
 *
 * @param lines how many pay lines
 * @param largeFiles in how many files they are
 * @param smallFiles how many files have a registration
 * @param senders how many senders these are of
 */
record LedgerOfManyRows(int lines, int largeFiles, int smallFiles, int senders) {

    private static final int LINES_OF_A_CLAIM = 25;

    private static final String FILES =
            """
            insert into file (id, sender, feed, name, logical_name, employer_bn9, file_date, sequence, sequence_year,
                              archive_sha256, content_sha256, size_bytes, received_at, state, records, amount, applied_at)
            overriding system value
            select i, case when i <= :large then 'office-' || i % 6
                           else 'sender-' || lpad(cast(i % :senders as text), 3, '0') end,
                   case when i <= :large then 'payroll' else 'registrations' end,
                   'FILE_' || lpad(cast(i * 7 % 1000 as text), 3, '0') || '.csv', 'FILE_' || i || '.csv', '',
                   date '2016-01-01', i, 2016, encode(sha256(cast(cast(i as text) as bytea)), 'hex'),
                   encode(sha256(cast(cast(i as text) as bytea)), 'hex'), 1000,
                   timestamp '2016-01-01' + i * interval '1 minute', 'APPLIED',
                   case when i <= :large then :linesOfAFile else 1 end, 0, now()
              from generate_series(1, :large + :small) as i
            """;

    private static final String PAY_LINES =
            """
            insert into pay_line (file_id, byte_offset, changed_at, line, byte_length, feed, state, record_key,
                                  amount, rule, employee, employment_start, period_start, period_end, pay_date, claim_key,
                                  trade)
            select 1 + i / :linesOfAFile, i,
                   timestamp '2016-01-01' + (cast(i as bigint) * 7919 % 1000003) * interval '1 second',
                   2 + i % :linesOfAFile, 155, 'P',
                   case when i % 100 < 86 then 'PENDING' when i % 100 < 91 then 'OUT_OF_SCOPE'
                        when i % 100 < 95 then 'SUPERSEDED' when i % 100 < 98 then 'DUPLICATE'
                        when i % 100 < 99 then 'HELD' else 'REJECTED' end,
                   case when i % 100 <> 99 then '123026635RP0001/L-' || i - i % 100 % 2 end,
                   cast(i as bigint) * 7919 % 10007, case when i % 100 >= 86 then 'ATTC-' || i % 30 end,
                   i / :linesOfAClaim, date '2016-01-01', date '2016-01-01', date '2016-01-14', date '2016-01-15',
                   '123026635RP0001/TA-2016-' || lpad(cast(i / :linesOfAClaim as text), 6, '0') || '/2016-12-31', '309A'
              from generate_series(0, :lines - 1) as i
            """;

    private static final String REGISTRATIONS =
            """
            insert into registration (file_id, byte_offset, changed_at, line, byte_length, feed, state, record_key,
                                      amount, agreement_number, client_id, trade, canonical)
            select :large + i, 0, timestamp '2016-01-01' + i * interval '1 minute', 2, 155, 'R',
                   case when i % 50 = 0 then 'HELD' else 'DELIVERED' end, 'TA-2015-' || lpad(cast(i as text), 6, '0'),
                   i % 7, 'TA-2015-' || lpad(cast(i as text), 6, '0'), cast(i as text), '309A', '{}'
              from generate_series(1, :small) as i
            """;

    private static final String MESSAGES =
            """
            insert into message (id, queue, contract, message_id, record_key, group_id, kind, version, body, body_digest,
                                 rules_digest, mapping_digest, decided_at)
            overriding system value
            select 1 + i, case when i % 40 = 13 then 'registry.certification' else 'taxcredit.verification' end, 'test/1',
                   'm' || i, '123026635RP0001/TA-2016-' || lpad(cast(i as text), 6, '0') || '/2016-12-31', '',
                   case when i % 100 < 94 then 'NEW' when i % 100 < 98 then 'AMEND' else 'WITHDRAW' end, 1,
                   repeat('{}', 500), '', '', '', timestamp '2016-06-01' + i * interval '1 second'
              from generate_series(0, :messages - 1) as i
            """;

    /** A message in 40 is based on no line, so that the lines of its claim wait. */
    private static final String SOURCES =
            """
            insert into message_source (message_id, file_id, lines)
            select p.claim, p.file_id, range_agg(int4range(p.line, p.line + 1))
              from (select file_id, line, 1 + byte_offset / :linesOfAClaim as claim from pay_line where state = 'PENDING') p
             where p.claim % 40 <> 0
             group by p.claim, p.file_id
            """;

    /** The last messages wait: one in 50, and at least five. */
    private static final String SENT =
            """
            insert into queue_cursor (queue, taken_through, sent_through)
            select queue, max(id), max(id) from message where id <= :messages - greatest(5, :messages / 50) group by queue
            """;

    private static final String BATCHES =
            """
            insert into send_batch (queue, last_id, messages, epoch, attempted_at, sent_at)
            select m.queue, max(m.id), count(*), 1, now(), max(m.decided_at) + interval '1 hour'
              from message m join queue_cursor c on c.queue = m.queue and m.id <= c.sent_through
             group by m.queue, m.id / 500
            """;

    private static final String DEAD_LETTERS =
            """
            insert into dead_letter (id, since)
            select m.id, m.decided_at from message m
              join queue_cursor c on c.queue = m.queue and m.id <= c.sent_through
             where m.id % 20 = 2
            """;

    /** One in 20 is without acknowledgement, and one in 20 refused. */
    private static final String ACKNOWLEDGEMENTS =
            """
            insert into acknowledgement (id, queue, status, received_at, received_from, reason)
            select m.id, m.queue, case when m.id % 20 = 1 then 'REFUSED' else 'POSTED' end,
                   m.decided_at + (m.id * 7919 % 100003) * interval '1 second', 'consumer', null
              from message m join queue_cursor c on c.queue = m.queue and m.id <= c.sent_through
             where m.id % 20 not in (0, 2)
            """;

    private static final String BALANCES =
            """
            insert into balance_delta (file_id, state, records, amount)
            select file_id, state, count(*), coalesce(sum(amount), 0) from record_status group by file_id, state
            """;

    private static final List<String> ROWS =
            List.of(FILES, PAY_LINES, REGISTRATIONS, MESSAGES, SOURCES, SENT, BATCHES, DEAD_LETTERS, ACKNOWLEDGEMENTS);

    /** Writes the rows, and what the database has to know of them. */
    void write(HubSteps hub) {
        JdbcClient jdbc = hub.jdbc();
        hub.bean(TransactionTemplate.class).executeWithoutResult(status -> {
            // Totals that no list reads are not kept for each row.
            jdbc.sql("set local session_replication_role = replica").update();
            ROWS.forEach(rows -> jdbc.sql(rows).params(parameters()).update());
        });
        jdbc.sql("analyze").update();
        jdbc.sql(BALANCES).update();
        jdbc.sql("vacuum analyze").update();
    }

    private Map<String, Object> parameters() {
        return Map.of(
                "lines", lines,
                "large", largeFiles,
                "small", smallFiles,
                "senders", senders,
                "linesOfAFile", lines / largeFiles,
                "linesOfAClaim", LINES_OF_A_CLAIM,
                "messages", lines / LINES_OF_A_CLAIM);
    }
}
