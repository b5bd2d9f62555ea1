// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.testing.HubTest;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Value;

/** Tables of decisions around the limit, sent over HTTP as a browser sends them. */
@HubTest
class UploadLimitTest {

    private static final int MEGABYTE = 1024 * 1024;
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
    private static final String HEADER = "id,revision,decision,chosen,reason\r\n";

    @Value("${local.server.port}")
    int port;

    private final HttpClient web = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    @BeforeEach
    void an_operator_is_logged_in() throws IOException, InterruptedException {
        assertThat(form("/login", "username=operator&password=demo&_csrf=" + token("/login"))
                        .statusCode())
                .isEqualTo(302);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en | The file is too large | A table of decisions may have at most 10 MB. Nothing was changed. Filter",
                "fr | Le fichier est trop gros | Un tableau de décisions ne peut dépasser 10 Mo. Rien n&#39;a été modifié."
            })
    void a_table_over_the_limit_is_refused_by_a_page_that_names_the_limit(
            String language, String title, String sentence) throws IOException, InterruptedException {
        HttpResponse<String> response = upload(table(11 * MEGABYTE), language);

        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(response.body()).contains("<h1>" + title + "</h1>", sentence, "href=\"/\"");
    }

    @Test
    void a_table_within_the_limit_is_shown_and_can_be_confirmed() throws IOException, InterruptedException {
        String table = table(10 * MEGABYTE - 100) + "999999,1,ACCEPT,,why\r\n";
        HttpResponse<String> shown = upload(table, "en");

        assertThat(shown.statusCode()).isEqualTo(200);
        assertThat(shown.body()).contains("999999");

        String again = URLEncoder.encode(
                Base64.getEncoder().encodeToString(table.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
        HttpResponse<String> done =
                form("/exceptions/table/confirm", "table=" + again + "&_csrf=" + token("/exceptions"));
        assertThat(done.statusCode()).isEqualTo(200);
        assertThat(done.body()).contains("999999");
    }

    @Test
    void a_table_over_the_limit_is_refused_by_the_api() throws IOException, InterruptedException {
        HttpResponse<String> response = web.send(
                HttpRequest.newBuilder(uri("/api/v1/exceptions/import.csv"))
                        .header("Content-Type", "text/csv")
                        .header("Accept", "application/json")
                        .header("Authorization", "Basic b3BlcmF0b3I6ZGVtbw==")
                        .POST(HttpRequest.BodyPublishers.ofString(table(11 * MEGABYTE)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(response.body()).contains("\"status\":413", "\"code\":\"TOO-LARGE\"");
    }

    /** A table without decisions. */
    private static String table(int size) {
        String line = "1,1,,,a comment on nothing\r\n";
        return HEADER + line.repeat((size - HEADER.length()) / line.length());
    }

    private HttpResponse<String> upload(String table, String language) throws IOException, InterruptedException {
        String body = "--limit\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n" + token("/exceptions")
                + "\r\n--limit\r\nContent-Disposition: form-data; name=\"table\"; filename=\"t.csv\"\r\n"
                + "Content-Type: text/csv\r\n\r\n" + table + "\r\n--limit--\r\n";
        return web.send(
                HttpRequest.newBuilder(uri("/exceptions/table"))
                        .header("Content-Type", "multipart/form-data; boundary=limit")
                        .header("Accept", "text/html")
                        .header("Accept-Language", language)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> form(String path, String body) throws IOException, InterruptedException {
        return web.send(
                HttpRequest.newBuilder(uri(path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private String token(String page) throws IOException, InterruptedException {
        String html = web.send(HttpRequest.newBuilder(uri(page)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
        Matcher token = TOKEN.matcher(html);
        assertThat(token.find()).as("a form with a token on %s", page).isTrue();
        return URLEncoder.encode(token.group(1), StandardCharsets.UTF_8);
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }
}
