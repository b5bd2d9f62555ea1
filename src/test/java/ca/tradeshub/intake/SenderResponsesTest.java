// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake;

import static ca.tradeshub.intake.IntakeBench.CERTIFICATES;
import static ca.tradeshub.intake.IntakeBench.PAYROLL;
import static ca.tradeshub.testing.SftpSite.names;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ca.tradeshub.intake.landing.Archive;
import ca.tradeshub.ledger.response.FileReport;
import ca.tradeshub.ledger.response.FileReports;
import ca.tradeshub.ledger.response.SenderResponses;
import ca.tradeshub.testing.SftpSite;
import ca.tradeshub.testing.TestDatabase;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SenderResponsesTest {

    private static final String NAME = "PAY_123026635_20261120_000001.csv";
    private static final Duration AT_ONCE = Duration.ZERO;
    private static final List<String> NOBODY = List.of();
    private static final String CONTENT = "number,name\r\nrow 2\r\nrow 3,\u00e9,=x\r\nrow 4\r\nrow 5\r\n";
    private static final String CONTROL =
            """
            {"file": "PAY_123026635_20261120_000001.csv", "version": "1", "records": 4, "grossWages": "1000.50",
             "sha256": "%s", "layout": "standard", "employer": {"priorYearPayroll": "0.00"},
             "claims": [{"agreementNumber": "TA-1", "claimed": "5.00"}]}
            """
                    .formatted("a".repeat(64));
    private static final String[] RECEIPT = {
        NAME + ".findings.csv",
        NAME + ".receipt.html",
        NAME + ".receipt.json",
        NAME + ".rejected.csv",
        NAME + ".rejected.csv.ctl"
    };

    @TempDir
    private Path folder;

    private SftpSite site;
    private IntakeBench hub;

    @BeforeEach
    void start() throws IOException {
        site = new SftpSite(Files.createDirectories(folder.resolve("site")), IntakeBench.SENDERS);
        hub = new IntakeBench(TestDatabase.fresh(), folder.resolve("archive"), site);
    }

    @AfterEach
    void stop() {
        hub.close();
        site.close();
    }

    private static void eventually(ThrowingRunnable check) {
        // A status that is written anew is away for the moment between removing the old and naming the new.
        await().atMost(60, TimeUnit.SECONDS)
                .pollInterval(50, TimeUnit.MILLISECONDS)
                .ignoreException(UncheckedIOException.class)
                .untilAsserted(check);
    }

    private JsonNode json(String name) {
        try {
            return new ObjectMapper().readTree(site.out(PAYROLL).resolve(name).toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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

    private String text(String name) {
        try {
            return Files.readString(site.out(PAYROLL).resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file of four records, lines 2 to 5: pending, rejected, held, out of scope; its answer is due. */
    private long appliedFile(int sequence) {
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
                        insert into pay_line (file_id, line, byte_offset, byte_length, feed, record_key, file_order, amount,
                                              state, rule, changed_at, employee, employment_start, period_start, period_end,
                                              pay_date, claim_key, trade)
                        select :id, w.line, w.byte_offset, w.byte_length, 'P', 'k' || w.line, 1, w.amount, w.state, w.rule, now(),
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
    private static String sending(long file, int line) {
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

    private void deliver(long file, int line) {
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

    @Test
    void a_receipt_says_what_became_of_the_file() {
        appliedFile(1);
        hub.startAll();

        eventually(() -> assertThat(names(site.out(PAYROLL))).containsExactly(RECEIPT));

        JsonNode receipt = json(NAME + ".receipt.json");
        assertThat(receipt.path("file").asText()).isEqualTo(NAME);
        assertThat(receipt.path("sha256").asText()).isEqualTo(archived(CONTENT));
        assertThat(receipt.path("receivedAt").asText()).isEqualTo("2026-11-20T08:00:00.123Z");
        assertThat(receipt.path("verdict").asText()).isEqualTo("ACCEPTED_IN_PART");
        assertThat(receipt.path("code").isNull()).isTrue();
        assertThat(receipt.path("warnings").toString()).isEqualTo("[\"FILE-SEQUENCE-GAP\"]");
        assertThat(receipt.path("balance").path("records").toString())
                .isEqualTo("{\"received\":4,\"delivered\":0,\"rejected\":1,\"duplicate\":0,\"superseded\":0,"
                        + "\"outOfScope\":1,\"held\":1,\"pending\":1}");
        assertThat(receipt.path("balance").path("amount").toString())
                .isEqualTo("{\"received\":\"1000.50\",\"delivered\":\"0.00\",\"rejected\":\"100.25\","
                        + "\"duplicate\":\"0.00\",\"superseded\":\"0.00\",\"outOfScope\":\"100.00\","
                        + "\"held\":\"300.25\",\"pending\":\"500.00\"}");
        assertThat(receipt.path("findings").toString())
                .isEqualTo("[{\"rule\":\"FMT-01\",\"outcome\":\"hold\",\"count\":1},"
                        + "{\"rule\":\"MAP-DATE\",\"outcome\":\"reject\",\"count\":2},"
                        + "{\"rule\":\"MAP-NUMBER\",\"outcome\":\"reject\",\"count\":1}]");
        assertThat(receipt.path("lines").toString())
                .isEqualTo("[{\"line\":3,\"state\":\"rejected\",\"rule\":\"MAP-DATE\"},"
                        + "{\"line\":3,\"state\":\"rejected\",\"rule\":\"MAP-NUMBER\"},"
                        + "{\"line\":4,\"state\":\"held\",\"rule\":\"FMT-01\"},"
                        + "{\"line\":5,\"state\":\"outOfScope\",\"rule\":\"ATTC-02\"}]");
        assertThat(receipt.path("linesCapped").asBoolean()).isFalse();
    }

    @Test
    void rejected_records_come_back_in_their_senders_layout_ready_to_be_sent_again() {
        appliedFile(1);
        hub.startAll();

        eventually(() -> assertThat(names(site.out(PAYROLL))).containsExactly(RECEIPT));

        String resendAs = "PAY_123026635_20261120_000001_R1.csv";
        assertThat(json(NAME + ".receipt.json").path("resendAs").asText()).isEqualTo(resendAs);
        assertThat(json(NAME + ".receipt.json").path("nextSequence").asInt()).isEqualTo(2);
        JsonNode rejected = json(NAME + ".receipt.json").path("rejected");
        assertThat(rejected.path("resendAs").asText()).isEqualTo(resendAs);
        assertThat(rejected.path("files")).hasSize(3);
        assertThat(text(NAME + ".rejected.csv")).isEqualTo("number,name\r\nrow 3,\u00e9,=x\r\n");
        assertThat(json(NAME + ".rejected.csv.ctl").toString())
                .isEqualTo("{\"file\":\"" + resendAs + "\",\"version\":\"1\",\"records\":1,\"grossWages\":\"100.25\","
                        + "\"layout\":\"standard\",\"employer\":{\"priorYearPayroll\":\"0.00\"}}");
    }

    @Test
    void what_was_found_on_rejected_records_is_a_table_that_is_safe_to_open() {
        appliedFile(1);
        hub.startAll();

        eventually(() -> assertThat(names(site.out(PAYROLL))).containsExactly(RECEIPT));

        assertThat(text(NAME + ".findings.csv"))
                .isEqualTo(
                        """
                        \uFEFFline,column,field,rule,outcome,state,message_en,message_fr,citation,observed
                        3,7,start,MAP-DATE,reject,rejected,No day,Aucun jour,c,'=1+1
                        3,8,end,MAP-DATE,reject,rejected,No day,Aucun jour,c,a\\u{9}b\\u{202E}
                        3,,,MAP-NUMBER,reject,rejected,"say ""5\""",m,c,
                        4,,,FMT-01,hold,held,m,m,c,
                        5,,,ATTC-02,info,out of scope,Decided by ATTC-02.,Décidé par ATTC-02.,,
                        """
                                .replace("\n", "\r\n"));
    }

    @Test
    void detail_beyond_the_limit_is_left_out_beside_the_true_count() {
        long file = appliedFile(1);
        hub.jdbc
                .sql(
                        """
                        insert into finding (file_id, line, rule, outcome, message_en, message_fr, citation)
                        select :id, n, 'FMT-08', 'warn', 'm', 'm', 'c' from generate_series(10, 109) n
                        """)
                .param("id", file)
                .update();
        hub.startAll();

        eventually(() -> assertThat(names(site.out(PAYROLL))).containsExactly(RECEIPT));

        JsonNode receipt = json(NAME + ".receipt.json");
        assertThat(receipt.path("lines")).hasSize(5);
        assertThat(receipt.path("linesTotal").asInt()).isEqualTo(104);
        assertThat(receipt.path("linesCapped").asBoolean()).isTrue();
        assertThat(receipt.path("findings").findValuesAsText("count")).contains("100");
    }

    @Test
    void a_report_without_detail_still_counts_every_line() {
        appliedFile(1);
        SenderResponses.Due receipt =
                hub.bean(SenderResponses.class).take(10, AT_ONCE, NOBODY).get(0);

        FileReport report = hub.bean(FileReports.class).read(receipt, 0);

        assertThat(report.lines()).isEmpty();
        assertThat(report.linesTotal()).isEqualTo(4);
    }

    @Test
    void a_later_change_is_reported_in_a_status_with_every_change_since_the_receipt() {
        long file = appliedFile(1);
        hub.startAll();
        eventually(() -> assertThat(hub.count("sender_response where written_at is not null"))
                .isEqualTo(1));

        deliver(file, 2);

        eventually(() -> assertThat(names(site.out(PAYROLL))).contains(NAME + ".receipt.json", NAME + ".status.json"));
        JsonNode status = json(NAME + ".status.json");
        assertThat(status.path("file").asText()).isEqualTo(NAME);
        assertThat(status.path("at").asText()).endsWith("Z");
        assertThat(status.path("balance").path("records").path("delivered").asInt())
                .isEqualTo(1);
        assertThat(status.path("balance").path("amount").path("pending").asText())
                .isEqualTo("0.00");
        assertThat(status.path("changes")).hasSize(1);
        JsonNode change = status.path("changes").get(0);
        assertThat(change.path("line").asInt()).isEqualTo(2);
        assertThat(change.path("state").asText()).isEqualTo("delivered");
        assertThat(change.path("rule").isNull()).isTrue();
        assertThat(change.path("at").asText()).isNotEmpty();

        eventually(() -> assertThat(hub.count("sender_response where written_at is not null"))
                .isEqualTo(1));
        deliver(file, 4);

        eventually(() -> assertThat(json(NAME + ".status.json").path("changes").findValuesAsText("line"))
                .containsExactly("2", "4"));
    }

    @Test
    void changes_are_gathered_for_a_while_as_long_as_records_are_pending() {
        long file = appliedFile(1);
        hub.jdbc
                .sql(
                        """
                        insert into record (file_id, line, byte_offset, byte_length, feed, record_key, file_order, amount,
                                            state, changed_at)
                        values (:id, 6, 0, 1, 'P', 'k6', 1, 0, 'PENDING', now())
                        """)
                .param("id", file)
                .update();
        hub.jdbc
                .sql("insert into balance_delta (file_id, state, records, amount) values (:id, 'PENDING', 1, 0)")
                .param("id", file)
                .update();
        SenderResponses responses = hub.bean(SenderResponses.class);
        SenderResponses.Due receipt = responses.take(10, AT_ONCE, NOBODY).get(0);
        responses.written(receipt, hub.bean(FileReports.class).read(receipt, 10).saw());

        deliver(file, 2);
        assertThat(responses.take(10, Duration.ofMinutes(1), NOBODY)).isEmpty();
        hub.clock.forward(Duration.ofMinutes(2));
        SenderResponses.Due status =
                responses.take(10, Duration.ofMinutes(1), NOBODY).get(0);
        responses.written(status, hub.bean(FileReports.class).read(status, 10).saw());

        deliver(file, 6);
        assertThat(responses.take(10, Duration.ofMinutes(1), NOBODY))
                .as("what is left is held and rejected")
                .hasSize(1);
    }

    @Test
    void a_change_while_an_answer_is_being_written_is_not_lost() {
        long file = appliedFile(1);
        SenderResponses responses = hub.bean(SenderResponses.class);
        SenderResponses.Due receipt = responses.take(10, AT_ONCE, NOBODY).get(0);
        FileReport content = hub.bean(FileReports.class).read(receipt, 10);
        deliver(file, 2);
        responses.written(receipt, content.saw());

        List<SenderResponses.Due> next = responses.take(10, AT_ONCE, NOBODY);

        assertThat(next).singleElement().satisfies(due -> assertThat(due.isReceipt())
                .isFalse());
        assertThat(hub.bean(FileReports.class).read(next.get(0), 10).changes())
                .singleElement()
                .satisfies(change -> assertThat(change.line()).isEqualTo(2));
    }

    @Test
    void a_change_made_before_the_receipt_but_committed_after_it_is_reported() throws Exception {
        long file = appliedFile(1);
        SenderResponses responses = hub.bean(SenderResponses.class);
        SenderResponses.Due receipt;
        FileReport content;
        try (var slow = hub.database.getConnection();
                var statement = slow.createStatement()) {
            slow.setAutoCommit(false);
            statement.execute(sending(file, 2));
            receipt = responses.take(10, AT_ONCE, NOBODY).get(0);
            content = hub.bean(FileReports.class).read(receipt, 10);
            slow.commit();
        }
        responses.written(receipt, content.saw());
        responses.due(file);

        assertThat(hub.bean(FileReports.class)
                        .read(responses.take(10, AT_ONCE, NOBODY).get(0), 10)
                        .changes())
                .extracting(FileReport.Change::line)
                .containsExactly(2);
    }

    @Test
    void the_reports_of_many_files_read_together_are_those_read_one_by_one() {
        long moved = appliedFile(1);
        long still = appliedFile(2);
        SenderResponses responses = hub.bean(SenderResponses.class);
        FileReports reports = hub.bean(FileReports.class);
        for (SenderResponses.Due receipt : responses.take(10, AT_ONCE, NOBODY)) {
            responses.written(receipt, reports.read(receipt, 10).saw());
        }
        deliver(moved, 2);
        deliver(moved, 4);
        responses.due(still);
        appliedFile(3);
        refusedFile(PAYROLL, "x.csv");
        List<SenderResponses.Due> due = responses.take(10, AT_ONCE, NOBODY);

        Map<Long, FileReport> together = reports.read(due, 1);

        assertThat(together).hasSize(4);
        assertThat(together.get(moved).changes()).hasSize(1);
        assertThat(together.get(moved).changesTotal()).isEqualTo(2);
        assertThat(together.get(still).changesTotal()).isZero();
        for (SenderResponses.Due each : due) {
            assertThat(together.get(each.fileId()))
                    .usingRecursiveComparison()
                    .ignoringFields("saw")
                    .isEqualTo(reports.read(each, 1));
        }
    }

    @Test
    void of_responses_marked_together_that_of_a_file_that_changed_meanwhile_is_due_again() {
        long moved = appliedFile(1);
        appliedFile(2);
        SenderResponses responses = hub.bean(SenderResponses.class);
        List<SenderResponses.Due> due = responses.take(10, AT_ONCE, NOBODY);
        Map<Long, SenderResponses.Due> renewed = responses.renew(due);
        Map<Long, FileReport> reports = hub.bean(FileReports.class).read(renewed.values(), 10);
        deliver(moved, 2);

        responses.written(renewed.values().stream()
                .map(each -> new SenderResponses.Written(
                        each, reports.get(each.fileId()).saw()))
                .toList());

        assertThat(responses.take(10, AT_ONCE, NOBODY)).singleElement().satisfies(next -> assertThat(next.fileId())
                .isEqualTo(moved));
    }

    @Test
    void a_locked_row_is_waited_for_alone() throws Exception {
        long locked = appliedFile(1);
        long free = appliedFile(2);
        SenderResponses responses = hub.bean(SenderResponses.class);
        List<SenderResponses.Due> due = responses.take(10, AT_ONCE, NOBODY);
        ExecutorService other = Executors.newSingleThreadExecutor();
        try (var holder = hub.database.getConnection();
                var statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("update sender_response set due_since = due_since where file_id = " + locked);
            Future<Map<Long, SenderResponses.Due>> renewing = other.submit(() -> responses.renew(due));
            await().atMost(60, TimeUnit.SECONDS)
                    .until(() ->
                            hub.count("sender_response where file_id = " + free + " and next_attempt_at > due_since")
                                            == 1
                                    && hub.count(
                                                    "pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()")
                                            == 1);
            holder.commit();
            assertThat(renewing.get(60, TimeUnit.SECONDS)).containsOnlyKeys(locked, free);
        } finally {
            other.shutdownNow();
        }
    }

    @Test
    void answers_about_files_of_one_name_get_names_of_their_own() {
        appliedFile(1);
        long refused = hub.jdbc
                .sql(
                        """
                        insert into file (sender, feed, name, logical_name, size_bytes, received_at, state,
                                          refusal_code, refusal_detail)
                        values ('payroll-maple', 'payroll', :name, :name, 9, now(), 'REFUSED', 'FILE-TOO-LARGE', 'large')
                        returning id
                        """)
                .param("name", NAME)
                .query(Long.class)
                .single();
        hub.bean(SenderResponses.class).due(refused);
        hub.startAll();

        eventually(
                () -> assertThat(names(site.out(PAYROLL))).contains(NAME + ".2.receipt.json", NAME + ".receipt.json"));
        JsonNode receipt = json(NAME + ".2.receipt.json");
        assertThat(receipt.path("verdict").asText()).isEqualTo("REFUSED");
        assertThat(receipt.path("code").asText()).isEqualTo("FILE-TOO-LARGE");
        assertThat(receipt.path("sha256").isNull()).isTrue();
        assertThat(receipt.path("balance").isNull()).isTrue();
    }

    @Test
    void a_name_that_ends_like_a_second_file_gets_an_answer_of_its_own() {
        appliedFile(1);
        for (String name : List.of(NAME + ".2", NAME)) {
            hub.bean(SenderResponses.class)
                    .due(hub.jdbc
                            .sql(
                                    """
                                    insert into file (sender, feed, name, logical_name, size_bytes, received_at, state,
                                                      refusal_code, refusal_detail)
                                    values ('payroll-maple', 'payroll', :name, :name, 9, now(), 'REFUSED',
                                            'FILE-TOO-LARGE', 'large')
                                    returning id
                                    """)
                            .param("name", name)
                            .query(Long.class)
                            .single());
        }
        hub.startAll();

        eventually(() -> assertThat(names(site.out(PAYROLL)))
                .contains(NAME + ".receipt.json", NAME + ".2.receipt.json", NAME + ".2.1.receipt.json"));
        assertThat(json(NAME + ".2.receipt.json").path("file").asText()).isEqualTo(NAME);
        assertThat(json(NAME + ".2.1.receipt.json").path("file").asText()).isEqualTo(NAME + ".2");
    }

    @Test
    void a_dry_run_does_not_change_which_sequence_is_free() {
        appliedFile(1);
        hub.jdbc
                .sql(
                        """
                        insert into file (sender, dry_run, feed, name, logical_name, employer_bn9, file_date, sequence,
                                          archive_sha256, size_bytes, received_at, state)
                        values ('payroll-maple', true, 'payroll', 'x', 'x', '123026635', '2026-11-20', 900000,
                                :archive, 1, now(), 'REHEARSED')
                        """)
                .param("archive", archived(CONTENT))
                .update();
        hub.startAll();

        eventually(() -> assertThat(names(site.out(PAYROLL))).containsExactly(RECEIPT));

        assertThat(json(NAME + ".receipt.json").path("nextSequence").asInt()).isEqualTo(2);
    }

    @Test
    void an_answer_that_cannot_be_written_is_written_later_and_an_alarm_is_open_meanwhile() throws IOException {
        Path out = site.out(PAYROLL);
        Files.delete(out);
        Files.writeString(out, "not a folder");
        appliedFile(1);
        hub.startAll();

        eventually(() -> assertThat(hub.openAlarms()).contains("ANSWER-NOT-WRITTEN"));

        Files.delete(out);
        Files.createDirectory(out);
        hub.clock.forward(Duration.ofMinutes(10));

        eventually(() -> assertThat(names(out)).containsExactly(RECEIPT));
        eventually(() -> assertThat(hub.openAlarms()).isEmpty());
    }

    @Test
    void a_sender_whose_server_is_mute_holds_one_writer_once_and_nobody_elses_answers() throws IOException {
        hub.close();
        try (ServerSocket mute = new ServerSocket(0, 200, InetAddress.getLoopbackAddress())) {
            hub = new IntakeBench(TestDatabase.fresh(), folder.resolve("archive"), site, mute.getLocalPort());
            for (int n = 1; n <= 120; n++) {
                refusedFile(CERTIFICATES, "CERT_%03d.dat".formatted(n));
            }
            hub.startAll();
            eventually(() ->
                    assertThat(hub.count("sender_response where attempts > 0")).isPositive());
            for (int n = 1; n <= 60; n++) {
                refusedFile(PAYROLL, "PAY_%03d.csv".formatted(n));
            }

            eventually(() -> assertThat(names(site.out(PAYROLL)))
                    .as("a receipt of each file, and its page")
                    .hasSize(120));
            String mutes =
                    "sender_response a join file f on f.id = a.file_id where f.sender = '" + CERTIFICATES + "' and ";
            assertThat(hub.count(mutes + "a.attempts > 0"))
                    .as("responses of one round of the mute sender")
                    .isEqualTo(50);
            assertThat(hub.count(mutes + "a.attempts = 0"))
                    .as("responses of the mute sender that nobody took, in that round or after it")
                    .isEqualTo(70);

            eventually(() -> assertThat(hub.count(mutes + "a.next_attempt_at is null"))
                    .as("responses of the mute sender that still wait for an attempt each")
                    .isZero());
            assertThat(
                            hub.count(
                                    "(select distinct next_attempt_at from sender_response where attempts = 0 and written_at is null) m"))
                    .as("moments to which those nobody took are put off")
                    .isEqualTo(1);
        }
    }

    private void refusedFile(String sender, String name) {
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

    @Test
    void two_hubs_take_an_answer_once() {
        appliedFile(1);
        appliedFile(2);

        assertThat(hub.bean(SenderResponses.class).take(1, AT_ONCE, NOBODY)).hasSize(1);
        assertThat(hub.bean(SenderResponses.class).take(10, AT_ONCE, NOBODY)).hasSize(1);
        assertThat(hub.bean(SenderResponses.class).take(10, AT_ONCE, NOBODY)).isEmpty();
    }

    @Test
    void a_response_that_a_killed_hub_has_taken_is_taken_after_its_lease_and_not_before() {
        refusedFile(IntakeBench.REGISTRATIONS, "REG_20261120_000001.ndjson");
        SenderResponses responses = hub.bean(SenderResponses.class);
        assertThat(responses.take(10, AT_ONCE, NOBODY)).hasSize(1);

        hub.clock.forward(Duration.ofSeconds(119));
        assertThat(responses.take(10, AT_ONCE, NOBODY)).isEmpty();
        hub.clock.forward(Duration.ofSeconds(1));

        assertThat(responses.take(10, AT_ONCE, NOBODY)).hasSize(1);
    }

    @Test
    void a_lease_is_renewed_when_the_writing_begins_unless_another_hub_has_the_response() {
        refusedFile(IntakeBench.REGISTRATIONS, "REG_20261120_000001.ndjson");
        SenderResponses responses = hub.bean(SenderResponses.class);
        SenderResponses.Due first = responses.take(10, AT_ONCE, NOBODY).get(0);
        hub.clock.forward(Duration.ofSeconds(119));

        SenderResponses.Due renewed = responses.renew(first).orElseThrow();
        hub.clock.forward(Duration.ofSeconds(119));

        assertThat(responses.take(10, AT_ONCE, NOBODY)).isEmpty();
        hub.clock.forward(Duration.ofSeconds(1));
        SenderResponses.Due second = responses.take(10, AT_ONCE, NOBODY).get(0);
        assertThat(responses.renew(renewed)).isEmpty();
        responses.written(responses.renew(second).orElseThrow(), "1:1:");
        assertThat(responses.renew(second)).isEmpty();
        assertThat(responses.take(10, AT_ONCE, NOBODY)).isEmpty();
    }
}
