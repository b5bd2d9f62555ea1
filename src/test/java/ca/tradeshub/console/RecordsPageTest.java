// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletResponse;

/** The lists of records and files as pages and as CSV: every row is reached, and filters and order are in the address. */
class RecordsPageTest extends ListPages {

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
        assertThat(page("/records?feed=registrations&key=" + reference("LIST-PAGES-6")))
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
                "/messages/list-pages-1?asOf=2026-02-30",
                "/messages/list-pages-1?asOf=%2B999999999-12-31"
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
}
