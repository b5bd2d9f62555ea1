// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpSession;

/** The search as a page and by the API. */
class SearchPageTest extends ListPages {

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
}
