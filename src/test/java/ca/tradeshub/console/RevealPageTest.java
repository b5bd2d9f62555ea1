// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import ca.tradeshub.canonical.Text;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpSession;

/** What an operator reveals with a reason. */
class RevealPageTest extends ListPages {

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

        for (String revealed : List.of(record, "/messages/list-pages-1")) {
            assertThat(response(get(revealed).session(session).with(user("o").roles("OPERATOR")))
                            .getHeader("Cache-Control"))
                    .as(revealed)
                    .contains("no-store");
        }

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
}
