// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import ca.tradeshub.console.reveal.RevealedValues;
import ca.tradeshub.explanation.Explanations;
import ca.tradeshub.overview.records.RecordList;
import ca.tradeshub.testing.DemoLedger;
import ca.tradeshub.testing.HubSteps;
import ca.tradeshub.testing.HubTest;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.servlet.LocaleResolver;
import org.thymeleaf.spring6.view.ThymeleafViewResolver;

/** The explanations of the demo's records and messages as pages. */
@HubTest
class ExplanationPageTest {

    private static HubSteps demo;

    @Autowired
    ThymeleafViewResolver views;

    @Autowired
    LocaleResolver locales;

    private MockMvc web;

    @BeforeAll
    static void the_demo() throws IOException {
        demo = DemoLedger.load();
    }

    @AfterAll
    static void close() throws IOException {
        demo.close();
    }

    @BeforeEach
    void pages_over_the_demo() {
        web = MockMvcBuilders.standaloneSetup(new ExplanationPage(
                        demo.bean(Explanations.class), demo.bean(RecordList.class), new RevealedValues(demo.clock())))
                .setControllerAdvice(new PageFrame())
                .setViewResolvers(views::resolveViewName)
                .setLocaleResolver(locales)
                .build();
    }

    @Test
    void a_record_of_every_feed_and_state_is_explained_in_both_languages() throws Exception {
        List<String> ids = demo.jdbc()
                .sql(
                        """
                        select distinct on (feed, state, rule) file_id || ':' || line from record
                         order by feed, state, rule, file_id, line
                        """)
                .query(String.class)
                .list();

        assertThat(ids).hasSizeGreaterThan(4);
        int withReasons = 0;
        for (String id : ids) {
            assertTranslated(id);
            withReasons += html(id, "en").contains("not applicable") ? 1 : 0;
        }
        assertThat(withReasons).isGreaterThan(3);
    }

    @Test
    void a_message_of_every_queue_and_kind_is_explained_in_both_languages() throws Exception {
        List<String> ids = demo.jdbc()
                .sql("select distinct on (queue, kind) message_id from message order by queue, kind, id")
                .query(String.class)
                .list();

        assertThat(ids).hasSizeGreaterThanOrEqualTo(2);
        for (String id : ids) {
            assertTranslated(id);
        }
    }

    private void assertTranslated(String id) throws Exception {
        String english = html(id, "en");
        String french = html(id, "fr");

        PageText.assertTranslated(english, french);
        assertThat(english).contains("<html lang=\"en-CA\"", "Rule set of the evaluation");
        assertThat(french)
                .doesNotContain(
                        ">not applicable<", ">satisfied<", ">fails<", ">unknown<", " is missing<", "badge hold\">held<")
                .contains("<html lang=\"fr-CA\"", "Jeu de règles de l&#39;évaluation");
        // A record that could not be read has no rule results.
        assertThat(french.contains("ne s&#39;applique pas")).isEqualTo(english.contains("not applicable"));
    }

    private String html(String id, String language) throws Exception {
        return web.perform(get("/explain/" + id).header("Accept-Language", language))
                .andReturn()
                .getResponse()
                .getContentAsString();
    }
}
