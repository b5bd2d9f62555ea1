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
import ca.tradeshub.protection.SinProtection;
import ca.tradeshub.testing.HubTest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/** A file of 120 registrations and a key with two versions, and the pages and the API as their readers call them. */
@HubTest
abstract class ListPages {

    /** No consumer has it, so the running hub sends nothing of these tests. */
    static final String QUEUE = "list-pages.queue";

    static final String SIN = "130692544";

    static final ObjectMapper JSON = new ObjectMapper();

    @Autowired
    WebApplicationContext context;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    SinProtection sins;

    MockMvc web;

    long file;

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
                        insert into registration (file_id, byte_offset, changed_at, line, byte_length, feed, state,
                                                  record_key, amount, rule, agreement_number, client_id, account_number,
                                                  sin_hash, trade, canonical)
                        select :f, line, now(), line, 1, 'R',
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

    /** The page to which a search leads. */
    String search(String text) throws Exception {
        return search(new MockHttpSession(), text);
    }

    String search(MockHttpSession session, String text) throws Exception {
        MockHttpServletResponse made = response(post("/search")
                .session(session)
                .param("text", text)
                .with(csrf())
                .with(user("v").roles("VIEWER")));
        assertThat(made.getRedirectedUrl()).matches("/search\\?found=\\d+");
        return found(session, made.getRedirectedUrl());
    }

    String found(MockHttpSession session, String path) throws Exception {
        return response(get(URI.create(path)).session(session).with(user("v").roles("VIEWER")))
                .getContentAsString(StandardCharsets.UTF_8);
    }

    String operator(MockHttpSession session, String path) throws Exception {
        return response(get(path).session(session).with(user("o").roles("OPERATOR")))
                .getContentAsString(StandardCharsets.UTF_8);
    }

    /** The reference of a key in an address. */
    String reference(String key) {
        return sins.reference(key);
    }

    JsonNode api(String path) throws Exception {
        return JSON.readTree(response(get(URI.create(path)).with(httpBasic("viewer", "demo")))
                .getContentAsString(StandardCharsets.UTF_8));
    }

    String csv(String path) throws Exception {
        return response(get(path).with(user("v").roles("VIEWER"))).getContentAsString(StandardCharsets.UTF_8);
    }

    String page(String path) throws Exception {
        return response(get(URI.create(path)).with(user("v").roles("VIEWER")))
                .getContentAsString(StandardCharsets.UTF_8);
    }

    MockHttpServletResponse response(MockHttpServletRequestBuilder request) throws Exception {
        return web.perform(request).andReturn().getResponse();
    }
}
