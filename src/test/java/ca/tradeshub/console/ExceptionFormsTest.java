// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import ca.tradeshub.console.typed.TypedText;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** What each role does with exceptions on the pages: alone, in bulk and by a table. */
class ExceptionFormsTest extends ExceptionPages {

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
    void the_end_of_a_line_counts_as_one_character_as_in_the_browser() throws Exception {
        String longest = "a\r\n".repeat(999) + "bc";

        MvcResult noted = send(
                post("/exceptions/" + id(5) + "/note").param("note", longest).with(operator()));

        assertThat(notice(noted)).isEqualTo("The note is stored.");
        assertThat(text("select length(note)::text from exception_note")).isEqualTo("2000");
    }

    @Test
    void a_filter_whose_address_would_be_too_long_is_refused() throws Exception {
        for (String list : List.of("/exceptions", "/records", "/files")) {
            String parameter = list.equals("/files") ? "typed-name" : "typed";
            assertThat(status(post(list + "/filter")
                            .param(parameter, "x".repeat(10_000))
                            .with(csrf())
                            .with(operator())))
                    .as(list)
                    .isEqualTo(400);
            assertThat(status(post(list + "/filter")
                            .param(parameter, "x".repeat(120))
                            .with(csrf())
                            .with(operator())))
                    .as(list)
                    .isEqualTo(302);
        }
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
    void the_credit_of_a_claim_is_at_stake_once_in_a_selection() throws Exception {
        jdbc.sql(
                        "update exception_case set subject = 'TWICE', stable_subject = 'TWICE' where basis in ('pages-7', 'pages-8')")
                .update();

        assertThat(send(bulk("/exceptions/bulk", "assign", "", 7, 8, 9))
                        .getResponse()
                        .getContentAsString(StandardCharsets.UTF_8))
                .contains("Possible for 3 of 3.", "Tax credit at stake: $1,700.00");
    }

    @Test
    void a_form_to_end_a_resolution_keeps_its_reason_when_it_is_refused() throws Exception {
        for (String end : List.of("withdraw", "undo")) {
            MvcResult refused = send(post("/exceptions/" + id(6) + "/" + end)
                    .param("resolution", "999999")
                    .param("reason", "Wrong person")
                    .with(operator()));
            assertThat(problem(refused)).contains("does not exist");
            assertThat(refused.getFlashMap().get("typed"))
                    .isEqualTo(TypedText.of(
                            end.equals("undo") ? "undo-reason-999999" : "withdraw-reason", "Wrong person"));
        }
    }

    @Test
    void what_was_typed_before_a_session_ended_is_in_the_form_after_the_login_once_and_for_its_user() throws Exception {
        String address = "/exceptions/" + id(6);
        MockHttpSession session = typedAndLoggedIn("http://localhost" + address + "?lang=en", "operator");
        assertThat(body(get("/exceptions").session(session))).doesNotContain("of Tremblay");
        assertThat(body(get(address).session(session)))
                .contains("id=\"note\">Called &lt;the&gt; sister of Tremblay</textarea>");
        assertThat(body(get(address).session(session))).as("once").doesNotContain("of Tremblay");

        assertThat(body(get(address).session(typedAndLoggedIn("http://localhost" + address, "approver"))))
                .as("another user")
                .doesNotContain("of Tremblay");
        assertThat(body(get(address).session(typedAndLoggedIn("http://other.example" + address, "operator"))))
                .as("a form of another site")
                .doesNotContain("of Tremblay");
    }

    /** A session after a note was sent from a page without one, and its user or another has logged in. */
    private MockHttpSession typedAndLoggedIn(String page, String user) throws Exception {
        MockHttpSession session = new MockHttpSession();
        assertThat(web.perform(post("/exceptions/" + id(6) + "/note")
                                .session(session)
                                .header("Referer", page)
                                .param("typist", "operator")
                                .param("field", "note")
                                .param("note", "Called <the> sister of Tremblay"))
                        .andReturn()
                        .getResponse()
                        .getRedirectedUrl())
                .isEqualTo("/login?ended");
        web.perform(post("/login")
                .session(session)
                .with(csrf().asHeader())
                .param("username", user)
                .param("password", "demo"));
        return session;
    }

    @Test
    void what_was_chosen_in_the_list_before_a_session_ended_is_chosen_after_the_login() throws Exception {
        MockHttpSession session = new MockHttpSession();
        web.perform(post("/exceptions/bulk")
                .session(session)
                .header("Referer", "http://localhost/exceptions?size=200")
                .param("typist", "operator")
                .param("field", "bulk-text")
                .param("selected", id(6) + ":1", id(7) + ":99", "<b>")
                .param("action", "assign")
                .param("text", ""));
        web.perform(post("/login")
                .session(session)
                .with(csrf().asHeader())
                .param("username", "operator")
                .param("password", "demo"));

        String list = body(get("/exceptions?size=200").session(session));
        assertThat(list)
                .containsPattern("<input[^>]*id=\"select-" + id(6) + "\"[^>]* checked")
                .containsPattern("<option value=\"assign\"[^>]* selected")
                .doesNotContainPattern("id=\"select-" + id(7) + "\"[^>]* checked");
        assertThat(body(get("/exceptions?size=200").session(session)))
                .as("once")
                .doesNotContain(" checked");
    }

    @Test
    void a_form_without_the_reason_that_it_needs_keeps_what_was_chosen() throws Exception {
        MvcResult refused = send(post("/exceptions/bulk")
                .with(operator())
                .param("selected", id(6) + ":1")
                .param("action", "REJECT")
                .param("text", " "));

        assertThat(problem(refused)).startsWith("This action needs");
        assertThat(refused.getFlashMap().get("typed"))
                .isEqualTo(TypedText.of("bulk-text", " ", List.of(id(6) + ":1"), "REJECT"));
    }

    @Test
    void a_stale_or_incomplete_form_is_refused_with_a_sentence_and_keeps_the_reason() throws Exception {
        MvcResult stale = send(resolve(6, 9, "REJECT", "Wrong person"));
        assertThat(problem(stale))
                .isEqualTo("The exception has changed since you opened it. Read it again, then decide.");
        assertThat(stale.getFlashMap().get("typed")).isEqualTo(TypedText.of("reason", "Wrong person"));
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
                .contains("Done for 1 of 2.")
                .doesNotContain("table-confirm", "Possible for");
        assertThat(text("select kind || ' ' || author from resolution where exception_id = " + id(6)))
                .isEqualTo("ACCEPT o");
    }

    private int status(MockHttpServletRequestBuilder request) throws Exception {
        return web.perform(request).andReturn().getResponse().getStatus();
    }
}
