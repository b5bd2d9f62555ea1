// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The page of an exception, and what each role sees on it. */
class ExceptionPageTest extends ExceptionPages {

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
    void the_page_and_the_api_have_the_other_rules_that_hold_the_record_with_their_law() throws Exception {
        String address = "/exceptions/" + id(7);
        assertThat(page(address)).doesNotContain("h-holds");
        jdbc.sql(
                        """
                        insert into finding (file_id, line, rule, outcome, message_en, message_fr, citation)
                        values (:f, 7, 'PAGES-02', 'hold', 'Too <late>', 'Trop tard', 'O. Reg. 1, s. 9'),
                               (:f, 7, 'PAGES-03', 'warn', 'A warning', 'Un avertissement', 'O. Reg. 1, s. 8')
                        """)
                .param("f", file)
                .update();

        assertThat(page(address))
                .contains("/law#r-PAGES-02", "Too &lt;late&gt;", "O. Reg. 1, s. 9")
                .doesNotContain("PAGES-03");
        assertThat(body(get("/api/v1" + address).with(httpBasic("viewer", "demo"))))
                .contains("\"otherHolds\":[{\"rule\":\"PAGES-02\",", "\"citation\":\"O. Reg. 1, s. 9\"}]");
        jdbc.sql("update exception_case set closed_at = now(), closed_by = 'DATA' where id = :id")
                .param("id", id(7))
                .update();
        assertThat(page(address)).as("closed").doesNotContain("h-holds");
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
}
