// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import ca.tradeshub.canonical.Sin;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.protection.SinProtection;
import ca.tradeshub.testing.HubTest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/** The lists of records, files and messages, the search, and what an operator reveals, as pages, as CSV and by the API. */
@HubTest
class ListPagesTest {

    /** No consumer has it, so the running hub sends nothing of these tests. */
    private static final String QUEUE = "list-pages.queue";

    private static final String SIN = "130692544";
    private static final ObjectMapper JSON = new ObjectMapper();

    @Autowired
    WebApplicationContext context;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    SinProtection sins;

    private MockMvc web;
    private long file;

    @BeforeEach
    void a_file_of_120_registrations_and_a_key_with_two_versions() {
        web = MockMvcBuilders.webAppContextSetup(context)
                .apply(springSecurity())
                .build();
        file = jdbc.sql(
                        """
                        insert into file (sender, feed, name, logical_name, file_date, sequence, archive_sha256,
                                          content_sha256, size_bytes, received_at, state, records, amount, source_moved,
                                          rules_digest)
                        values ('list-pages', 'registrations', 'REG_20170131_000779.ndjson', 'REG_20170131_000779.ndjson',
                                '2017-01-31', 779, repeat('a', 64), repeat('d', 64), 10, now(), 'APPLIED', 120, 240.00,
                                true, 'r')
                        returning id
                        """)
                .query(Long.class)
                .single();
        jdbc.sql(
                        """
                        insert into balance_delta values (:f, 'DELIVERED', 117, 234.00), (:f, 'HELD', 2, 4.00), (:f, 'SUPERSEDED', 1, 2.00);
                        insert into registration (file_id, byte_offset, file_order, changed_at, line, byte_length, feed, state,
                                                  record_key, amount, rule, agreement_number, client_id, account_number,
                                                  sin_hash, trade, canonical)
                        select :f, line, 779000, now(), line, 1, 'R',
                               case when line in (3, 4) then 'HELD' when line = 5 then 'SUPERSEDED' else 'DELIVERED' end,
                               case line when 5 then 'LIST-PAGES-6' when 7 then '=LIST-PAGES-7' else 'LIST-PAGES-' || line end,
                               2, case when line in (3, 4) then 'LIST-RULE' end,
                               'LIST-PAGES-' || line, '7654321', '76543210', case when line = 9 then :sin end, '309A',
                               cast('{"agreementNumber":"LIST-PAGES-' || line || '","document":"TRAINING_AGREEMENT",'
                                    || '"act":"OCTAA","registeredOn":"2015-06-01","origin":"ORIGINAL","status":"ACTIVE",'
                                    || '"statusOn":"2015-06-01","trade":"309A","programme":"STANDARD","period":1,'
                                    || '"hoursCredited":2,"creditBasis":"NONE","education":"GRADE_10","person":{'
                                    || '"clientId":"7654321","accountNumber":"76543210","familyName":"Tremblay",'
                                    || '"givenNames":"Zoe","birthDate":"1990-02-03","postalCode":"M5V 1A1","language":"en"},'
                                    || '"sponsor":{"kind":"EMPLOYER","businessNumber":"123026635RP0001","name":"Maple",'
                                    || '"since":"2015-06-01","isJourneyperson":true,"journeypersons":1,"apprentices":1}}'
                                    as json)
                          from generate_series(2, 121) line;
                        insert into finding (file_id, line, rule, outcome, message_en, message_fr, citation)
                        values (:f, 3, 'LIST-RULE', 'hold', 'An English sentence', 'Une phrase en français', 'O. Reg. 1'),
                               (:f, 8, 'LIST-RULE', 'warn', 'An English sentence', 'Une phrase en français', 'O. Reg. 1');
                        with m as (
                            insert into message (queue, contract, message_id, record_key, group_id, version, kind, supersedes,
                                                 body, body_digest, rules_digest, mapping_digest, decided_at)
                            select 'list-pages.queue', 'certification-record/1', id, '76543210/309A', 'g', version, kind,
                                   before, body, 'd', 'rules-of-then', 'd', cast(sent as timestamptz)
                              from (values
                                ('list-pages-1', 1, 'NEW', null, '2026-03-02T04:59:59Z',
                                 '{"person":{"familyName":"Tremblay"},"trade":{"code":"309A"}}'),
                                ('list-pages-2', 2, 'AMEND', 'list-pages-1', '2026-03-02T05:00:00Z',
                                 '{"person":{"familyName":"Tremblay"},"trade":{"code":"310S"}}'))
                                as v (id, version, kind, before, sent, body)
                            returning id, decided_at),
                        sent as (
                            insert into delayed_message (id, queue, group_id, attempts, sent_at)
                            select id, 'list-pages.queue', 'g', 1, decided_at from m)
                        insert into message_source select id, :f, '{[6,7)}' from m
                        """)
                .param("f", file)
                .param("sin", sins.hash(Sin.of(SIN)))
                .update();
    }

    @AfterEach
    void leave_no_trace() {
        jdbc.sql(
                        """
                        delete from dead_letter where id in (select id from message where message_id like 'list-pages-%');
                        delete from delayed_message where id in (select id from message where message_id like 'list-pages-%');
                        delete from message_source where file_id = :f;
                        delete from message where message_id like 'list-pages-%';
                        delete from record where file_id = :f;
                        delete from finding where file_id = :f;
                        delete from balance_delta where file_id = :f;
                        delete from alarm where subject = 'list-pages.queue';
                        delete from file where id = :f
                        """)
                .param("f", file)
                .update();
    }

    @Test
    void every_record_of_a_file_is_reached_by_the_next_links() throws Exception {
        List<String> reached = new ArrayList<>();
        String address = "/records?file=" + file;
        int pages = 0;
        while (address != null) {
            String page = page(address);
            Matcher row = Pattern.compile("scope=\"row\" class=\"place\"><a href=\"/explain/(\\d+:\\d+)\"")
                    .matcher(page);
            row.results().forEach(found -> reached.add(found.group(1)));
            Matcher next = Pattern.compile("href=\"([^\"]+)\" rel=\"next\"").matcher(page);
            address = next.find() ? next.group(1).replace("&amp;", "&") : null;
            pages++;
        }
        assertThat(pages).isEqualTo(3);
        assertThat(reached).hasSize(120).doesNotHaveDuplicates().first().isEqualTo(file + ":2");
    }

    @Test
    void the_previous_links_lead_back_with_the_filters_and_a_download_has_the_chosen_direction() throws Exception {
        String second = page("/records?file=" + file + "&sort=-oldest&after=" + file + "%3A72");
        Matcher previous = Pattern.compile("href=\"([^\"]+)\" rel=\"prev\"").matcher(second);
        assertThat(previous.find()).isTrue();
        assertThat(previous.group(1))
                .isEqualTo("/records?file=" + file + "&amp;sort=-oldest&amp;before=" + file + "%3A71");
        assertThat(page(previous.group(1).replace("&amp;", "&")))
                .contains("/explain/" + file + ":121\"", "/explain/" + file + ":72\"")
                .doesNotContain("/explain/" + file + ":71\"", "rel=\"prev\"");
        assertThat(page("/records.csv?file=" + file + "&sort=-oldest").lines().skip(1))
                .hasSize(120)
                .first()
                .asString()
                .startsWith(file + ":121,");
        for (String list : List.of("/files", "/messages", "/records")) {
            assertThat(page(list + "?sort=-newest")).contains("aria-sort=\"ascending\"");
            assertThat(page(list + "?sort=newest")).contains("aria-sort=\"descending\"");
        }
    }

    @Test
    void filters_and_order_are_in_the_address_and_kept_by_its_links() throws Exception {
        String page = page("/records?state=HELD&sender=list-pages&sort=amount&size=1");

        assertThat(page)
                .contains("value=\"HELD\" selected=\"selected\"", "name=\"sort\" value=\"amount\"", "LIST-RULE")
                .contains("aria-sort=\"descending\"><a class=\"sort\""
                        + " href=\"/records?state=HELD&amp;sender=list-pages&amp;sort=-amount&amp;size=1\"")
                .contains("state=HELD&amp;sender=list-pages&amp;sort=amount&amp;size=1&amp;after=" + file + "%3A4")
                .contains("href=\"/records.csv?state=HELD&amp;sender=list-pages&amp;sort=amount&amp;size=1\"");
        assertThat(page("/records?rule=LIST-RULE"))
                .contains(file + ":3\"", file + ":4\"", file + ":8\"")
                .doesNotContain("/explain/" + file + ":5\"");
        assertThat(page("/records?key=LIST-PAGES-6&feed=registrations"))
                .contains("Current", "Superseded by", "/explain/" + file + ":6\"");
        assertThat(page("/files?sender=list-pages&status=ACCEPTED&open=true")).contains("REG_20170131_000779.ndjson");
        assertThat(page("/files?sender=list-pages&status=REFUSED")).contains("No file matches these filters.");
        assertThat(page("/messages?file=" + file)).contains("list-pages-1", "list-pages-2");
        assertThat(page("/messages?queue=none")).contains("No message matches these filters.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/records?state=NONE",
                "/records?feed=x",
                "/records?file=x",
                "/records?sort=x",
                "/records?after=x",
                "/records?size=x",
                "/records.csv?state=NONE",
                "/files?status=x",
                "/files?sort=x",
                "/files?after=x",
                "/messages?kind=x",
                "/messages?status=x",
                "/messages?sort=x",
                "/messages?after=x",
                "/messages/list-pages-1?asOf=2026-02-30"
            })
    void a_choice_that_does_not_exist_is_a_wrong_request(String path) throws Exception {
        assertThat(response(get(URI.create(path)).with(user("v").roles("VIEWER")))
                        .getStatus())
                .isEqualTo(400);
        MockHttpServletResponse api =
                response(get(URI.create("/api/v1" + path.replace(".csv", "").replace("?asOf", "/history?asOf")))
                        .with(httpBasic("viewer", "demo")));
        assertThat(api.getStatus()).isEqualTo(400);
        assertThat(api.getContentType()).isEqualTo("application/problem+json");
        JsonNode problem = JSON.readTree(api.getContentAsString(StandardCharsets.UTF_8));
        assertThat(problem.path("code").asText()).isEqualTo("PARAMETER-INVALID");
        assertThat(problem.at("/remedy/fr").asText()).isNotBlank();
    }

    @Test
    void lists_download_as_csv_whole_and_safe_for_spreadsheets() throws Exception {
        MockHttpServletResponse response =
                response(get("/records.csv?file=" + file).with(user("v").roles("VIEWER")));
        String csv = response.getContentAsString(StandardCharsets.UTF_8);

        assertThat(response.getContentType()).isEqualTo("text/csv;charset=UTF-8");
        assertThat(response.getHeader("Content-Disposition")).isEqualTo("attachment; filename=\"records.csv\"");
        assertThat(csv.split("\r\n")).hasSize(121);
        assertThat(csv)
                .startsWith("\uFEFFid,file,line,sender,feed,key,state,rule,amount,changedAt,current,supersededBy\r\n")
                .contains(
                        ",'=LIST-PAGES-7,",
                        file
                                + ":5,REG_20170131_000779.ndjson,5,list-pages,registrations,LIST-PAGES-6,SUPERSEDED,,2.00,")
                .contains(",false," + file + ":6\r\n");
        assertThat(csv("/files.csv?sender=list-pages"))
                .contains("REG_20170131_000779.ndjson,list-pages,registrations", ",120,240.00,117,0,0,1,0,2,0\r\n");
        assertThat(csv("/messages.csv?file=" + file))
                .contains("list-pages-2,list-pages.queue,******10/309A,AMEND,2,list-pages-1,SENT,")
                .doesNotContain("Tremblay");
    }

    @Test
    void the_page_of_a_message_shows_what_the_queue_was_told_on_a_day_and_what_changed() throws Exception {
        assertThat(page("/messages/list-pages-2?asOf=2026-03-01"))
                .contains("By the end of 2026-03-01 the queue had version 1 (New), sent on 2026-03-01 23:59:59.")
                .contains("trade.code", "309A", "310S", "AAAAAAAA", "/explain/" + file + ":6\">6</a>")
                .doesNotContain("Tremblay", "reveal-reason");
        assertThat(page("/messages/list-pages-2?asOf=2026-03-02")).contains("the queue had version 2 (Amendment)");
        assertThat(page("/messages/list-pages-1?asOf=2026-02-28"))
                .contains("By the end of 2026-02-28 the queue had received nothing about this key.");
        jdbc.sql("insert into dead_letter (id, since) select id, now() from message where message_id = 'list-pages-2'")
                .update();
        assertThat(page("/messages?status=DEAD_LETTER")).contains("list-pages-2", "Dead letter, not delivered");
        assertThat(page("/messages/list-pages-2")).contains("the queue had version 1 (New)");
    }

    @Test
    void the_history_names_what_led_to_each_version_and_the_resolutions_of_the_day() throws Exception {
        long exception = anAcceptanceOfLine6();
        try {
            String page = page("/messages/list-pages-2?asOf=2026-03-01");
            assertThat(page)
                    .contains(
                            "Resolutions in force at the end of 2026-03-01",
                            "<a href=\"/exceptions/" + exception + "\">Accept as sent</a>",
                            "decided by anna, approved by boris on 2026-03-01 23:59:59",
                            "called *** *** ***",
                            "<a href=\"/files/" + file + "\">file REG_20170131_000779.ndjson</a>",
                            "<a href=\"/exceptions/" + exception + "\">a resolution by anna</a>",
                            "<strong>Version 2</strong>; cause not determined: no file, resolution or rule set")
                    .doesNotContain("130 692 544");
            assertThat(page("/messages/list-pages-2?asOf=2026-03-01&lang=fr"))
                    .contains(
                            "Règlements en vigueur à la fin du 2026-03-01",
                            "approuvé par boris",
                            "cause non déterminée : ");
            assertThat(page("/messages/list-pages-2?asOf=2026-03-03"))
                    .contains("Resolutions in force at the end of 2026-03-03")
                    .doesNotContain("called *** *** ***");

            JsonNode history = api("/api/v1/messages/list-pages-2/history?asOf=2026-03-01");
            assertThat(history.at("/resolutions/0/kind").asText()).isEqualTo("ACCEPT");
            assertThat(history.at("/resolutions/0/exception").asLong()).isEqualTo(exception);
            assertThat(history.at("/resolutions/0/reason").asText()).isEqualTo("called *** *** ***");
            assertThat(history.at("/versions/1/causes").findValuesAsText("kind"))
                    .containsExactly("FILE", "RESOLUTION");
            assertThat(history.at("/versions/0/causes").findValuesAsText("kind"))
                    .containsExactly("UNDETERMINED");
            assertThat(history.at("/versions/0/causes/0/text/en").asText()).startsWith("cause not determined");
            assertThat(history.at("/versions/0/causes/0/text/fr").asText()).startsWith("cause non déterminée");
            assertThat(api("/api/v1/messages/list-pages-2/history?asOf=2026-03-03")
                            .path("resolutions"))
                    .isEmpty();
        } finally {
            jdbc.sql(
                            """
                            delete from resolution where exception_id = :id;
                            delete from exception_record where exception_id = :id;
                            delete from exception_case where id = :id
                            """)
                    .param("id", exception)
                    .update();
        }
    }

    /** Approved in the last second of 1 March in Ontario and undone on 3 March. */
    private long anAcceptanceOfLine6() {
        return jdbc.sql(
                        """
                        with held as (
                            insert into exception_case (type, subject, stable_subject, basis, rule, detail, detail_fr,
                                                        opened_at, closed_at, closed_by)
                            values ('RULE_HOLD', 'record:' || :f || ':6', 'R LIST-PAGES-6', 'list-pages', 'LIST-RULE',
                                    'A sentence', 'Une phrase', '2026-03-01T12:00:00Z', '2026-03-02T04:59:59Z', 'DATA')
                            returning id),
                        concerned as (
                            insert into exception_record select id, :f, 6 from held)
                        insert into resolution (exception_id, kind, basis, reason, author, decided_at, needs_approval,
                                                approver, approved_at, undone_by, undone_at, undo_reason)
                        select id, 'ACCEPT', 'list-pages', 'called 130 692 544', 'anna', '2026-03-01T12:00:00Z', true,
                               'boris', '2026-03-02T04:59:59Z', 'carla', '2026-03-03T15:00:00Z', 'wrong'
                          from held
                        returning exception_id
                        """)
                .param("f", file)
                .query(Long.class)
                .single();
    }

    @Test
    void the_history_of_a_key_is_one_call_of_the_api() throws Exception {
        JsonNode history = api("/api/v1/keys/" + QUEUE + "/history?key=76543210/309A&asOf=2026-03-01");
        assertThat(history.at("/inForce/message/messageId").asText()).isEqualTo("list-pages-1");
        assertThat(history.at("/inForce/message/rulesVersion").asText()).isEqualTo("rules-of-then");
        assertThat(history.at("/inForce/evidence/0/lines/0").asInt()).isEqualTo(6);
        assertThat(history.at("/versions/0/changes/0").toString())
                .isEqualTo("{\"field\":\"trade.code\",\"before\":\"309A\",\"after\":\"310S\",\"masked\":false}");
        assertThat(api("/api/v1/messages/list-pages-1/history?asOf=2026-02-28")
                        .path("inForce")
                        .isNull())
                .isTrue();
        assertThat(api("/api/v1/messages/list-pages-1").at("/fields").toString())
                .contains("{\"name\":\"person.familyName\",\"value\":\"AAAAAAAA\",\"masked\":true}");
    }

    @Test
    void records_files_and_messages_are_lists_of_the_api() throws Exception {
        JsonNode first = api("/api/v1/records?file=" + file + "&size=2");
        assertThat(first.path("records")).hasSize(2);
        assertThat(first.path("total").asInt()).isEqualTo(120);
        JsonNode second = api("/api/v1/records?file=" + file + "&size=2&after="
                + first.path("next").asText());
        assertThat(second.at("/records/0/line").asInt()).isEqualTo(4);
        JsonNode detail = api("/api/v1/records/" + file + "/6");
        assertThat(detail.path("versions")).hasSize(2);
        assertThat(detail.path("messages")).hasSize(2);
        assertThat(detail.path("fields").toString())
                .contains("{\"name\":\"person.familyName\",\"value\":\"AAAAAAAA\",\"masked\":true}")
                .doesNotContain("Tremblay", "1990");
        assertThat(api("/api/v1/records/" + file + "/3").at("/findings/0/rule").asText())
                .isEqualTo("LIST-RULE");
        JsonNode balance = api("/api/v1/files/" + file + "/balance");
        assertThat(balance.at("/records/held").asInt()).isEqualTo(2);
        assertThat(balance.at("/amount/received").asText()).isEqualTo("240.00");
        assertThat(balance.path("balanced").asBoolean()).isTrue();
        assertThat(api("/api/v1/files?sender=list-pages").at("/files/0/balance"))
                .isEqualTo(balance);
        assertThat(api("/api/v1/files/" + file).path("status").asText()).isEqualTo("ACCEPTED");
        assertThat(api("/api/v1/messages?file=" + file).path("messages")).hasSize(2);
    }

    @Test
    void errors_of_the_api_say_what_to_do() throws Exception {
        for (String path : List.of("/api/v1/records/999999/1", "/api/v1/nothing", "/api/v1/keys/none/history?key=x")) {
            MockHttpServletResponse response = response(get(path).with(httpBasic("viewer", "demo")));
            assertThat(response.getStatus()).isEqualTo(404);
            assertThat(response.getContentAsString()).contains("\"code\":\"NOT-FOUND\"", "\"remedy\":");
        }
        assertThat(response(get("/api/v1/records")).getContentAsString()).contains("\"code\":\"UNAUTHENTICATED\"");
        assertThat(response(post("/api/v1/nothing").with(httpBasic("viewer", "demo")))
                        .getContentAsString())
                .contains("\"code\":\"FORBIDDEN\"");
        assertThat(response(post("/api/v1/search").with(httpBasic("viewer", "demo")))
                        .getContentAsString())
                .contains("\"code\":\"NOT-JSON\"");
        assertThat(response(get("/api/nothing").with(httpBasic("viewer", "demo")))
                        .getStatus())
                .as("the earlier API is as it was")
                .isEqualTo(404);
    }

    @Test
    void a_search_sends_what_is_searched_for_in_its_body_and_never_repeats_a_social_insurance_number()
            throws Exception {
        assertThat(search("list-pages-12")).contains("/explain/" + file + ":12\"");
        assertThat(search("76543210")).contains("/explain/" + file + ":121\"");
        assertThat(search("list-pages-1")).contains("/messages/list-pages-1\"");
        assertThat(search("REG_20170131_000779.ndjson")).contains("/files/" + file + "\"");
        assertThat(search("130 692 544"))
                .contains("/explain/" + file + ":9\"", "*********")
                .doesNotContain(SIN, "130 692 544");
        assertThat(search("nothing has this")).contains("Nothing has this identifier.");
        assertThat(response(post("/search").param("text", "x").with(user("v").roles("VIEWER")))
                        .getStatus())
                .as("without the token of the page")
                .isEqualTo(403);
        String found = response(post("/api/v1/search")
                        .with(httpBasic("viewer", "demo"))
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"text\":\"" + SIN + "\"}"))
                .getContentAsString();
        assertThat(JSON.readTree(found).at("/records/0/line").asInt()).isEqualTo(9);
        assertThat(found).doesNotContain(SIN);
    }

    @Test
    void the_results_of_a_search_are_sorted_and_read_page_by_page_and_kept_by_their_session() throws Exception {
        MockHttpSession session = new MockHttpSession();
        String first = search(session, "76543210");
        assertThat(first)
                .contains("<small>120</small>", "/explain/" + file + ":121\"", "/explain/" + file + ":72\"")
                .contains("href=\"/search?found=1&amp;part=records&amp;sort=key\"")
                .doesNotContain("/explain/" + file + ":71\"", "rel=\"prev\"");
        Matcher next = Pattern.compile("href=\"([^\"]+)\" rel=\"next\"").matcher(first);
        assertThat(next.find()).isTrue();
        assertThat(found(session, next.group(1).replace("&amp;", "&")))
                .contains("/explain/" + file + ":71\"", "rel=\"prev\"", "href=\"/search?found=1\"");
        assertThat(found(session, "/search?found=1&part=records&sort=oldest"))
                .contains("aria-sort=\"ascending\"", "/explain/" + file + ":2\"");
        assertThat(found(session, "/search?found=7")).contains("no longer kept");
        assertThat(found(new MockHttpSession(), "/search?found=1"))
                .as("another session")
                .contains("no longer kept")
                .doesNotContain("/explain/");

        String body = "{\"text\":\"76543210\",\"part\":\"records\",\"sort\":\"oldest\",\"size\":100%s}";
        JsonNode part = searchApi(body.formatted(""));
        assertThat(part.path("records")).hasSize(100);
        assertThat(part.at("/totals/records").asInt()).isEqualTo(120);
        assertThat(part.path("more").asBoolean()).isTrue();
        JsonNode rest =
                searchApi(body.formatted(",\"after\":\"" + part.path("next").asText() + "\""));
        assertThat(rest.path("records")).hasSize(20);
        assertThat(rest.path("next").isNull()).isTrue();
    }

    private JsonNode searchApi(String body) throws Exception {
        return JSON.readTree(response(post("/api/v1/search")
                        .with(httpBasic("viewer", "demo"))
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(body))
                .getContentAsString(StandardCharsets.UTF_8));
    }

    @Test
    void an_operator_reveals_one_record_with_a_reason_and_the_audit_holds_it() throws Exception {
        MockHttpSession session = new MockHttpSession();
        String record = "/explain/" + file + ":6";

        assertThat(operator(session, record))
                .contains("AAAAAAAA", "reveal-reason")
                .doesNotContain("Tremblay");
        assertThat(reveal(session, file + ":6", " ")).startsWith("Nothing was revealed.");
        assertThat(operator(session, record)).doesNotContain("Tremblay");
        assertThat(reveal(session, file + ":6", "Call from SIN 130 692 544")).contains("for 10 minutes");
        assertThat(operator(session, record)).contains("Tremblay", "1990-02-03", "personal values revealed until");

        assertThat(operator(session, "/explain/" + file + ":8"))
                .as("another record")
                .doesNotContain("Tremblay");
        assertThat(operator(new MockHttpSession(), record))
                .as("another session")
                .doesNotContain("Tremblay");
        assertThat(page(record)).as("a viewer").doesNotContain("Tremblay", "reveal-reason");
        assertThat(jdbc.sql(
                                "select actor || ' ' || subject || ' ' || (detail ->> 'reason') from audit where action = 'reveal' order by id desc limit 1")
                        .query(String.class)
                        .single())
                .isEqualTo("o " + file + ":6 Call from SIN *** *** ***");

        assertThat(reveal(session, "list-pages-1", "Complaint 12")).contains("for 10 minutes");
        assertThat(operator(session, "/messages/list-pages-1")).contains("Tremblay");
        assertThat(operator(session, "/messages/list-pages-2")).doesNotContain("Tremblay");
        assertThat(response(post("/reveal")
                                .param("id", "999999:1")
                                .param("reason", "x")
                                .with(csrf())
                                .with(user("o").roles("OPERATOR")))
                        .getStatus())
                .isEqualTo(404);
    }

    /** Account and client numbers are masked by one function, wherever a person or a program reads them. */
    @Test
    void numbers_of_persons_are_in_no_page_download_or_response_of_the_api() throws Exception {
        for (String path : List.of(
                "/messages",
                "/messages?queue=list-pages.queue&sort=key",
                "/messages/list-pages-2",
                "/messages.csv",
                "/explain/list-pages-2",
                "/files/" + file,
                "/records?file=" + file,
                "/records.csv?file=" + file,
                "/explain/" + file + ":6",
                "/exceptions",
                "/exceptions.csv",
                "/")) {
            assertThat(page(path)).as(path).isNotEmpty().doesNotContain("76543210", "7654321/", "\"7654321\"");
        }
        for (String path : List.of(
                "/api/v1/messages?queue=list-pages.queue",
                "/api/v1/messages/list-pages-2",
                "/api/v1/messages/list-pages-2/history",
                "/api/v1/keys/list-pages.queue/history?key=76543210%2F309A",
                "/api/v1/records?file=" + file,
                "/api/v1/records/" + file + "/6",
                "/api/explain/list-pages-2",
                "/api/explain/" + file + ":6")) {
            assertThat(api(path).toString()).as(path).doesNotContain("76543210", "\"7654321\"");
        }
        assertThat(page("/messages/list-pages-2")).contains("******10/309A");
        assertThat(search("76543210"))
                .contains("******10", "/explain/" + file + ":")
                .doesNotContain("76543210");
        assertThat(search("76543210/309A")).contains("******10/309A").doesNotContain("76543210");
    }

    private String reveal(MockHttpSession session, String id, String reason) throws Exception {
        return ((Text) web.perform(post("/reveal")
                                .session(session)
                                .param("id", id)
                                .param("reason", reason)
                                .with(csrf())
                                .with(user("o").roles("OPERATOR")))
                        .andReturn()
                        .getFlashMap()
                        .get("notice"))
                .en();
    }

    /** The page to which a search leads. */
    private String search(String text) throws Exception {
        return search(new MockHttpSession(), text);
    }

    private String search(MockHttpSession session, String text) throws Exception {
        MockHttpServletResponse made = response(post("/search")
                .session(session)
                .param("text", text)
                .with(csrf())
                .with(user("v").roles("VIEWER")));
        assertThat(made.getRedirectedUrl()).matches("/search\\?found=\\d+");
        return found(session, made.getRedirectedUrl());
    }

    private String found(MockHttpSession session, String path) throws Exception {
        return response(get(URI.create(path)).session(session).with(user("v").roles("VIEWER")))
                .getContentAsString(StandardCharsets.UTF_8);
    }

    private String operator(MockHttpSession session, String path) throws Exception {
        return response(get(path).session(session).with(user("o").roles("OPERATOR")))
                .getContentAsString(StandardCharsets.UTF_8);
    }

    private JsonNode api(String path) throws Exception {
        return JSON.readTree(response(get(URI.create(path)).with(httpBasic("viewer", "demo")))
                .getContentAsString(StandardCharsets.UTF_8));
    }

    private String csv(String path) throws Exception {
        return response(get(path).with(user("v").roles("VIEWER"))).getContentAsString(StandardCharsets.UTF_8);
    }

    private String page(String path) throws Exception {
        return response(get(URI.create(path)).with(user("v").roles("VIEWER")))
                .getContentAsString(StandardCharsets.UTF_8);
    }

    private MockHttpServletResponse response(MockHttpServletRequestBuilder request) throws Exception {
        return web.perform(request).andReturn().getResponse();
    }
}
