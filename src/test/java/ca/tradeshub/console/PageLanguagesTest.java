// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import ca.tradeshub.canonical.Text;
import ca.tradeshub.ledger.alarm.AlarmCode;
import ca.tradeshub.ledger.alarm.Alarms;
import ca.tradeshub.ledger.parking.Parking;
import ca.tradeshub.testing.HubTest;
import jakarta.servlet.http.Cookie;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/** Every page in English and in French. */
@HubTest
class PageLanguagesTest {

    @Autowired
    WebApplicationContext context;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Alarms alarms;

    @Autowired
    Parking parking;

    /** A queue that no route empties: the running hub would send the messages while the test removes them. */
    private static final String QUEUE = "page-languages.queue";

    private static final Text SENTENCE = new Text("An English sentence", "Une phrase en français");

    private MockMvc web;
    private long file;
    private long refused;

    @BeforeEach
    void a_ledger_with_something_on_every_page() {
        web = MockMvcBuilders.webAppContextSetup(context)
                .apply(springSecurity())
                .build();
        file = insert("APPLIED", 701, null);
        refused = insert("REFUSED", 702, "FILE-COUNT");
        insert("LANDED", 703, null);
        insert("STAGING", 704, null);
        insert("CLOSED", 705, null);
        insert("PARKED", 706, null);
        jdbc.sql(
                        """
                        insert into balance_delta values (:f, 'DELIVERED', 1200, 33000.00), (:f, 'REJECTED', 3, 800.50);
                        insert into finding (file_id, line, rule, outcome, unknown, message_en, message_fr, citation)
                        values (:f, 2, 'FMT-02', 'reject', false, 'An English sentence', 'Une phrase en français', 'O. Reg. 1'),
                               (:f, 3, 'FMT-03', 'hold', true, 'An English sentence', 'Une phrase en français', 'O. Reg. 1'),
                               (:f, 4, 'FMT-04', 'warn', false, 'An English sentence', 'Une phrase en français', 'O. Reg. 1'),
                               (:f, 5, 'FMT-05', 'info', false, 'An English sentence', 'Une phrase en français', 'O. Reg. 1');
                        insert into record (file_id, line, byte_offset, byte_length, feed, record_key, amount,
                                            state, rule, changed_at)
                        values (:f, 3, 0, 1, 'P', 'page-languages/KEY', 1, 'HELD', 'FMT-03', now());
                        insert into exception_case (type, subject, stable_subject, basis, rule, detail, opened_at)
                        select t, 'record:' || :f || ':3', 'P page-languages/KEY', t, 'FMT-03', 'An English sentence', now()
                          from unnest(array['MISSING_REGISTRATION', 'MISSING_CERTIFICATE', 'VALUE_MISMATCH',
                                            'IDENTITY_AMBIGUOUS', 'IDENTITY_CLASH', 'RULE_HOLD', 'CONSUMER_REFUSED',
                                            'DUPLICATE_KEY']) t;
                        insert into exception_record select id, :f, 3 from exception_case where subject = 'record:' || :f || ':3';
                        with m as (
                            insert into message (queue, contract, message_id, record_key, group_id, version, kind, body,
                                                 body_digest, rules_digest, mapping_digest, decided_at)
                            select :queue, 'certification-record/1', 'page-languages-' || kind,
                                   'page-languages/' || kind, 'g', 1, kind, '{}', 'd', 'd', 'd', now()
                              from unnest(array['NEW', 'AMEND', 'WITHDRAW']) kind returning id)
                        insert into message_source select id, :f, '{[3,4)}' from m;
                        insert into delayed_message (id, queue, group_id, attempts, sent_at)
                        select id, queue, group_id, 1, now() from message
                         where message_id in ('page-languages-AMEND', 'page-languages-WITHDRAW');
                        insert into acknowledgement (id, queue, status, received_at, received_from)
                        select id, queue, case kind when 'AMEND' then 'POSTED' else 'REFUSED' end, now(), 'consumer'
                          from message where message_id in ('page-languages-AMEND', 'page-languages-WITHDRAW');
                        """)
                .param("f", file)
                .param("queue", QUEUE)
                .update();
        for (AlarmCode code : AlarmCode.values()) {
            alarms.raise(code, "page-languages", SENTENCE);
        }
        parking.park("deliver", "test:page-languages", SENTENCE);
        parking.park("acknowledgements", "acknowledgement:page-languages", SENTENCE);
    }

    private long insert(String state, int sequence, String refusal) {
        return jdbc.sql(
                        """
                        insert into file (sender, feed, name, logical_name, file_date, sequence, archive_sha256, size_bytes,
                                          received_at, state, records, amount, source_moved, refusal_code,
                                          refusal_detail, refusal_detail_fr, refusal_line, read_records, read_bytes)
                        values ('page-languages', 'payroll', 'PAY_' || :sequence || '.csv', 'PAY_' || :sequence || '.csv',
                                '2017-01-31', :sequence, repeat('b', 64), 10, now(), :state, 1203, 33800.50, true,
                                cast(:refusal as text), case when :refused then 'An English sentence' end,
                                case when :refused then 'Une phrase en français' end,
                                case when :refused then 2000 end, 5, 5)
                        returning id
                        """)
                .param("state", state)
                .param("sequence", sequence)
                .param("refusal", refusal)
                .param("refused", refusal != null)
                .query(Long.class)
                .single();
    }

    @AfterEach
    void remove_it() {
        jdbc.sql(
                        """
                        delete from exception_record where file_id = :f;
                        delete from exception_case where subject = 'record:' || :f || ':3';
                        delete from message_source where file_id = :f;
                        delete from acknowledgement where id in (
                            select id from message where message_id like 'page-languages-%');
                        delete from delayed_message where id in (
                            select id from message where message_id like 'page-languages-%');
                        delete from message where message_id like 'page-languages-%';
                        delete from record where file_id = :f;
                        delete from balance_delta where file_id = :f;
                        delete from finding where file_id = :f;
                        delete from parked where reference like '%page-languages';
                        delete from alarm where subject like '%page-languages';
                        delete from file where sender = 'page-languages'
                        """)
                .param("f", file)
                .update();
    }

    static Stream<String> pages() {
        return Stream.of(
                "/",
                "/exceptions",
                "/exceptions?type=MISSING_CERTIFICATE&state=CLOSED",
                "/files",
                "/files?status=REFUSED",
                "/records",
                "/records?file={file}",
                "/messages",
                "/messages?status=DEAD_LETTER",
                "/messages/page-languages-AMEND",
                "/search",
                "/files/{file}",
                "/files/{refused}",
                "/law",
                "/sequences",
                "/login",
                "/login?error",
                "/login?ended",
                "/acknowledgements",
                "/login?out");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void a_page_is_wholly_in_its_language(String path) throws Exception {
        String page = path.replace("{file}", "" + file).replace("{refused}", "" + refused);

        String english = html(page, "en");
        String french = html(page, "fr");

        assertThat(english).contains("<html lang=\"en-CA\"").contains("lang=\"fr-CA\" hreflang=\"fr-CA\">Français</a>");
        assertThat(french).contains("<html lang=\"fr-CA\"").contains("lang=\"en-CA\" hreflang=\"en-CA\">English</a>");
        PageText.assertTranslated(english, french);
        assertThat(PageText.of(english)).doesNotContain("Une phrase en français");
        assertThat(PageText.of(french)).doesNotContain("An English sentence");
    }

    @ParameterizedTest
    @MethodSource("statuses")
    void an_error_page_is_wholly_in_its_language(int status) throws Exception {
        String english = error(status, "en");
        String french = error(status, "fr");

        assertThat(english).contains("Go to the overview", "href=\"?lang=fr\"");
        assertThat(french).contains("Aller à la vue d&#39;ensemble", "href=\"?lang=en\"");
        PageText.assertTranslated(english, french);
        assertThat(PageText.of(english)).doesNotContain("Une phrase en français");
        assertThat(PageText.of(french)).doesNotContain("An English sentence");
    }

    static List<Integer> statuses() {
        return List.of(400, 403, 404, 405, 413, 500, 503);
    }

    @Test
    void details_of_alarms_exceptions_and_parked_work_are_in_the_language_of_the_page() throws Exception {
        String overview = html("/", "fr");
        assertThat(overview.split("Une phrase en français", -1)).hasSizeGreaterThan(AlarmCode.values().length + 2);
        assertThat(overview).doesNotContain("An English sentence");
        assertThat(html("/exceptions", "fr")).contains("Une phrase en français").doesNotContain("An English sentence");
        assertThat(html("/", "en")).contains("An English sentence").doesNotContain("Une phrase en français");
    }

    @Test
    void details_that_were_kept_in_english_only_are_marked_as_english() throws Exception {
        jdbc.sql(
                        """
                        update alarm set detail_fr = null where subject = 'page-languages';
                        update parked set cause_fr = null where reference like '%page-languages';
                        delete from finding where file_id = :f
                        """)
                .param("f", file)
                .update();

        for (String page : List.of("/", "/exceptions")) {
            assertThat(html(page, "fr")).contains("<span lang=\"en-CA\">An English sentence</span>");
            assertThat(PageText.of(html(page, "fr"))).doesNotContain("An English sentence");
            assertThat(html(page, "en")).contains("<span>An English sentence</span>");
        }
    }

    @Test
    void the_switch_keeps_the_page_and_its_query() throws Exception {
        assertThat(html("/exceptions?type=RULE_HOLD&page=3", "en"))
                .contains("href=\"/exceptions?type=RULE_HOLD&amp;page=3&amp;lang=fr\"");
        assertThat(html("/exceptions?lang=fr&type=RULE_HOLD", "en"))
                .contains("<html lang=\"fr-CA\"")
                .contains("href=\"/exceptions?type=RULE_HOLD&amp;lang=en\"");
        assertThat(html("/exceptions?x=a=b&&language=y&lang=", "en"))
                .contains("href=\"/exceptions?x=a=b&amp;language=y&amp;lang=fr\"");
        assertThat(html("//elsewhere.example/?x", "en")).doesNotContain("href=\"//elsewhere");
    }

    @Test
    void the_choice_is_kept_in_a_cookie_without_a_session() throws Exception {
        MockHttpServletResponse response =
                web.perform(get("/login").param("lang", "fr")).andReturn().getResponse();

        assertThat(response.getHeaders("Set-Cookie"))
                .singleElement()
                .asString()
                .startsWith("HUB_LANGUAGE=fr-CA;")
                .contains("Path=/", "Max-Age=31536000", "HttpOnly", "SameSite=Lax");
        Cookie choice = new Cookie("HUB_LANGUAGE", "fr-CA");
        assertThat(web.perform(get("/login").cookie(choice).header("Accept-Language", "en-CA"))
                        .andReturn()
                        .getResponse()
                        .getContentAsString())
                .contains("<html lang=\"fr-CA\"");
    }

    @Test
    void a_first_visit_is_in_the_language_of_the_browser() throws Exception {
        assertThat(html("/login", "fr-CA,fr;q=0.9,en;q=0.8")).contains("<html lang=\"fr-CA\"");
        assertThat(html("/login", "de,en;q=0.5")).contains("<html lang=\"en-CA\"");
        assertThat(html("/login", "de")).contains("<html lang=\"en-CA\"");
        assertThat(html("/login", "~~;;")).contains("<html lang=\"en-CA\"");
        assertThat(html("/login?lang=xx", "fr")).contains("<html lang=\"en-CA\"");
    }

    @Test
    void numbers_are_written_as_the_language_writes_them() throws Exception {
        assertThat(html("/files/" + file, "en")).contains("33,800.50", "1,203");
        assertThat(html("/files/" + file, "fr")).contains("33\u00a0800,50", "1\u00a0203");
    }

    private String html(String path, String languages) throws Exception {
        return body(get(java.net.URI.create(path))
                .header("Accept-Language", languages)
                .with(user("o").roles("VIEWER", "OPERATOR")));
    }

    private String error(int status, String language) throws Exception {
        return body(get("/error?page=2")
                .with(ConsolePagesTest::dispatchedForAnError)
                .accept(MediaType.TEXT_HTML)
                .header("Accept-Language", language)
                .requestAttr("jakarta.servlet.error.status_code", status)
                .requestAttr("jakarta.servlet.error.request_uri", "/files/7"));
    }

    private String body(MockHttpServletRequestBuilder request) throws Exception {
        return web.perform(request).andReturn().getResponse().getContentAsString();
    }
}
