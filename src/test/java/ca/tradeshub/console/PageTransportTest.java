// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.testing.HubTest;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;

/** Pages and their files over HTTP, as a browser receives them. */
@HubTest
class PageTransportTest {

    @Value("${local.server.port}")
    int port;

    private HttpConsole web;

    @BeforeEach
    void a_browser() {
        web = new HttpConsole(port);
    }

    @Test
    void a_link_opened_before_the_login_arrives_after_it_with_its_filters() throws Exception {
        String link = "/exceptions?type=RULE_HOLD&sort=-amount";
        HttpResponse<byte[]> redirect = web.get(link);
        assertThat(redirect.statusCode()).isEqualTo(302);
        assertThat(HttpConsole.location(redirect)).endsWith("/login");

        HttpResponse<byte[]> arrived = web.logIn();
        assertThat(HttpConsole.location(arrived)).endsWith(link);
        HttpResponse<byte[]> page = web.get(link);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(HttpConsole.text(page)).contains("value=\"RULE_HOLD\" selected=\"selected\"");
    }

    @Test
    void pages_are_compressed_and_kept_by_no_cache() throws Exception {
        web.logIn();
        for (String path : new String[] {"/", "/exceptions", "/records", "/messages", "/law"}) {
            HttpResponse<byte[]> page = web.get(path);
            assertThat(HttpConsole.header(page, "Content-Encoding")).as(path).isEqualTo("gzip");
            assertThat(HttpConsole.header(page, "Cache-Control")).as(path).contains("no-store");
            assertThat(page.body().length)
                    .as(path)
                    .isLessThan(HttpConsole.text(page).length());
        }
    }

    @Test
    void style_and_script_are_compressed_and_their_addresses_change_with_their_content() throws Exception {
        String page = HttpConsole.text(web.get("/login"));
        for (String kind : new String[] {"css", "js"}) {
            Matcher address = Pattern.compile("\"(/console-[0-9a-f]{32}\\." + kind + ")\"")
                    .matcher(page);
            assertThat(address.find()).as(kind).isTrue();
            HttpResponse<byte[]> file = web.get(address.group(1));
            assertThat(file.statusCode()).isEqualTo(200);
            assertThat(HttpConsole.header(file, "Content-Encoding")).isEqualTo("gzip");
            assertThat(HttpConsole.header(file, "Cache-Control")).contains("max-age=31536000", "public");
            assertThat(web.head(address.group(1)).statusCode()).isEqualTo(200);
        }
    }
}
