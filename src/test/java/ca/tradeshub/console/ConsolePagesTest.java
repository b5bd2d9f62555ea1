// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import ca.tradeshub.canonical.Text;
import ca.tradeshub.ledger.parking.ParkedWork;
import ca.tradeshub.ledger.parking.Parking;
import ca.tradeshub.ledger.parking.RefusedAcknowledgement;
import ca.tradeshub.ledger.parking.RefusedAcknowledgements;
import ca.tradeshub.testing.HubTest;
import com.jayway.jsonpath.JsonPath;
import jakarta.servlet.DispatcherType;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

@HubTest
@ExtendWith(OutputCaptureExtension.class)
class ConsolePagesTest {

    private static final String SENDER = "console-test";

    @Autowired
    WebApplicationContext context;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Parking parking;

    @Autowired
    RefusedAcknowledgements refused;

    private MockMvc web;
    private long file;

    @BeforeEach
    void a_payroll_file_accepted_in_part() {
        web = MockMvcBuilders.webAppContextSetup(context)
                .apply(springSecurity())
                .build();
        file = jdbc.sql(
                        """
                        insert into file (sender, feed, name, logical_name, file_date, sequence, archive_sha256, size_bytes,
                                          received_at, state, records, amount, source_moved)
                        values (:sender, 'payroll', 'PAY_123026635_20170131_000777.csv',
                                'PAY_123026635_20170131_000777.csv', '2017-01-31', 777,
                                repeat('a', 64), 10, now(), 'APPLIED', 1203, 33800.50, true)
                        returning id
                        """)
                .param("sender", SENDER)
                .query(Long.class)
                .single();
        jdbc.sql(
                        """
                        insert into balance_delta values (:f, 'DELIVERED', 1200, 33000.00), (:f, 'REJECTED', 3, 800.50);
                        insert into finding (file_id, line, rule, outcome, message_en, message_fr, citation, field)
                        select :f, line, 'FMT-02', 'reject', 'The number <b>fails</b> its check', 'x', 'Somewhere s. 1', 'bn'
                          from generate_series(2, 31) line
                        """)
                .param("f", file)
                .update();
    }

    @AfterEach
    void leave_no_trace() {
        jdbc.sql(
                        """
                        delete from correction where file_id = :f;
                        delete from sender_response where file_id = :f;
                        delete from exception_record where file_id = :f;
                        delete from exception_case where subject in ('record:' || :f || ':3', 'console-test/AMB/2016');
                        delete from record where file_id = :f;
                        delete from balance_delta where file_id = :f;
                        delete from finding where file_id = :f;
                        delete from parked where reference in (:reference, 'acknowledgement:' || :f);
                        delete from alarm where code = 'WORK-PARKED';
                        delete from file where id = :f
                        """)
                .param("f", file)
                .param("reference", "test:" + file)
                .update();
    }

    @Test
    void the_overview_shows_each_file_with_verdict_and_balance_and_each_queue() throws Exception {
        assertThat(page("/"))
                .contains(
                        "PAY_123026635_20170131_000777.csv",
                        "Accepted in part",
                        "1,203",
                        "33,800.50",
                        "1,200",
                        "Balanced")
                .contains("registry.certification", "taxcredit.verification", "hub.acknowledgements")
                .doesNotContain("Out of balance")
                .doesNotContain("style=");
    }

    @Test
    void a_file_that_is_being_read_shows_how_far() throws Exception {
        jdbc.sql(
                        """
                        update file set state = 'STAGING', logical_name = name, size_bytes = 40000000,
                                        read_records = 123456, read_bytes = 10000000
                         where id = :f
                        """)
                .param("f", file)
                .update();

        assertThat(page("/")).contains("Being read", "123,456 records read", "value=\"10000000\"", "max=\"40000000\"");
    }

    @Test
    void a_file_that_does_not_balance_is_marked_and_the_health_is_down() throws Exception {
        jdbc.sql("update balance_delta set records = 1199 where file_id = :f and state = 'DELIVERED'")
                .param("f", file)
                .update();

        assertThat(page("/")).contains("Out of balance");
        assertThat(body(get("/actuator/health"))).contains("\"DOWN\"");
        assertThat(body(get("/actuator/health/balance").with(httpBasic("viewer", "demo"))))
                .contains("\"DOWN\"", String.valueOf(file));
    }

    @Test
    void the_file_page_counts_findings_without_a_cap_and_escapes_what_senders_wrote() throws Exception {
        assertThat(page("/files/" + file))
                .contains("FMT-02", ">30<", "/explain/" + file + ":2\">2</a>, <a", "…")
                .contains("&lt;b&gt;fails&lt;/b&gt;")
                .doesNotContain("<b>fails");
    }

    @Test
    void an_exception_names_what_it_is_about_by_key_and_file_and_shows_the_value_found_there() throws Exception {
        jdbc.sql(
                        """
                        insert into record (file_id, line, byte_offset, byte_length, feed, record_key, amount,
                                            state, rule, changed_at)
                        values (:f, 3, 0, 1, 'P', 'console-test/KEY', 1, 'HELD', 'FMT-02', now());
                        update finding set observed = '12302663X' where file_id = :f and line = 3;
                        with held as (
                            insert into exception_case (type, subject, stable_subject, basis, rule, detail, opened_at)
                            values ('RULE_HOLD', 'record:' || :f || ':3', 'P console-test/KEY', 'b1', 'FMT-02',
                                    'The number fails', now())
                            returning id)
                        insert into exception_record select id, :f, 3 from held;
                        insert into exception_case (type, subject, stable_subject, basis, detail, left_value, right_value,
                                                    opened_at)
                        values ('VALUE_MISMATCH', 'console-test/AMB/2016', 'console-test/AMB/2016', 'b2', 'They differ',
                                '2016-01-01', '2016-01-02', now())
                        """)
                .param("f", file)
                .update();

        assertThat(page("/exceptions?type=RULE_HOLD"))
                .contains(
                        "console-test/KEY",
                        "12302663X",
                        "PAY_123026635_20170131_000777.csv:3",
                        "/explain/" + file + ":3")
                .doesNotContain("record:" + file, "console-test/AMB/2016");
        assertThat(page("/exceptions?type=VALUE_MISMATCH"))
                .contains("console-test/AMB/2016", "2016-01-01", "2016-01-02");
    }

    @Test
    void an_exception_on_a_certificate_states_no_amount_and_its_file_has_no_column_of_amounts() throws Exception {
        long exception = jdbc.sql(
                        """
                        with held as (
                            insert into record (file_id, line, byte_offset, byte_length, feed, record_key, amount,
                                                state, rule, changed_at)
                            values (:f, 3, 0, 1, 'C', 'console-test/CERTIFICATE', 0, 'HELD', 'R1055-14.2', now())),
                        of_certificates as (update file set feed = 'certificates' where id = :f)
                        insert into exception_case (type, subject, stable_subject, basis, rule, detail, sides, opened_at)
                        values ('RULE_HOLD', 'record:' || :f || ':3', 'C console-test/CERTIFICATE', 'b3', 'R1055-14.2',
                                'The mark', cast('[{"source":"college","file":' || :f || ',"line":3,"value":"69.00",'
                                    || '"choice":"left"}]' as jsonb), now())
                        returning id
                        """)
                .param("f", file)
                .query(Long.class)
                .single();

        assertThat(page("/exceptions/" + exception))
                .contains("69.00", "/explain/" + file + ":3")
                .doesNotContain("??", "gross wages");
        assertThat(page("/files/" + file)).contains("Records by state").doesNotContain("class=\"n\"></th>", "$");
    }

    @Test
    void parts_of_lists_on_pages_go_on_to_their_end() throws Exception {
        jdbc.sql(
                        """
                        insert into unused_sequence (sender, feed, first, last, reason, declared_by, declared_at)
                        select 'console-parts', 'registrations', 2 * n, 2 * n, 'Test', 'ana', now()
                          from generate_series(1, 101) as n
                        """)
                .update();
        Pattern next = Pattern.compile("href=\"([^\"]+)\" rel=\"next\"");
        Set<String> found = new TreeSet<>();
        String address = "/sequences";
        while (address != null) {
            String part = page(address);
            Pattern.compile("data-label=\"Numbers\">(\\d+)<")
                    .matcher(part)
                    .results()
                    .forEach(number -> found.add(number.group(1)));
            Matcher link = next.matcher(part);
            address = link.find() ? link.group(1) : null;
        }
        jdbc.sql("delete from unused_sequence where sender = 'console-parts'").update();
        assertThat(found).hasSizeGreaterThanOrEqualTo(101).contains("2", "202");
    }

    @Test
    void what_was_closed_by_place_is_shown_and_an_operator_undoes_it_with_a_reason() throws Exception {
        jdbc.sql(
                        """
                        insert into record (file_id, line, byte_offset, byte_length, feed, record_key, amount,
                                            state, rule, changed_at)
                        values (:f, 3, 0, 1, 'P', null, 1, 'SUPERSEDED', 'CORRECTED-BY-PLACE', now()),
                               (:f, 4, 0, 1, 'P', 'console-test/KEY', 1, 'PENDING', null, now());
                        insert into correction (file_id, line, rejected_file, rejected_line, basis, words_in_common)
                        values (:f, 4, :f, 3, 'PLACE', 87)
                        """)
                .param("f", file)
                .update();

        assertThat(page("/files/" + file))
                .contains("Closed by place alone", "PAY_123026635_20170131_000777.csv:4", ">87<", "CORRECTED-BY-PLACE")
                .doesNotContain("undo-3");
        assertThat(body(get("/files/" + file).with(user("o").roles("OPERATOR"))))
                .contains("undo-3", "_csrf");
        MockHttpServletRequestBuilder undo = post("/corrections/" + file + "/undo")
                .param("line", "3")
                .param("reason", "Another person")
                .with(csrf())
                .with(user("o").roles("OPERATOR"));
        web.perform(undo).andReturn();

        assertThat(page("/files/" + file)).contains("Undone by o on ", "Another person");
        assertThat(page("/files/" + file + "?lang=fr")).contains("Annulé par o le ");
        assertThat(jdbc.sql("select state || ' ' || rule from record where file_id = :f and line = 3")
                        .param("f", file)
                        .query(String.class)
                        .single())
                .isEqualTo("REJECTED FMT-02");
    }

    @Test
    void an_operator_retries_parked_work_and_a_viewer_only_sees_it() throws Exception {
        parking.park("deliver", "test:" + file, Text.signs("java.net.ConnectException: refused"));
        long id = parking.open().stream()
                .filter(work -> work.reference().equals("test:" + file))
                .mapToLong(ParkedWork::id)
                .findFirst()
                .orElseThrow();

        assertThat(page("/")).contains("test:" + file, "ConnectException").doesNotContain("release-" + id);
        assertThat(body(get("/").with(user("o").roles("OPERATOR")))).contains("release-" + id, "_csrf");

        assertThat(releaseNotice(id)).startsWith("Retry requested: deliver test:" + file);
        assertThat(releaseNotice(id)).startsWith("This work item is no longer parked.");

        assertThat(parking.open()).noneMatch(work -> work.id() == id);
        assertThat(jdbc.sql("select released_by from parked where id = :id")
                        .param("id", id)
                        .query(String.class)
                        .single())
                .isEqualTo("o");
    }

    @Test
    void releasing_a_rejected_acknowledgement_does_not_promise_a_retry() throws Exception {
        parking.park("acknowledgements", "acknowledgement:" + file, Text.signs("It names no message of this hub"));
        long id = parking.open().stream()
                .filter(work -> work.reference().equals("acknowledgement:" + file))
                .mapToLong(ParkedWork::id)
                .findFirst()
                .orElseThrow();

        assertThat(body(get("/").with(user("o").roles("OPERATOR")))).contains(">Remove</button>");
        assertThat(releaseNotice(id)).contains("It is not retried").doesNotContain("Retry");
    }

    @Test
    void an_operator_discards_a_refused_acknowledgement_with_a_reason_on_the_page_and_by_the_api() throws Exception {
        for (String content : List.of("SIN 501800007", "other")) {
            refused.add(
                    "consumer",
                    RefusedAcknowledgement.Problem.NOT_JSON,
                    null,
                    new RefusedAcknowledgements.Received("text", content, 13, "c".repeat(64), false, null));
        }
        List<RefusedAcknowledgement> entries = refused.open(50, null);
        long first = entries.get(entries.size() - 2).id();
        long second = entries.get(entries.size() - 1).id();

        assertThat(page("/")).contains("Acknowledgements that were not accepted: ");
        assertThat(page("/acknowledgements"))
                .contains("It is not strict JSON.", "consumer", "text, 13 bytes")
                .doesNotContain("discard-" + first, "501800007");
        assertThat(body(get("/acknowledgements").with(user("o").roles("OPERATOR"))))
                .contains("discard-" + first, "_csrf");
        assertThat(discardNotice(first, "")).startsWith("Nothing was discarded.");
        assertThat(discardNotice(first, "agreed by telephone"))
                .startsWith("Acknowledgement " + first + " is discarded.");
        assertThat(discardNotice(first, "again")).startsWith("This acknowledgement is no longer listed.");

        assertThat(body(get("/api/refused-acknowledgements?after=" + second).with(httpBasic("viewer", "demo"))))
                .doesNotContain("\"id\":" + second + ",");
        assertThat(web.perform(get("/api/refused-acknowledgements?after=last").with(httpBasic("viewer", "demo")))
                        .andReturn()
                        .getResponse()
                        .getStatus())
                .isEqualTo(400);
        assertThat(body(get("/api/refused-acknowledgements").with(httpBasic("viewer", "demo"))))
                .contains("\"id\":" + second)
                .doesNotContain("\"id\":" + first + ",", "501800007");
        MockHttpServletRequestBuilder discard = post("/api/refused-acknowledgements/" + second + "/discard")
                .with(httpBasic("operator", "demo"))
                .contentType(MediaType.APPLICATION_JSON);
        assertThat(web.perform(discard.content("{\"reason\":\" \"}"))
                        .andReturn()
                        .getResponse()
                        .getStatus())
                .isEqualTo(400);
        assertThat(body(discard.content("{\"reason\":\"a test of the partner\"}")))
                .contains("\"id\":" + second);
        assertThat(refused.open(200, null)).noneMatch(entry -> entry.id() == first || entry.id() == second);
    }

    @Test
    void an_operator_withdraws_a_declaration_of_unused_numbers_on_the_page_and_by_the_api() throws Exception {
        jdbc.sql("insert into unused_sequence (sender, feed, first, last, reason, declared_by, declared_at)"
                        + " values ('console-test', 'registrations', 3, 8, '<b>Skipped</b>', 'ana', now()),"
                        + " ('console-test', 'registrations', 12, 12, 'Test', 'ana', now())")
                .update();
        assertThat(page("/")).contains("Sequence numbers declared as never used: ");
        assertThat(page("/sequences"))
                .contains("console-test/registrations", "3 to 8", "&lt;b&gt;Skipped&lt;/b&gt;", "ana")
                .doesNotContain("Withdraw</button>");
        assertThat(body(get("/sequences").with(user("o").roles("OPERATOR")))).contains("Withdraw</button>", "_csrf");
        assertThat(withdrawNotice(3, 8, "")).startsWith("The reason is missing");
        assertThat(withdrawNotice(3, 8, "They were sent"))
                .isEqualTo("Withdrawn: console-test/registrations, numbers 3 to 8. The audit holds the reason.");
        assertThat(withdrawNotice(3, 8, "again")).contains("Give the numbers as they were declared: 12.");

        assertThat(body(get("/api/sequences/unused").with(httpBasic("viewer", "demo"))))
                .contains("{\"stream\":\"console-test/registrations\",\"first\":12,\"last\":12,\"reason\":\"Test\"");
        assertThat(
                        body(
                                post("/api/sequences/unused/withdraw")
                                        .with(httpBasic("operator", "demo"))
                                        .contentType(MediaType.APPLICATION_JSON)
                                        .content(
                                                "{\"stream\":\"console-test/registrations\",\"first\":12,\"last\":12,\"reason\":\"x\"}")))
                .contains("\"done\":true");
        assertThat(page("/sequences")).doesNotContain("console-test");
    }

    @Test
    void the_list_of_unused_numbers_goes_on_to_its_end_by_the_api() throws Exception {
        jdbc.sql(
                        """
                        insert into unused_sequence (sender, feed, first, last, reason, declared_by, declared_at)
                        select 'console-parts', 'registrations', 2 * n, 2 * n, 'Test', 'ana', now()
                          from generate_series(1, 401) as n
                        """)
                .update();
        Set<Integer> found = new TreeSet<>();
        String address = "/api/sequences/unused";
        while (address != null) {
            MockHttpServletResponse part = web.perform(get(address).with(httpBasic("viewer", "demo")))
                    .andReturn()
                    .getResponse();
            List<Integer> numbers = JsonPath.read(part.getContentAsString(), "$[*].first");
            assertThat(numbers).hasSizeLessThanOrEqualTo(200);
            found.addAll(numbers);
            assertThat(Long.parseLong(String.valueOf(part.getHeader("X-Total-Count"))))
                    .isGreaterThanOrEqualTo(401);
            String link = part.getHeader("Link");
            address = link == null ? null : link.substring(1, link.indexOf('>'));
        }
        assertThat(found).hasSizeGreaterThanOrEqualTo(401);
        jdbc.sql("delete from unused_sequence where sender = 'console-parts'").update();
    }

    private String withdrawNotice(int first, int last, String reason) throws Exception {
        return ((Text) web.perform(post("/sequences/unused/withdraw")
                                .param("stream", "console-test/registrations")
                                .param("first", Integer.toString(first))
                                .param("last", Integer.toString(last))
                                .param("reason", reason)
                                .with(csrf())
                                .with(user("o").roles("OPERATOR")))
                        .andReturn()
                        .getFlashMap()
                        .get("notice"))
                .en();
    }

    private String discardNotice(long id, String reason) throws Exception {
        return ((Text) web.perform(post("/acknowledgements/" + id + "/discard")
                                .param("reason", reason)
                                .with(csrf())
                                .with(user("o").roles("OPERATOR")))
                        .andReturn()
                        .getFlashMap()
                        .get("notice"))
                .en();
    }

    @Test
    void the_address_of_breaks_leads_to_exceptions_with_its_query() throws Exception {
        assertThat(web.perform(get("/breaks?type=RULE_HOLD&page=2")
                                .with(user("v").roles("VIEWER")))
                        .andReturn()
                        .getResponse()
                        .getRedirectedUrl())
                .isEqualTo("/exceptions?type=RULE_HOLD");
    }

    @Test
    void a_failure_of_the_hub_has_a_reference_that_the_log_has_too(CapturedOutput log) throws Exception {
        String page = body(get("/error")
                .with(ConsolePagesTest::dispatchedForAnError)
                .accept(MediaType.TEXT_HTML)
                .requestAttr("jakarta.servlet.error.status_code", 500)
                .requestAttr("jakarta.servlet.error.exception", new IllegalStateException("the cause"))
                .requestAttr("jakarta.servlet.error.request_uri", "/files/1"));

        Matcher reference = Pattern.compile("Something went wrong \\(reference ([0-9a-f]{8})\\)\\.")
                .matcher(page);
        assertThat(reference.find()).isTrue();
        assertThat(page).doesNotContain("the cause");
        assertThat(log.getAll())
                .contains("Reference " + reference.group(1) + ":")
                .contains("the cause");
    }

    /** What the page shows after a release. */
    private String releaseNotice(long id) throws Exception {
        return ((Text) web.perform(post("/parked/" + id + "/release")
                                .with(csrf())
                                .with(user("o").roles("OPERATOR")))
                        .andReturn()
                        .getFlashMap()
                        .get("notice"))
                .en();
    }

    private String page(String path) throws Exception {
        return body(get(path).with(user("v").roles("VIEWER")));
    }

    private String body(MockHttpServletRequestBuilder request) throws Exception {
        return web.perform(request).andReturn().getResponse().getContentAsString();
    }

    /** As the server forwards a request that failed. */
    static MockHttpServletRequest dispatchedForAnError(MockHttpServletRequest request) {
        request.setDispatcherType(DispatcherType.ERROR);
        return request;
    }
}
