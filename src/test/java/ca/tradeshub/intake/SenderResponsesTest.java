// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake;

import static ca.tradeshub.intake.IntakeBench.CERTIFICATES;
import static ca.tradeshub.intake.IntakeBench.PAYROLL;
import static ca.tradeshub.testing.SftpSite.names;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ca.tradeshub.ledger.response.FileReport;
import ca.tradeshub.ledger.response.FileReports;
import ca.tradeshub.ledger.response.SenderResponses;
import ca.tradeshub.testing.SftpSite;
import ca.tradeshub.testing.TestDatabase;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The responses that senders find in {@code out/}. */
class SenderResponsesTest {

    private static final String NAME = RespondedFiles.NAME;
    private static final Duration AT_ONCE = Duration.ZERO;
    private static final List<String> NO_SENDERS = List.of();
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
    private RespondedFiles files;

    @BeforeEach
    void start() throws IOException {
        site = new SftpSite(Files.createDirectories(folder.resolve("site")), IntakeBench.SENDERS);
        hub = new IntakeBench(TestDatabase.fresh(), folder.resolve("archive"), site);
        files = new RespondedFiles(hub);
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

    private String text(String name) {
        try {
            return Files.readString(site.out(PAYROLL).resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void a_receipt_says_what_became_of_the_file() {
        files.appliedFile(1);
        hub.startAll();

        eventually(() -> assertThat(names(site.out(PAYROLL))).containsExactly(RECEIPT));

        JsonNode receipt = json(NAME + ".receipt.json");
        assertThat(receipt.path("file").asText()).isEqualTo(NAME);
        assertThat(receipt.path("sha256").asText()).isEqualTo(files.archivedContent());
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
        files.appliedFile(1);
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
        files.appliedFile(1);
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
        long file = files.appliedFile(1);
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
        files.appliedFile(1);
        SenderResponses.Due receipt =
                hub.bean(SenderResponses.class).take(10, AT_ONCE, NO_SENDERS).get(0);

        FileReport report = hub.bean(FileReports.class).read(receipt, 0);

        assertThat(report.lines()).isEmpty();
        assertThat(report.linesTotal()).isEqualTo(4);
    }

    @Test
    void a_later_change_is_reported_in_a_status_with_every_change_since_the_receipt() {
        long file = files.appliedFile(1);
        hub.startAll();
        eventually(() -> assertThat(hub.count("sender_response where written_at is not null"))
                .isEqualTo(1));

        files.deliver(file, 2);

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
        files.deliver(file, 4);

        eventually(() -> assertThat(json(NAME + ".status.json").path("changes").findValuesAsText("line"))
                .containsExactly("2", "4"));
    }

    @Test
    void answers_about_files_of_one_name_get_names_of_their_own() {
        files.appliedFile(1);
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
        files.appliedFile(1);
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
        files.appliedFile(1);
        hub.jdbc
                .sql(
                        """
                        insert into file (sender, dry_run, feed, name, logical_name, employer_bn9, file_date, sequence,
                                          archive_sha256, size_bytes, received_at, state)
                        values ('payroll-maple', true, 'payroll', 'x', 'x', '123026635', '2026-11-20', 900000,
                                :archive, 1, now(), 'REHEARSED')
                        """)
                .param("archive", files.archivedContent())
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
        files.appliedFile(1);
        hub.startAll();

        eventually(() -> assertThat(hub.openAlarms()).contains("ANSWER-NOT-WRITTEN"));

        Files.delete(out);
        Files.createDirectory(out);
        hub.clock.advance(Duration.ofMinutes(10));

        eventually(() -> assertThat(names(out)).containsExactly(RECEIPT));
        eventually(() -> assertThat(hub.openAlarms()).isEmpty());
    }

    @Test
    void a_sender_whose_server_is_mute_holds_one_writer_once_and_nobody_elses_answers() throws IOException {
        hub.close();
        try (ServerSocket mute = new ServerSocket(0, 200, InetAddress.getLoopbackAddress())) {
            hub = new IntakeBench(TestDatabase.fresh(), folder.resolve("archive"), site, mute.getLocalPort());
            files = new RespondedFiles(hub);
            for (int n = 1; n <= 120; n++) {
                files.refusedFile(CERTIFICATES, "CERT_%03d.dat".formatted(n));
            }
            hub.startAll();
            eventually(() ->
                    assertThat(hub.count("sender_response where attempts > 0")).isPositive());
            for (int n = 1; n <= 60; n++) {
                files.refusedFile(PAYROLL, "PAY_%03d.csv".formatted(n));
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
}
