// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import ca.tradeshub.canonical.Text;
import ca.tradeshub.console.request.SealedTexts;
import ca.tradeshub.testing.HubTest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/** The list of exceptions, the page of one, and what each role does there, alone, in bulk and by a table. */
@HubTest
class ExceptionPagesTest {

    private static final String RULE = "PAGES-01";

    @Autowired
    WebApplicationContext context;

    @Autowired
    SealedTexts sealed;

    @Autowired
    JdbcClient jdbc;

    private MockMvc web;
    private long file;

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
                        insert into registration (file_id, byte_offset, file_order, changed_at, line, byte_length, feed, state,
                                                  record_key, amount, rule, agreement_number, client_id, account_number,
                                                  trade, withheld, canonical)
                        select :f, line, 780000, now(), line, 1, 'R', 'HELD', 'PAGES-' || line, 2, :rule,
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

    @Test
    void the_list_shows_the_highest_amount_first_and_every_exception_can_be_reached() throws Exception {
        String first = page("/exceptions?rule=" + RULE);

        assertThat(keys(first)).hasSize(50).startsWith("PAGES-61", "PAGES-60");
        assertThat(first)
                .contains("<small>60</small>", "6,100.00", "An English &lt;b&gt;sentence&lt;/b&gt;")
                .contains("Tax credit at stake: $188,800.00")
                .doesNotContain("style=", "<b>sentence");
        List<String> rest = keys(page(next(first)));
        assertThat(rest).hasSize(10).endsWith("PAGES-3", "PAGES-2");
    }

    @Test
    void a_side_that_a_control_file_states_is_named_after_the_file_and_leads_to_it() throws Exception {
        Long id = jdbc.sql(
                        """
                        update exception_case
                           set sides = cast('[{"source":"maple/PAY_1","controlFile":' || :f || ',"value":"1.00","choice":"a"},'
                                            || '{"source":"maple","value":"2.00","choice":"left"}]' as jsonb)
                         where rule = :rule and basis = 'pages-2'
                        returning id
                        """)
                .param("f", file)
                .param("rule", RULE)
                .query(Long.class)
                .single();

        assertThat(page("/exceptions/" + id))
                .contains("<a href=\"/files/" + file + "\">maple/PAY_1</a></h3>", "<h3>maple</h3>");
    }

    @Test
    void the_api_lists_what_the_page_lists() throws Exception {
        JsonNode first = new ObjectMapper().readTree(page("/api/v1/exceptions?size=50&rule=" + RULE));

        assertThat(first.at("/total").asLong()).isEqualTo(60);
        assertThat(first.at("/exceptions")).hasSize(50);
        assertThat(first.at("/exceptions/0/about").asText()).isEqualTo("PAGES-61");
        assertThat(first.at("/exceptions/0/amount").asText()).isEqualTo("6100");
        assertThat(first.at("/exceptions/0/amountOf").asText()).isEqualTo("CREDIT");
        assertThat(first.at("/exceptions/0/record").asText()).isEqualTo(file + ":61");
        JsonNode rest = new ObjectMapper()
                .readTree(page("/api/v1/exceptions?size=50&rule=" + RULE + "&after="
                        + first.at("/next").asText()));
        assertThat(rest.at("/exceptions")).hasSize(10);
        assertThat(rest.at("/next").isNull()).isTrue();
    }

    @Test
    void every_order_reaches_every_exception_once() throws Exception {
        for (String order :
                List.of("amount", "oldest", "newest", "type", "key", "rule", "assigned", "problem", "noted", "state")) {
            List<String> read = new ArrayList<>();
            String address = "/exceptions?size=7&sort=" + order + "&rule=" + RULE;
            while (address != null) {
                String html = page(address);
                read.addAll(keys(html));
                address = html.contains("rel=\"next\"") ? next(html) : null;
            }
            assertThat(read).as(order).hasSize(60).doesNotHaveDuplicates();
        }
    }

    @Test
    void headings_sort_by_problem_last_note_and_state_and_the_download_follows() throws Exception {
        jdbc.sql("update exception_case set detail = 'A =1+1' where id = :id")
                .param("id", id(20))
                .update();
        jdbc.sql("update exception_case set closed_at = now(), closed_by = 'DATA' where id = :id")
                .param("id", id(30))
                .update();
        jdbc.sql(
                        """
                        insert into exception_note (exception_id, note, author, written_at)
                        values (:first, '=1+1', 'v', now()), (:second, 'later', 'v', now())
                        """)
                .param("first", id(40))
                .param("second", id(50))
                .update();
        String list = "?state=all&rule=" + RULE + "&sort=";

        assertThat(keys(page("/exceptions" + list + "problem"))).startsWith("PAGES-20");
        assertThat(keys(page("/exceptions" + list + "state"))).startsWith("PAGES-30");
        String noted = page("/exceptions" + list + "noted");
        assertThat(keys(noted)).startsWith("PAGES-50", "PAGES-40");
        assertThat(noted).contains("aria-sort=\"descending\"", "sort=-noted", "sort=problem", "sort=state");
        List<String> rows =
                page("/exceptions.csv" + list + "noted").lines().skip(1).toList();
        assertThat(rows).hasSize(60);
        assertThat(rows.get(0)).contains("PAGES-50", ",later,");
        assertThat(rows.get(1)).contains("PAGES-40", ",'=1+1,");
    }

    @Test
    void filters_are_in_the_address() throws Exception {
        assertThat(keys(page("/exceptions?minimum=6000&rule=" + RULE))).containsExactly("PAGES-61", "PAGES-60");
        assertThat(keys(page("/exceptions?key=" + sealed.of("pages-4") + "&sort=key&rule=" + RULE)))
                .hasSize(11)
                .startsWith("PAGES-4", "PAGES-40");
        assertThat(keys(page("/exceptions?type=DUPLICATE_KEY&rule=" + RULE))).isEmpty();
        assertThat(keys(page("/exceptions?state=CLOSED&rule=" + RULE))).isEmpty();
        jdbc.sql("update exception_case set assigned_to = 'v' where basis = 'pages-9'")
                .update();
        jdbc.sql("update exception_case set closed_at = now(), closed_by = 'DATA' where basis = 'pages-10'")
                .update();
        assertThat(keys(page("/exceptions?assigned=me&rule=" + RULE))).containsExactly("PAGES-9");
        assertThat(keys(page("/exceptions?assigned=" + sealed.of("v") + "&rule=" + RULE)))
                .containsExactly("PAGES-9");
        assertThat(page("/exceptions?assigned=none&size=200&rule=" + RULE)).contains("<small>58</small>");
        assertThat(keys(page("/exceptions?state=CLOSED&rule=" + RULE))).containsExactly("PAGES-10");
        assertThat(page("/exceptions?state=all&rule=" + RULE)).contains("<small>60</small>");
        assertThat(web.perform(get("/exceptions?minimum=x").with(user("v").roles("VIEWER")))
                        .andReturn()
                        .getResponse()
                        .getStatus())
                .isEqualTo(400);
    }

    @Test
    void the_list_downloads_as_csv_and_as_a_table_to_decide_in() throws Exception {
        List<String> rows = page("/exceptions.csv?rule=" + RULE).lines().toList();
        assertThat(rows).hasSize(61);
        assertThat(rows.get(0)).contains("id,revision,type,state,about");
        assertThat(rows.get(1)).contains("RULE_HOLD,OPEN,PAGES-61," + RULE, "6100,CREDIT");

        List<String> table =
                page("/exceptions/table.csv?minimum=6000&rule=" + RULE).lines().toList();
        assertThat(table).hasSize(3);
        assertThat(table.get(0)).endsWith("decision,chosen,reason");
    }

    @Test
    void the_export_of_the_api_has_the_filters_and_the_order_of_the_list() throws Exception {
        jdbc.sql("update exception_case set closed_at = now(), closed_by = 'DATA' where id = :id")
                .param("id", id(10))
                .update();
        String export = "/api/v1/exceptions/export.csv?rule=" + RULE;
        assertThat(export(export)).as("without a state the open ones").noneMatch(row -> row.contains(",CLOSED,"));
        assertThat(export(export + "&state=CLOSED"))
                .singleElement()
                .asString()
                .contains("RULE_HOLD,CLOSED,PAGES-10," + RULE)
                .endsWith(",,,,");
        assertThat(export(export + "&state=ALL")).hasSize(60);
        assertThat(export(export + "&assigned=none&minimum=6000")).hasSizeBetween(1, 2);
        assertThat(export(export + "&key=" + sealed.of("pages-12")))
                .singleElement()
                .asString()
                .contains("PAGES-12", "ACCEPT REJECT");
        List<String> ascending = export(export + "&sort=-amount");
        List<String> descending = new ArrayList<>(export(export + "&sort=amount"));
        Collections.reverse(descending);
        assertThat(ascending).isEqualTo(descending);
        assertThat(web.perform(get(export + "&state=NONE").with(user("v").roles("VIEWER")))
                        .andReturn()
                        .getResponse()
                        .getStatus())
                .isEqualTo(400);
    }

    private List<String> export(String path) throws Exception {
        return page(path).lines().skip(1).toList();
    }

    @Test
    void the_page_shows_value_source_address_law_and_amount_and_masks_notes() throws Exception {
        jdbc.sql(
                        """
                        insert into exception_note (exception_id, author, written_at, note)
                        values (:id, 'operator', now(), 'Caller gave 046 454 286 and 1990-02-03')
                        """)
                .param("id", id(7))
                .update();

        assertThat(page("/exceptions/" + id(7)))
                .contains(
                        "PAGES-7", "70.5", "exception-pages", "REG_20170131_000780.ndjson:7", "/explain/" + file + ":7")
                .contains("O. Reg. 1, s. 2", "/law#r-" + RULE, "$700.00", "Caller gave *** *** *** and ****-**-**")
                .doesNotContain("046 454 286", "1990-02-03");
        assertThat(page("/exceptions?key=" + sealed.of("pages-7") + "&rule=" + RULE))
                .contains("Caller gave *** *** ***");
        assertThat(web.perform(get("/exceptions/999999999").with(user("v").roles("VIEWER")))
                        .andReturn()
                        .getResponse()
                        .getStatus())
                .isEqualTo(404);
    }

    @Test
    void every_record_that_an_exception_concerns_is_on_one_of_its_pages() throws Exception {
        jdbc.sql(
                        """
                        insert into exception_record select :id, :f, line from generate_series(2, 61) line
                        on conflict do nothing
                        """)
                .param("id", id(7))
                .param("f", file)
                .update();

        String address = "/exceptions/" + id(7);
        assertThat(page(address)).contains(address + "?records=2").doesNotContain("PAGES-61");
        assertThat(page(address + "?records=2")).contains("PAGES-61", address + "?records=1");
        assertThat(page(address + "?records=99")).contains("PAGES-61");
    }

    @Test
    void the_pages_are_in_both_languages() throws Exception {
        for (String address : List.of("/exceptions?rule=" + RULE, "/exceptions/" + id(5), "/")) {
            String english = body(get(address).header("Accept-Language", "en").with(operator()));
            String french = body(get(address).header("Accept-Language", "fr").with(operator()));
            PageText.assertTranslated(english, french);
            assertThat(french).contains("<html lang=\"fr-CA\"");
        }
        assertThat(body(get("/exceptions/" + id(5))
                        .header("Accept-Language", "fr")
                        .with(operator())))
                .contains("Une phrase en français", "Crédit d&#39;impôt en jeu", "500,00");
    }

    @Test
    void only_an_operator_sees_forms_and_an_approver_sees_none_before_a_decision() throws Exception {
        String address = "/exceptions/" + id(5);

        assertThat(page(address))
                .doesNotContain("id=\"assign\"", "id=\"add-note\"", "id=\"resolve\"", "id=\"approve\"");
        assertThat(body(get(address).with(user("a").roles("VIEWER", "APPROVER"))))
                .doesNotContain("id=\"assign\"", "id=\"add-note\"", "id=\"approve\"");
        assertThat(body(get(address).with(operator()))).contains("id=\"assign\"", "id=\"add-note\"", "_csrf");
        assertThat(page("/exceptions?rule=" + RULE)).doesNotContain("name=\"selected\"", "name=\"table\"");
    }

    @Test
    void who_acts_is_the_login_alone() throws Exception {
        MvcResult assigned = send(
                post("/exceptions/" + id(5) + "/assign").param("user", "other").with(operator()));
        assertThat(notice(assigned)).isEqualTo("The exception is assigned to you.");
        assertThat(assigned.getResponse().getRedirectedUrl()).isEqualTo("/exceptions/" + id(5));
        assertThat(text("select assigned_to from exception_case where basis = 'pages-5'"))
                .isEqualTo("o");

        send(post("/exceptions/" + id(5) + "/note")
                .param("note", "Called the sender")
                .param("author", "other")
                .with(operator()));
        assertThat(text("select author || ': ' || note from exception_note")).isEqualTo("o: Called the sender");
        assertThat(page("/exceptions?assigned=" + sealed.of("o") + "&rule=" + RULE))
                .contains("Called the sender");

        MvcResult empty =
                send(post("/exceptions/" + id(5) + "/note").param("note", " ").with(operator()));
        assertThat(problem(empty)).startsWith("Write a note");
        send(post("/exceptions/" + id(5) + "/assign").param("mine", "false").with(operator()));
        assertThat(text("select count(*) from exception_case where basis = 'pages-5' and assigned_to is null"))
                .isEqualTo("1");
    }

    @Test
    void a_form_without_its_token_or_its_right_changes_nothing() throws Exception {
        for (String action : List.of("assign", "note", "resolve", "undo", "withdraw")) {
            String address = "/exceptions/" + id(5) + "/" + action;
            assertThat(status(post(address).with(operator()))).as(action).isEqualTo(403);
            assertThat(status(post(address).with(csrf()).with(user("v").roles("VIEWER"))))
                    .isEqualTo(403);
            assertThat(status(post(address).with(csrf()).with(user("a").roles("VIEWER", "APPROVER"))))
                    .isEqualTo(403);
        }
        for (String action : List.of("approve", "decline")) {
            assertThat(status(post("/exceptions/" + id(5) + "/" + action)
                            .with(csrf())
                            .with(operator())))
                    .as(action)
                    .isEqualTo(403);
        }
        assertThat(status(post("/exceptions/bulk")
                        .param("action", "assign")
                        .with(csrf())
                        .with(user("a").roles("VIEWER", "APPROVER"))))
                .isEqualTo(403);
        assertThat(status(post("/exceptions/bulk")
                        .param("action", "approve")
                        .with(csrf())
                        .with(operator())))
                .isEqualTo(403);
        assertThat(status(post("/exceptions/bulk")
                        .param("action", "anything")
                        .with(csrf())
                        .with(operator())))
                .isEqualTo(400);
        assertThat(text("select count(*) from exception_case where assigned_to is not null and rule = '" + RULE + "'"))
                .isEqualTo("0");
    }

    @Test
    void a_bulk_action_shows_first_what_it_would_do_and_returns_to_the_same_list() throws Exception {
        jdbc.sql("update exception_case set closed_at = now(), closed_by = 'DATA' where basis = 'pages-8'")
                .update();
        String preview = send(bulk("/exceptions/bulk", "assign", "", 7, 8, 9))
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
        assertThat(preview)
                .contains("Possible for 2 of 3.", "The exception is closed.", "Tax credit at stake: $1,600.00")
                .contains("Nothing has been changed yet.");
        assertThat(text("select count(*) from exception_case where assigned_to = 'o'"))
                .isEqualTo("0");

        MvcResult done = send(bulk("/exceptions/bulk/confirm", "assign", "", 7, 8, 9));
        assertThat(notice(done)).isEqualTo("Assign to me: done for 2 of 3 exceptions.");
        assertThat(done.getResponse().getRedirectedUrl()).isEqualTo("/exceptions?rule=PAGES-01&size=7");
        assertThat((List<?>) done.getFlashMap().get("problems")).hasSize(1);
        assertThat(text("select string_agg(basis, ' ' order by basis) from exception_case where assigned_to = 'o'"))
                .isEqualTo("pages-7 pages-9");

        assertThat(problem(send(bulk("/exceptions/bulk", "note", "", 7)))).contains("needs a reason or a note");
        assertThat(problem(send(bulk("/exceptions/bulk", "assign", "")))).startsWith("No exception is selected");
    }

    @Test
    void a_decision_waits_for_another_person_who_can_decline_it() throws Exception {
        String address = "/exceptions/" + id(6);
        assertThat(body(get(address).with(operator())))
                .contains("value=\"ACCEPT\"", "value=\"REJECT\"", "A second person approves", "id=\"resolve\"");
        assertThat(page(address)).contains("Accept as sent").doesNotContain("name=\"resolution\"");

        MvcResult made = send(resolve(6, 1, "ACCEPT", "Checked with 046 454 286"));
        assertThat(notice(made))
                .isEqualTo("Decided: Accept as sent. It has an effect when another person has approved it.");
        assertThat(page("/exceptions?state=AWAITING_APPROVAL&rule=" + RULE))
                .contains("PAGES-6", "Waiting for approval", "Accept as sent, by o");
        assertThat(body(get(address).with(both("o"))))
                .contains("Checked with *** *** ***", "Another person must approve it.")
                .doesNotContain("id=\"approve\"", "046 454 286");
        assertThat(body(get(address).with(both("a")))).contains("id=\"approve\"", "id=\"decline\"");

        String resolution = text("select max(id) from resolution");
        MvcResult byAuthor = send(post(address + "/approve")
                .param("resolution", resolution)
                .param("revision", "1")
                .with(both("o")));
        assertThat(problem(byAuthor)).startsWith("You made this decision yourself");
        MvcResult stale = send(post(address + "/approve")
                .param("resolution", resolution)
                .param("revision", "7")
                .with(both("a")));
        assertThat(problem(stale)).startsWith("The exception has changed");
        assertThat(send(bulk("/exceptions/bulk", "approve", "", 6).with(both("o")))
                        .getResponse()
                        .getContentAsString(StandardCharsets.UTF_8))
                .contains("Possible for 0 of 1.", "You made this decision yourself.");

        String approvable = send(bulk("/exceptions/bulk", "approve", "", 6)
                        .with(user("a").roles("VIEWER", "APPROVER")))
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
        assertThat(approvable)
                .contains(
                        "Possible for 1 of 1.",
                        "Accept as sent, decided by o.",
                        "value=\"" + id(6) + ":1:" + resolution + "\"");
        assertThat(notice(
                        send(bulk("/exceptions/bulk/confirm", "approve", "", 6).with(both("a")))))
                .as("no preview named the resolution")
                .startsWith("Approve: done for 0 of 1");

        MvcResult declined = send(post(address + "/decline")
                .param("resolution", resolution)
                .param("reason", "Not enough")
                .with(both("a")));
        assertThat(notice(declined)).isEqualTo("Declined. The exception is open again.");
        assertThat(page(address)).contains("ended by a", "Not enough");
        assertThat(keys(page("/exceptions?state=OPEN&key=" + sealed.of("pages-6") + "&rule=" + RULE)))
                .contains("PAGES-6");
    }

    @Test
    void a_stale_or_incomplete_form_is_refused_with_a_sentence_and_keeps_the_reason() throws Exception {
        MvcResult stale = send(resolve(6, 9, "REJECT", "Wrong person"));
        assertThat(problem(stale))
                .isEqualTo("The exception has changed since you opened it. Read it again, then decide.");
        assertThat(stale.getFlashMap().get("typedReason")).isEqualTo("Wrong person");
        assertThat(stale.getFlashMap().get("typedResolution")).isNull();
        MvcResult unreasoned = send(resolve(6, 1, "REJECT", " "));
        assertThat(problem(unreasoned)).startsWith("Give a reason");
        assertThat(unreasoned.getFlashMap().get("typedResolution")).isEqualTo("REJECT");
        assertThat(problem(send(resolve(6, 1, "", "Because")))).startsWith("Choose a resolution");
        assertThat(problem(send(resolve(6, 1, "LINK", "Because")))).contains("does not offer");
        assertThat(text("select count(*) from resolution where exception_id = " + id(6)))
                .isEqualTo("0");
    }

    @Test
    void a_table_of_decisions_shows_first_what_would_happen() throws Exception {
        String table = "id,revision,decision,chosen,reason\n%d,1,ACCEPT,,Checked\n%d,4,REJECT,,Wrong\n"
                .formatted(id(6), id(7));
        MvcResult preview = web.perform(multipart("/exceptions/table")
                        .file(new MockMultipartFile("table", table.getBytes(StandardCharsets.UTF_8)))
                        .with(operator())
                        .with(csrf()))
                .andReturn();
        String html = preview.getResponse().getContentAsString(StandardCharsets.UTF_8);
        assertThat(html)
                .contains("Possible for 1 of 2.", "Waiting for approval", "The exception has changed", "table-confirm");
        assertThat(text("select count(*) from resolution where exception_id = " + id(6)))
                .isEqualTo("0");

        MvcResult done = send(post("/exceptions/table/confirm")
                .param("table", Base64.getEncoder().encodeToString(table.getBytes(StandardCharsets.UTF_8)))
                .with(operator()));
        assertThat(done.getResponse().getContentAsString(StandardCharsets.UTF_8))
                .contains("Possible for 1 of 2.")
                .doesNotContain("table-confirm");
        assertThat(text("select kind || ' ' || author from resolution where exception_id = " + id(6)))
                .isEqualTo("ACCEPT o");
    }

    /** What the author of a decision that waits sees on its page, and what others see. */
    @Test
    void the_author_of_what_waits_can_withdraw_it_on_the_page() throws Exception {
        String address = "/exceptions/" + id(6);
        send(resolve(6, 1, "ACCEPT", "r"));
        String resolution = text("select max(id) from resolution");

        assertThat(body(get(address).with(operator())))
                .contains("id=\"withdraw\"", "Reason for withdrawing")
                .doesNotContain("id=\"undo-", "id=\"approve\"");
        assertThat(body(get(address).with(user("p").roles("VIEWER", "OPERATOR"))))
                .doesNotContain("id=\"withdraw\"", "id=\"undo-", "id=\"approve\"");
        assertThat(body(get(address).with(user("o").roles("VIEWER")))).doesNotContain("id=\"withdraw\"");
        MvcResult byOther = send(post(address + "/withdraw")
                .param("resolution", resolution)
                .param("reason", "r")
                .with(user("p").roles("VIEWER", "OPERATOR")));
        assertThat(problem(byOther)).startsWith("Only user o can withdraw what waits here.");

        MvcResult withdrawn = send(post(address + "/withdraw")
                .param("resolution", resolution)
                .param("reason", "r")
                .with(operator()));
        assertThat(notice(withdrawn)).isEqualTo("Withdrawn. The exception is open again.");
        assertThat(body(get(address).with(operator())))
                .contains("id=\"resolve\"")
                .doesNotContain("id=\"withdraw\"");
    }

    @Test
    void an_undoing_that_waits_is_shown_with_who_wants_it_and_what_each_person_can_do() throws Exception {
        String address = "/exceptions/" + id(6);
        long resolution = undoingThatWaits(6);

        String author = body(get(address).with(both("o")));
        assertThat(waiting(author))
                .startsWith(
                        "Waiting for approval Undo: Reject and return to sender, requested by o on 2026-11-20 07:30")
                .contains("Typed twice, *** *** ***", "Another person must approve it.")
                .doesNotContain("046 454 286");
        assertThat(author).contains("id=\"withdraw\"").doesNotContain("id=\"approve\"", "id=\"decline\"", "id=\"undo-");
        assertThat(author).contains("in force; its undoing waits for approval", "decided by ana on 2026-11-19");
        assertThat(waiting(body(get(address).param("lang", "fr").with(both("o")))))
                .startsWith("En attente d'approbation Annuler")
                .contains("Rejeter et retourner à l'expéditeur, demandé par o le 2026-11-20 07:30")
                .contains("Typed twice, *** *** ***", "Motif du retrait", "Retirer");

        String second = body(get(address).with(both("a")));
        assertThat(second).contains("id=\"approve\"", "id=\"decline\"").doesNotContain("id=\"withdraw\"", "id=\"undo-");
        String operator = body(get(address).with(user("p").roles("VIEWER", "OPERATOR")));
        assertThat(operator)
                .contains("A second person with the approver role approves or declines this.")
                .doesNotContain("id=\"approve\"", "id=\"decline\"", "id=\"withdraw\"", "id=\"undo-");

        assertThat(page("/exceptions?state=AWAITING_APPROVAL&rule=" + RULE))
                .contains("PAGES-6", "Undo: Reject and return to sender, by o");
        assertThat(send(bulk("/exceptions/bulk", "assign", "", 6).with(operator()))
                        .getResponse()
                        .getContentAsString(StandardCharsets.UTF_8))
                .contains("Possible for 1 of 1.");
        assertThat(send(bulk("/exceptions/bulk", "approve", "", 6).with(both("a")))
                        .getResponse()
                        .getContentAsString(StandardCharsets.UTF_8))
                .contains(
                        "Possible for 1 of 1.",
                        "Undo: Reject and return to sender, requested by o.",
                        "value=\"" + id(6) + ":1:" + resolution + "\"");

        MvcResult withdrawn = send(post(address + "/withdraw")
                .param("resolution", Long.toString(resolution))
                .param("reason", "It was right")
                .with(operator()));
        assertThat(notice(withdrawn)).isEqualTo("Withdrawn. The decision stays in force.");
        assertThat(body(get(address).with(operator())))
                .contains("id=\"undo-" + resolution + "\"", "It was right")
                .doesNotContain("id=\"h-waiting\"", "id=\"withdraw\"");
    }

    /** A decision of ana that is in force, and that user o wants to undo. */
    private long undoingThatWaits(int line) {
        return jdbc.sql(
                        """
                        with closed as (
                            update exception_case set closed_at = now(), closed_by = 'RESOLUTION' where id = :id)
                        insert into resolution (exception_id, kind, basis, reason, author, decided_at, needs_approval,
                                                undo_asked_by, undo_asked_at, undo_asked_reason)
                        values (:id, 'REJECT', 'pages-' || :line, 'Too high', 'ana', '2026-11-19 12:00Z', false,
                                'o', '2026-11-20 12:30Z', 'Typed twice, 046 454 286')
                        returning id
                        """)
                .param("id", id(line))
                .param("line", line)
                .query(Long.class)
                .single();
    }

    /** The text of the part about what waits, as a person reads it. */
    private static String waiting(String html) {
        return PageText.of(html.replaceFirst("(?s).*(<section aria-labelledby=\"h-waiting\".*?</section>).*", "$1"))
                .replace("&#39;", "'")
                .replaceAll("\\s+", " ")
                .replaceAll(" ([,:]) ", "$1 ")
                .strip();
    }

    /** Requests that cannot be done: user, address, body, and the status and code that they get. */
    private static final String REFUSED =
            """
            operator /resolve                                                                 400 BODY-INVALID
            operator /resolve []                                                              400 BODY-INVALID
            operator /resolve {}                                                              400 EXCEPTIONS-COUNT
            operator /resolve {"resolutions":[]}                                              400 EXCEPTIONS-COUNT
            operator /resolve {"resolutions":[null]}                                          400 FIELD-MISSING
            operator /resolve {"resolutions":[{"exception":$2,"kind":"ACCEPT"}]}              400 FIELD-MISSING
            operator /resolve {"resolutions":[{"exception":$2,"revision":1}]}                 400 FIELD-MISSING
            operator /resolve {"resolutions":[{"exception":"x","revision":1}]}                400 BODY-INVALID
            operator /resolve {"resolutions":[{"exception":$2,"revision":1,"kind":"NO"}]}     400 BODY-INVALID
            operator /resolve {"reason":"r","resolutions":[{"exception":0,"revision":1,"kind":"ACCEPT"}]} 404 EXCEPTION-UNKNOWN
            operator /resolve {"reason":"r","resolutions":[{"exception":$2,"revision":1,"kind":"LINK"}]} 400 EXCEPTION-KIND
            operator /resolve {"resolutions":[{"exception":$2,"revision":1,"kind":"ACCEPT"}]} 400 EXCEPTION-REASON
            operator /resolve {"reason":"r","resolutions":[{"exception":$2,"revision":7,"kind":"ACCEPT"}]} 409 EXCEPTION-STALE
            operator /resolve {"reason":"r","resolutions":[{"exception":$2,"revision":1,"kind":"ACCEPT","chosen":"left"}]} 400 EXCEPTION-NO-CHOICE
            operator /assign {"exceptions":[$2],"to":"a/b;c"}                                 400 EXCEPTION-ASSIGNEE
            operator /assign {"exceptions":[null]}                                            400 FIELD-MISSING
            operator /assign {"exceptions":"all"}                                             400 BODY-INVALID
            operator /assign {"exceptions":[$4],"to":"ben"}                                   409 EXCEPTION-CLOSED
            operator /notes {"exceptions":[$2]}                                               400 EXCEPTION-NOTE
            operator /notes {"exceptions":[999999]}                                           400 EXCEPTION-NOTE
            operator /notes {"exceptions":[999999],"note":"n"}                                404 EXCEPTION-UNKNOWN
            operator /$2/undo {"resolution":999999,"reason":"r"}                              404 EXCEPTION-RESOLUTION
            operator /$2/undo {"reason":"r"}                                                  400 FIELD-MISSING
            operator /999999/undo {"resolution":1,"reason":"r"}                               404 EXCEPTION-UNKNOWN
            operator /$2/withdraw {"resolution":999999,"reason":"r"}                          404 EXCEPTION-RESOLUTION
            operator /$2/withdraw {"reason":"r"}                                              400 FIELD-MISSING
            operator /$4/withdraw {"resolution":$r}                                           400 EXCEPTION-REASON
            operator /$4/withdraw {"resolution":$r,"reason":"r"}                              409 EXCEPTION-NOT-WAITING
            approver /$4/withdraw {"resolution":$r,"reason":"r"}                              403 FORBIDDEN
            operator /x/undo {"resolution":1,"reason":"r"}                                    404 NOT-FOUND
            operator /$2/approve {"resolution":1,"revision":1}                                403 FORBIDDEN
            viewer /notes {"exceptions":[$2],"note":"n"}                                      403 FORBIDDEN
            unknown /notes {"exceptions":[$2],"note":"n"}                                      401 UNAUTHENTICATED
            approver /resolve {}                                                              403 FORBIDDEN
            approver /$2/approve {"resolution":1}                                             400 FIELD-MISSING
            approver /$2/approve {"resolution":999999,"revision":1}                           404 EXCEPTION-RESOLUTION
            approver /$2/decline {"resolution":$r,"reason":"r"}                               404 EXCEPTION-RESOLUTION
            approver /$4/decline {"resolution":$r,"reason":"r"}                               409 EXCEPTION-NOT-WAITING
            approver /$4/approve {"resolution":$r,"revision":1}                               409 EXCEPTION-NOT-WAITING
            """;

    @Test
    void what_the_api_cannot_do_is_a_problem_with_a_code_and_what_to_do() throws Exception {
        jdbc.sql(
                        """
                        update exception_case set closed_at = now(), closed_by = 'RESOLUTION' where id = :id;
                        insert into resolution (exception_id, kind, basis, reason, author, decided_at, needs_approval)
                        values (:id, 'REJECT', 'pages-4', 'r', 'ana', now(), false)
                        """)
                .param("id", id(4))
                .update();
        String resolution = text("select max(id)::text from resolution");
        List<String> wrong = new ArrayList<>();
        for (String line : REFUSED.lines().toList()) {
            List<String> words = List.of(line.strip().split("\\s+"));
            String expected = words.get(words.size() - 2) + " " + words.get(words.size() - 1);
            String text = line.replace("$2", Long.toString(id(2)))
                    .replace("$4", Long.toString(id(4)))
                    .replace("$r", resolution);
            List<String> sent = List.of(text.strip().split("\\s+"));
            MvcResult result = web.perform(post("/api/v1/exceptions" + sent.get(1))
                            .contentType("application/json")
                            .content(sent.size() > 4 ? sent.get(2) : "")
                            .with(httpBasic(sent.get(0), "demo")))
                    .andReturn();
            String is = problem(result, result.getResponse().getStatus());
            if (!is.equals(expected)) {
                wrong.add(line + ": is " + is);
            }
        }
        assertThat(wrong).isEmpty();

        assertThat(problem(get("/api/v1/exceptions/" + id(2) + "/preview?kind=USE_VALUE")))
                .isEqualTo("400 EXCEPTION-KIND");
        assertThat(problem(get("/api/v1/exceptions/" + id(2) + "/preview?kind=NO")))
                .isEqualTo("400 PARAMETER-MISSING");
        assertThat(problem(get("/api/v1/exceptions/" + id(4) + "/preview?kind=REJECT")))
                .isEqualTo("409 EXCEPTION-CLOSED");
        assertThat(problem(get("/api/v1/exceptions/999999/preview?kind=REJECT")))
                .isEqualTo("404 NOT-FOUND");
        assertThat(problem(post("/api/v1/exceptions/import.csv")
                        .contentType("application/json")
                        .content("{}")))
                .isEqualTo("415 NOT-CSV");
        assertThat(problem(post("/api/v1/exceptions/import.csv")
                        .contentType("text/csv")
                        .content("id\n1\n")))
                .isEqualTo("400 TABLE-INVALID");
    }

    private String problem(MockHttpServletRequestBuilder request) throws Exception {
        MvcResult result =
                web.perform(request.with(httpBasic("operator", "demo"))).andReturn();
        return problem(result, result.getResponse().getStatus());
    }

    /** The status and code of a problem that has all its parts. */
    private static String problem(MvcResult result, int status) throws Exception {
        assertThat(result.getResponse().getContentType()).isEqualTo("application/problem+json");
        JsonNode problem = new ObjectMapper().readTree(result.getResponse().getContentAsString(StandardCharsets.UTF_8));
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        for (String member : List.of("/title", "/detail", "/message/en", "/message/fr", "/remedy/en", "/remedy/fr")) {
            assertThat(problem.at(member).asText()).as(member).isNotBlank().doesNotContain("{");
        }
        return status + " " + problem.path("code").asText();
    }

    private MockHttpServletRequestBuilder resolve(int line, int revision, String resolution, String reason) {
        return post("/exceptions/" + id(line) + "/resolve")
                .param("resolution", resolution)
                .param("revision", String.valueOf(revision))
                .param("reason", reason)
                .with(operator());
    }

    private static RequestPostProcessor both(String name) {
        return user(name).roles("VIEWER", "OPERATOR", "APPROVER");
    }

    private MockHttpServletRequestBuilder bulk(String address, String action, String text, int... lines) {
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

    private MvcResult send(MockHttpServletRequestBuilder request) throws Exception {
        return web.perform(request.with(csrf())).andReturn();
    }

    private static String notice(MvcResult result) {
        return ((Text) Objects.requireNonNull(result.getFlashMap().get("notice"))).en();
    }

    private static String problem(MvcResult result) {
        return ((Text) Objects.requireNonNull(result.getFlashMap().get("problem"))).en();
    }

    private long id(int line) {
        return jdbc.sql("select id from exception_case where basis = :basis")
                .param("basis", "pages-" + line)
                .query(Long.class)
                .single();
    }

    private String text(String sql) {
        return jdbc.sql(sql).query(String.class).single();
    }

    private static RequestPostProcessor operator() {
        return user("o").roles("VIEWER", "OPERATOR");
    }

    private String page(String address) throws Exception {
        return body(get(URI.create(address)).with(user("v").roles("VIEWER")));
    }

    private String body(MockHttpServletRequestBuilder request) throws Exception {
        return web.perform(request).andReturn().getResponse().getContentAsString(StandardCharsets.UTF_8);
    }

    private int status(MockHttpServletRequestBuilder request) throws Exception {
        return web.perform(request).andReturn().getResponse().getStatus();
    }

    private static List<String> keys(String html) {
        return Pattern.compile("<a href=\"/exceptions/\\d+\">([^<]+)</a>")
                .matcher(html)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static String next(String html) {
        return Pattern.compile("<a href=\"([^\"]+)\" rel=\"next\"")
                .matcher(html)
                .results()
                .map((MatchResult found) -> found.group(1).replace("&amp;", "&"))
                .findFirst()
                .orElseThrow();
    }
}
