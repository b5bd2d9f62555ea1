// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletResponse;

/** Numbers of persons are in no page, download, response or address. */
class PersonNumbersTest extends ListPages {

    /** Account and client numbers are masked by one function, wherever a person or a program reads them. */
    @Test
    void numbers_of_persons_are_in_no_page_download_or_response_of_the_api() throws Exception {
        for (String path : List.of(
                "/messages",
                "/messages?queue=list-pages.queue&sort=key",
                "/messages/list-pages-2",
                "/messages.csv",
                "/explain/list-pages-2",
                "/files/" + file,
                "/records?file=" + file,
                "/records.csv?file=" + file,
                "/explain/" + file + ":6",
                "/exceptions",
                "/exceptions.csv",
                "/")) {
            assertThat(page(path)).as(path).isNotEmpty().doesNotContain("76543210", "7654321/", "\"7654321\"");
        }
        for (String path : List.of(
                "/api/v1/messages?queue=list-pages.queue",
                "/api/v1/messages/list-pages-2",
                "/api/v1/messages/list-pages-2/history",
                "/api/v1/keys/list-pages.queue/history?key=" + reference("76543210/309A"),
                "/api/v1/records?file=" + file,
                "/api/v1/records/" + file + "/6",
                "/api/explain/list-pages-2",
                "/api/explain/" + file + ":6")) {
            assertThat(api(path).toString()).as(path).doesNotContain("76543210", "\"7654321\"");
        }
        assertThat(page("/messages/list-pages-2")).contains("******10/309A");
        assertThat(search("76543210"))
                .contains("******10", "/explain/" + file + ":")
                .doesNotContain("76543210");
        assertThat(search("76543210/309A")).contains("******10/309A").doesNotContain("76543210");
    }

    /** What is typed into a filter is sent in the body, and the address has its reference. */
    @ParameterizedTest
    @ValueSource(strings = {"/records", "/exceptions"})
    void a_key_that_is_typed_into_a_filter_is_in_no_address(String list) throws Exception {
        for (String typed : List.of("76543210", "76543210/309A", "130 692 544", "Tremblay", "LIST-PAGES-6")) {
            MockHttpServletResponse chosen = response(post(list + "/filter")
                    .param("typed", typed)
                    .param("sort", "key")
                    .param("rule", "a b&c")
                    .param("other", "x")
                    .with(csrf())
                    .with(user("v").roles("VIEWER")));
            assertThat(chosen.getStatus()).isEqualTo(302);
            String address = chosen.getRedirectedUrl();
            assertThat(address)
                    .startsWith(list + "?rule=a%20b%26c&")
                    .contains("sort=key", "key=" + reference(typed))
                    .doesNotContain(typed, typed.replace(" ", "%20"), "other");
            String page = page(address);
            assertThat(page).contains("name=\"key\" value=\"" + reference(typed) + "\"");
            assertThat(addresses(page)).isNotEmpty().noneMatch(each -> each.contains(typed));
        }
    }

    @Test
    void what_is_typed_into_the_filter_of_files_and_a_login_name_are_in_no_address() throws Exception {
        MockHttpServletResponse files = response(post("/files/filter")
                .param("typed-name", "Tremblay")
                .param("typed-employer", "130692544")
                .param("open", "true")
                .with(csrf())
                .with(user("v").roles("VIEWER")));
        assertThat(files.getRedirectedUrl())
                .isEqualTo(
                        "/files?employer=" + reference("130692544") + "&name=" + reference("Tremblay") + "&open=true");
        String page = page(files.getRedirectedUrl());
        assertThat(page).contains("Employer, nine digits: *********", "File name begins with: Tremblay");
        assertThat(addresses(page))
                .isNotEmpty()
                .noneMatch(each -> each.contains("Tremblay") || each.contains("130692544"));

        MockHttpServletResponse whose = response(post("/exceptions/filter")
                .param("whose", "ana.tremblay")
                .with(csrf())
                .with(user("v").roles("VIEWER")));
        assertThat(whose.getRedirectedUrl()).isEqualTo("/exceptions?assigned=" + reference("ana.tremblay"));
        assertThat(response(post("/exceptions/filter")
                                .param("whose", "me")
                                .param("assigned", reference("ana.tremblay"))
                                .with(csrf())
                                .with(user("v").roles("VIEWER")))
                        .getRedirectedUrl())
                .isEqualTo("/exceptions?assigned=me");
        MockHttpServletResponse plain =
                response(get("/exceptions?assigned=ana.tremblay").with(user("v").roles("VIEWER")));
        assertThat(plain.getStatus()).isEqualTo(400);
        assertThat(plain.getContentAsString()).doesNotContain("ana.tremblay");
    }

    @Test
    void the_filter_keeps_its_key_until_it_is_removed_and_lists_by_it() throws Exception {
        String page = page("/records?feed=registrations&key=" + reference("LIST-PAGES-6"));
        assertThat(page)
                .contains("Key: LIST-PAGES-6", "href=\"/records?feed=registrations\"")
                .contains("/records.csv?feed=registrations&amp;key=" + reference("LIST-PAGES-6"))
                .contains("/explain/" + file + ":6\"");
        assertThat(page("/records?key=" + reference("76543210"))).contains("Key: ******10");
        MockHttpServletResponse again = response(post("/records/filter")
                .param("typed", " ")
                .param("key", reference("LIST-PAGES-6"))
                .param("state", "HELD")
                .with(csrf())
                .with(user("v").roles("VIEWER")));
        assertThat(again.getRedirectedUrl()).isEqualTo("/records?state=HELD&key=" + reference("LIST-PAGES-6"));
    }

    /** A plain key, or the reference of another hub, is refused and not repeated. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/records?key=",
                "/records.csv?key=",
                "/records?claim=",
                "/exceptions?key=",
                "/exceptions?assigned=",
                "/files?name=",
                "/files?employer=",
                "/files.csv?name=",
                "/api/v1/files?name=",
                "/api/v1/files?employer=",
                "/api/v1/exceptions?assigned=",
                "/exceptions.csv?key=",
                "/exceptions/table.csv?key=",
                "/api/v1/records?key=",
                "/api/v1/records?claim=",
                "/api/v1/exceptions?key=",
                "/api/v1/exceptions/export.csv?key=",
                "/api/v1/keys/list-pages.queue/history?key="
            })
    void an_address_with_a_plain_key_is_a_wrong_request(String path) throws Exception {
        for (String key : List.of("76543210", "~76543210", "~", "~" + "A".repeat(80), "x".repeat(2000))) {
            MockHttpServletResponse response = path.startsWith("/api/")
                    ? response(get(path + key).with(httpBasic("viewer", "demo")))
                    : response(get(path + key).with(user("v").roles("VIEWER")));
            assertThat(response.getStatus()).as(key).isEqualTo(400);
            assertThat(response.getContentAsString()).doesNotContain(key.length() > 1 ? key : "~\"");
        }
    }

    /** Every link and form of the pages that name keys, followed once. */
    @Test
    void no_link_or_form_of_a_page_has_the_number_of_a_person_or_a_key_in_its_address() throws Exception {
        Set<String> all = new TreeSet<>();
        for (String path : List.of(
                "/",
                "/exceptions",
                "/records?file=" + file,
                "/messages?file=" + file,
                "/messages/list-pages-2",
                "/files/" + file,
                "/explain/" + file + ":6",
                "/explain/list-pages-2")) {
            all.addAll(addresses(page(path)));
        }
        assertThat(all)
                .hasSizeGreaterThan(60)
                .anyMatch(address -> address.contains("key=~"))
                .noneMatch(address -> address.contains("7654321") || address.contains("LIST-PAGES"));
    }

    private static List<String> addresses(String page) {
        return Pattern.compile("(?:href|action|formaction)=\"([^\"]*)\"")
                .matcher(page)
                .results()
                .map(found -> found.group(1))
                .toList();
    }
}
