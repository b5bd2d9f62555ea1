// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake;

import ca.tradeshub.intake.landing.Archive;
import ca.tradeshub.ledger.response.SenderResponses;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Files in the ledger whose responses are due, and changes of their records. */
final class RespondedFiles {

    static final String NAME = "PAY_123026635_20261120_000001.csv";
    private static final String CONTENT = "number,name\r\nrow 2\r\nrow 3,\u00e9,=x\r\nrow 4\r\nrow 5\r\n";
    private static final String CONTROL =
            """
            {"file": "PAY_123026635_20261120_000001.csv", "version": "1", "records": 4, "grossWages": "1000.50",
             "sha256": "%s", "layout": "standard", "employer": {"priorYearPayroll": "0.00"},
             "claims": [{"agreementNumber": "TA-1", "claimed": "5.00"}]}
            """
                    .formatted("a".repeat(64));
    private final IntakeBench hub;

    RespondedFiles(IntakeBench hub) {
        this.hub = hub;
    }

    /** A file of four records, lines 2 to 5: pending, rejected, held, out of scope; its response is due. */
    long appliedFile(int sequence) {
        long id = hub.jdbc
                .sql(
                        """
                        with control as (
                            insert into file (sender, feed, role, name, logical_name, employer_bn9, file_date, sequence,
                                              archive_sha256, size_bytes, received_at, state)
                            values ('payroll-maple', 'payroll', 'control', :name || '.ctl', :name || '.ctl', '123026635',
                                    '2026-11-20', :sequence, :control, 1, '2026-11-20T08:00:00Z', 'PAIRED')
                            returning id)
                        insert into file (sender, feed, name, logical_name, employer_bn9, file_date, sequence,
                                          archive_sha256, size_bytes, received_at, state, records, amount, control_file)
                        select 'payroll-maple', 'payroll', :name, :name, '123026635', '2026-11-20', :sequence,
                               :content, 1, '2026-11-20T08:00:00.123456Z', 'APPLIED', 4, 1000.50, id
                          from control
                        returning id
                        """)
                .param("name", NAME)
                .param("sequence", sequence)
                .param("content", archived(CONTENT))
                .param("control", archived(CONTROL))
                .query(Long.class)
                .single();
        hub.jdbc
                .sql(
                        """
                        insert into pay_line (file_id, line, byte_offset, byte_length, feed, record_key, amount,
                                              state, rule, changed_at, employee, employment_start, period_start, period_end,
                                              pay_date, claim_key, trade)
                        select :id, w.line, w.byte_offset, w.byte_length, 'P', 'k' || w.line, w.amount, w.state, w.rule, now(),
                               1, '2016-01-01', '2016-01-04', '2016-01-10', '2016-01-15', 'claim ' || :id || ':' || w.line,
                               '309A'
                          from (values (2, 0, 1, 500, 'PENDING', null),
                                       (3, 20, 11, 100.25, 'REJECTED', 'MAP-DATE'),
                                       (4, 0, 1, 300.25, 'HELD', 'FMT-01'),
                                       (5, 0, 1, 100, 'OUT_OF_SCOPE', 'ATTC-02'))
                               as w (line, byte_offset, byte_length, amount, state, rule)
                        """)
                .param("id", id)
                .update();
        hub.jdbc
                .sql(
                        """
                        insert into balance_delta (file_id, state, records, amount)
                        select file_id, state, count(*), sum(amount) from record where file_id = :id group by 1, 2
                        """)
                .param("id", id)
                .update();
        hub.jdbc
                .sql(
                        """
                        insert into finding (file_id, line, rule, outcome, field, column_no, message_en, message_fr, citation,
                                             observed)
                        values (:id, 3, 'MAP-DATE', 'reject', 'start', 7, 'No day', 'Aucun jour', 'c', '=1+1'),
                               (:id, 3, 'MAP-DATE', 'reject', 'end', 8, 'No day', 'Aucun jour', 'c', e'a\tb\u202e'),
                               (:id, 3, 'MAP-NUMBER', 'reject', null, null, 'say "5"', 'm', 'c', null),
                               (:id, 4, 'FMT-01', 'hold', null, null, 'm', 'm', 'c', null)
                        """)
                .param("id", id)
                .update();
        hub.jdbc
                .sql("insert into file_warning (file_id, code, detail) values (:id, 'FILE-SEQUENCE-GAP', 'missing')")
                .param("id", id)
                .update();
        hub.bean(SenderResponses.class).due(id);
        return id;
    }

    /** Has the broker take a message that is based on a pay line. */
    static String sending(long file, int line) {
        return """
                with m as (
                    insert into message (queue, contract, message_id, record_key, group_id, version, kind, body,
                                         body_digest, rules_digest, mapping_digest, decided_at)
                    values ('taxcredit.verification', 'c', 'message of %1$s:%2$s', 'claim %1$s:%2$s', 'g', 1, 'NEW', '{}',
                            'd', 'd', 'd', now())
                    returning id, record_key),
                sources as (
                    insert into message_source (message_id, file_id, lines)
                    select id, %1$s, int4multirange(int4range(%2$s, %2$s + 1)) from m)
                insert into delayed_message (id, queue, group_id, attempts, sent_at, sent_in)
                select id, 'taxcredit.verification', 'g', 1, now(), pg_current_xact_id() from m
                """
                .formatted(file, line);
    }

    void deliver(long file, int line) {
        // A line that is held is released first; a message leaves the state of its own to a line.
        hub.jdbc
                .sql("update record set state = 'PENDING' where file_id = :id and line = :line and state <> 'PENDING'")
                .param("id", file)
                .param("line", line)
                .update();
        hub.jdbc.sql(sending(file, line)).update();
        hub.jdbc
                .sql(
                        """
                        insert into balance_delta (file_id, state, records, amount)
                        select :id, s.state, s.sign, s.sign * r.amount
                          from record r, (values ('PENDING', -1), ('DELIVERED', 1)) s (state, sign)
                         where r.file_id = :id and r.line = :line
                        """)
                .param("id", file)
                .param("line", line)
                .update();
        hub.bean(SenderResponses.class).due(file);
    }

    void refusedFile(String sender, String name) {
        hub.bean(SenderResponses.class)
                .due(hub.jdbc
                        .sql(
                                """
                                insert into file (sender, feed, name, logical_name, size_bytes, received_at, state,
                                                  refusal_code, refusal_detail)
                                values (:sender, 'certificates', :name, :name, 9, now(), 'REFUSED', 'FILE-NAME', 'name')
                                returning id
                                """)
                        .param("sender", sender)
                        .param("name", name)
                        .query(Long.class)
                        .single());
    }

    /** The digest of the content that {@link #appliedFile} archives. */
    String archivedContent() {
        return archived(CONTENT);
    }

    private String archived(String content) {
        try {
            return hub.bean(Archive.class)
                    .store(new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)), 10_000)
                    .sha256();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
