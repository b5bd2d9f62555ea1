// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console;

import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import ca.tradeshub.canonical.Text;
import ca.tradeshub.console.request.SealedTexts;
import ca.tradeshub.testing.HubTest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/** 60 held registrations with an exception each, and the pages and the API of exceptions as their readers call them. */
@HubTest
abstract class ExceptionPages {

    static final String RULE = "PAGES-01";

    @Autowired
    WebApplicationContext context;

    @Autowired
    SealedTexts sealed;

    @Autowired
    JdbcClient jdbc;

    MockMvc web;
    long file;

    @BeforeEach
    void held_registrations_with_exceptions() {
        web = MockMvcBuilders.webAppContextSetup(context)
                .apply(springSecurity())
                .build();
        file = jdbc.sql(
                        """
                        insert into file (sender, feed, name, logical_name, file_date, sequence, archive_sha256,
                                          content_sha256, size_bytes, received_at, state, records, amount, source_moved,
                                          rules_digest)
                        values ('exception-pages', 'registrations', 'REG_20170131_000780.ndjson',
                                'REG_20170131_000780.ndjson', '2017-01-31', 780, repeat('a', 64), repeat('e', 64), 10, now(),
                                'APPLIED', 60, 120.00, true, 'r')
                        returning id
                        """)
                .query(Long.class)
                .single();
        jdbc.sql(
                        """
                        insert into balance_delta values (:f, 'HELD', 60, 120.00);
                        insert into registration (file_id, byte_offset, changed_at, line, byte_length, feed, state,
                                                  record_key, amount, rule, agreement_number, client_id, account_number,
                                                  trade, withheld, canonical)
                        select :f, line, now(), line, 1, 'R', 'HELD', 'PAGES-' || line, 2, :rule,
                               'PAGES-' || line, '7654322', '76543220', '309A', true,
                               cast('{"agreementNumber":"PAGES-' || line || '","document":"TRAINING_AGREEMENT",'
                                    || '"act":"OCTAA","registeredOn":"2015-06-01","origin":"ORIGINAL","status":"ACTIVE",'
                                    || '"statusOn":"2015-06-01","trade":"309A","programme":"STANDARD","period":1,'
                                    || '"hoursCredited":2,"creditBasis":"NONE","education":"GRADE_10","person":{'
                                    || '"clientId":"7654322","accountNumber":"76543220","familyName":"Tremblay",'
                                    || '"givenNames":"Zoe","birthDate":"1990-02-03","postalCode":"M5V 1A1","language":"en"},'
                                    || '"sponsor":{"kind":"EMPLOYER","businessNumber":"123026635RP0001","name":"Maple",'
                                    || '"since":"2015-06-01","isJourneyperson":true,"journeypersons":1,"apprentices":1}}'
                                    as json)
                          from generate_series(2, 61) line;
                        insert into finding (file_id, line, rule, outcome, message_en, message_fr, citation, observed)
                        select :f, line, :rule, 'hold', 'An English <b>sentence</b>', 'Une phrase en français', 'O. Reg. 1, s. 2',
                               '70.5'
                          from generate_series(2, 61) line;
                        with held as (
                            insert into exception_case (type, subject, stable_subject, basis, rule, detail, detail_fr, amount,
                                                        amount_of, sides, opened_at)
                            select 'RULE_HOLD', 'record:' || :f || ':' || line, 'R PAGES-' || line, 'pages-' || line, :rule,
                                   'An English <b>sentence</b>', 'Une phrase en français',
                                   case when line > 2 then line * 100 end, case when line > 2 then 'CREDIT' end,
                                   cast('[{"source":"exception-pages","file":' || :f || ',"line":' || line
                                        || ',"value":"70.5","choice":"left"}]' as jsonb),
                                   now() - line * interval '1 hour'
                              from generate_series(2, 61) line
                            returning id, split_part(subject, ':', 3) as line)
                        insert into exception_record select id, :f, cast(line as integer) from held
                        """)
                .param("f", file)
                .param("rule", RULE)
                .update();
    }

    @AfterEach
    void leave_no_trace() {
        jdbc.sql(
                        """
                        delete from exception_note where exception_id in (select id from exception_case where rule = :rule);
                        delete from resolution where exception_id in (select id from exception_case where rule = :rule);
                        delete from exception_record where exception_id in (select id from exception_case where rule = :rule);
                        delete from exception_case where rule = :rule;
                        delete from dirty_key where key like '%7654322%' or key like '%PAGES-%';
                        delete from sender_response where file_id = :f;
                        delete from registration where file_id = :f;
                        delete from balance_delta where file_id = :f;
                        delete from finding where file_id = :f;
                        delete from file where id = :f
                        """)
                .param("f", file)
                .param("rule", RULE)
                .update();
    }

    String page(String address) throws Exception {
        return body(get(URI.create(address)).with(user("v").roles("VIEWER")));
    }

    String body(MockHttpServletRequestBuilder request) throws Exception {
        return web.perform(request).andReturn().getResponse().getContentAsString(StandardCharsets.UTF_8);
    }

    long id(int line) {
        return jdbc.sql("select id from exception_case where basis = :basis")
                .param("basis", "pages-" + line)
                .query(Long.class)
                .single();
    }

    String text(String sql) {
        return jdbc.sql(sql).query(String.class).single();
    }

    MvcResult send(MockHttpServletRequestBuilder request) throws Exception {
        return web.perform(request.with(csrf())).andReturn();
    }

    static RequestPostProcessor operator() {
        return user("o").roles("VIEWER", "OPERATOR");
    }

    static RequestPostProcessor both(String name) {
        return user(name).roles("VIEWER", "OPERATOR", "APPROVER");
    }

    static List<String> keys(String html) {
        return Pattern.compile("<a href=\"/exceptions/\\d+\">([^<]+)</a>")
                .matcher(html)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    MockHttpServletRequestBuilder resolve(int line, int revision, String resolution, String reason) {
        return post("/exceptions/" + id(line) + "/resolve")
                .param("resolution", resolution)
                .param("revision", String.valueOf(revision))
                .param("reason", reason)
                .with(operator());
    }

    static String notice(MvcResult result) {
        return ((Text) Objects.requireNonNull(result.getFlashMap().get("notice"))).en();
    }

    static String problem(MvcResult result) {
        return ((Text) Objects.requireNonNull(result.getFlashMap().get("problem"))).en();
    }

    MockHttpServletRequestBuilder bulk(String address, String action, String text, int... lines) {
        MockHttpServletRequestBuilder request = post(address)
                .param("action", action)
                .param("text", text)
                .param("filter", "rule=PAGES-01&size=7")
                .with(operator());
        for (int line : lines) {
            request.param("selected", id(line) + ":1");
        }
        return request;
    }
}
