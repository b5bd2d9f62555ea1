// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.testing.HubTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;

/** Pages and their files over HTTP, as a browser receives them. */
@HubTest
class PageTransportTest {

    @Value("${local.server.port}")
    int port;

    private final HttpClient web = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    @Test
    void a_link_opened_before_the_login_arrives_after_it_with_its_filters() throws Exception {
        String link = "/exceptions?type=RULE_HOLD&sort=-amount";
        HttpResponse<byte[]> redirect = get(link);
        assertThat(redirect.statusCode()).isEqualTo(302);
        assertThat(location(redirect)).endsWith("/login");

        HttpResponse<byte[]> arrived = logIn();
        assertThat(location(arrived)).endsWith(link);
        HttpResponse<byte[]> page = get(link);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(text(page)).contains("value=\"RULE_HOLD\" selected=\"selected\"");
    }

    @Test
    void pages_are_compressed_and_kept_by_no_cache() throws Exception {
        logIn();
        for (String path : new String[] {"/", "/exceptions", "/records", "/messages", "/law"}) {
            HttpResponse<byte[]> page = get(path);
            assertThat(header(page, "Content-Encoding")).as(path).isEqualTo("gzip");
            assertThat(header(page, "Cache-Control")).as(path).contains("no-store");
            assertThat(page.body().length).as(path).isLessThan(text(page).length());
        }
    }

    @Test
    void style_and_script_are_compressed_and_their_addresses_change_with_their_content() throws Exception {
        String page = text(get("/login"));
        for (String kind : new String[] {"css", "js"}) {
            Matcher address = Pattern.compile("\"(/console-[0-9a-f]{32}\\." + kind + ")\"")
                    .matcher(page);
            assertThat(address.find()).as(kind).isTrue();
            HttpResponse<byte[]> file = get(address.group(1));
            assertThat(file.statusCode()).isEqualTo(200);
            assertThat(header(file, "Content-Encoding")).isEqualTo("gzip");
            assertThat(header(file, "Cache-Control")).contains("max-age=31536000", "public");
        }
    }

    private HttpResponse<byte[]> logIn() throws Exception {
        Matcher token = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"").matcher(text(get("/login")));
        assertThat(token.find()).isTrue();
        HttpResponse<byte[]> response = web.send(
                HttpRequest.newBuilder(uri("/login"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString("username=operator&password=demo&_csrf="
                                + URLEncoder.encode(token.group(1), StandardCharsets.UTF_8)))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        assertThat(response.statusCode()).isEqualTo(302);
        return response;
    }

    private HttpResponse<byte[]> get(String path) throws Exception {
        return web.send(
                HttpRequest.newBuilder(uri(path))
                        .header("Accept", "text/html")
                        .header("Accept-Encoding", "gzip")
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    private static String text(HttpResponse<byte[]> response) throws IOException {
        if (!header(response, "Content-Encoding").equals("gzip")) {
            return new String(response.body(), StandardCharsets.UTF_8);
        }
        try (GZIPInputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
            return new String(unpacked.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    private static String location(HttpResponse<?> response) {
        return header(response, "Location");
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }
}
