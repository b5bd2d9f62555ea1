// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.testing.HubTest;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A value that an address or a body cannot have is in no log, and the page or problem names its parameter. */
@HubTest
@ExtendWith(OutputCaptureExtension.class)
class RequestFaultsTest {

    private static final String NUMBER = "46454286";

    @Value("${local.server.port}")
    int port;

    private HttpConsole web;

    @BeforeEach
    void an_operator() throws Exception {
        web = new HttpConsole(port);
        web.logIn();
    }

    @ParameterizedTest
    @CsvSource({
        "/exceptions/46454286x, 404, Page not found, id",
        "/files/Roy46454286, 404, Page not found, id",
        "/records?size=46454286x, 400, The value of size is not accepted., size",
        "/files?status=46454286, 400, The value of status is not accepted., status",
        "/records?key=46454286, 400, An address has no keys, key",
        "/exceptions?key=46454286, 400, An address has no keys, key",
        "/messages?file=46454286-1, 400, The value of file is not accepted., file"
    })
    void a_page_names_the_parameter_and_the_log_has_no_value(
            String path, int status, String sentence, String parameter, CapturedOutput log) throws Exception {
        HttpResponse<byte[]> page = web.get(path);

        assertThat(page.statusCode()).isEqualTo(status);
        assertThat(HttpConsole.text(page)).contains(sentence).doesNotContain(NUMBER);
        assertThat(log.getAll())
                .contains("A request to /", "the value of " + parameter + " is missing or has the wrong form")
                .doesNotContain(NUMBER);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET  | /api/v1/exceptions/46454286x                          |                        | 404 | NOT-FOUND",
                "GET  | /api/v1/records/1/x46454286                           |                        | 404 | NOT-FOUND",
                "GET  | /api/v1/exceptions/1/preview?kind=46454286            |                        | 400 | PARAMETER-MISSING",
                "GET  | /api/v1/exceptions/1/preview?chosen=46454286          |                        | 400 | PARAMETER-MISSING",
                "GET  | /api/v1/keys/q46454286/history                        |                        | 400 | PARAMETER-MISSING",
                "GET  | /api/v1/files?sort=46454286                           |                        | 400 | PARAMETER-INVALID",
                "POST | /api/v1/exceptions/resolve?dryRun=46454286            | {\"resolutions\":[]}   | 400 | PARAMETER-MISSING",
                "POST | /api/v1/exceptions/resolve?dryRun                     | {\"resolutions\":[]}   | 400 | PARAMETER-INVALID",
                "POST | /api/v1/exceptions/resolve?dryRun=                    | {\"resolutions\":[]}   | 400 | PARAMETER-INVALID",
                "GET  | /api/v1/files?open=46454286                           |                        | 400 | PARAMETER-INVALID",
                "GET  | /api/v1                                               |                        | 404 | NOT-FOUND",
                "POST | /api/v1/search                                        | {\"text\":46454286     | 400 | BODY-INVALID",
                "POST | /api/v1/search                                        | {\"text\":[\"46454286\"]} | 400 | BODY-INVALID",
                "POST | /api/v1/exceptions/46454286x/undo                     | {\"resolution\":1}     | 404 | NOT-FOUND",
                "POST | /api/v1/exceptions/assign                             | {\"exceptions\":[\"46454286x\"]} | 400 | BODY-INVALID",
                "GET  | /api/v1/nothing/46454286                              |                        | 404 | NOT-FOUND"
            })
    void a_problem_names_the_parameter_and_the_log_has_no_value(
            String method, String path, String body, int status, String code, CapturedOutput log) throws Exception {
        HttpResponse<byte[]> problem = web.api(method, path, body);

        assertThat(problem.statusCode()).isEqualTo(status);
        assertThat(HttpConsole.header(problem, "Content-Type")).isEqualTo("application/problem+json");
        assertThat(HttpConsole.text(problem)).contains("\"code\":\"" + code + "\"");
        assertThat(log.getAll()).doesNotContain(NUMBER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nothing/46454286",
                "/api/credits?taxpayer=46454286&taxationYearEnd=46454286",
                "/api/explain/46454286%zz",
                "/records?rule=46454286%zz",
                "/explain/{46454286}",
                "/explain/46454286;x=1"
            })
    void no_other_wrong_address_is_logged(String target, CapturedOutput log) throws Exception {
        assertThat(raw("GET " + target + " HTTP/1.1", "")).matches("(?s)HTTP/1.1 (?:40[0-9]|302) .*");
        assertThat(log.getAll()).doesNotContain(NUMBER);
    }

    /** What the hub responds to a request whose first line no client library would send. */
    private String raw(String line, String headers) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                OutputStream out = socket.getOutputStream()) {
            out.write((line + "\r\nHost: localhost\r\nAuthorization: Basic b3BlcmF0b3I6ZGVtbw==\r\n" + headers
                            + "Connection: close\r\n\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Addresses that cannot be decoded, or that the firewall refuses. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/v1/files/%FF46454286 HTTP/1.1",
                "GET /api/v1/files/%0046454286 HTTP/1.1",
                "GET /api/v1/files/46454286%zz HTTP/1.1",
                "GET /api/v1/files/46454286;x=1 HTTP/1.1",
                "GET /api/v1//files/46454286 HTTP/1.1",
                "GET /api/v1/%2e%2e/46454286 HTTP/1.1",
                "GET /api/credits/46454286%25 HTTP/1.1",
                "GET /api/explain/46454286%FF HTTP/1.1"
            })
    void an_address_of_the_api_that_cannot_be_read_is_a_problem(String line) throws Exception {
        String response = raw(line, "");

        assertThat(response)
                .startsWith("HTTP/1.1 400 ")
                .contains(
                        "Content-Type: application/problem+json", "\"code\":\"REQUEST-INVALID\"", "\"fr\":\"La demande")
                .doesNotContain(NUMBER, "Tomcat", "java.", "<html", "HTTP Status");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /files/%FF46454286 HTTP/1.1",
                "GET /files/%0046454286 HTTP/1.1",
                "GET /files/46454286%zz HTTP/1.1",
                "GET /files/46454286|x HTTP/1.1",
                "GET 46454286 HTTP/1.1",
                "GET /api/v1/files/46454286|x HTTP/1.1",
                "G{}T /46454286 HTTP/1.1"
            })
    void another_request_that_cannot_be_read_has_a_page_of_the_hub_in_both_languages(String line) throws Exception {
        assertThat(raw(line, ""))
                .startsWith("HTTP/1.1 400 ")
                .contains("Content-Type: text/html;charset=UTF-8", "Content-Security-Policy: default-src 'none'")
                .contains("Cache-Control: no-store", "X-Content-Type-Options: nosniff", "href=\"/console.css\"")
                .contains("<html lang=\"en-CA\">", "<h1>The request is not valid</h1>", "Go to the overview")
                .contains("<div lang=\"fr-CA\">", "<h2>La demande n'est pas valide</h2>", "Aller à la vue d'ensemble")
                .doesNotContain(NUMBER, "Tomcat", "java.", "HTTP Status");
    }

    @Test
    void an_address_that_the_firewall_refuses_has_the_error_page_in_the_language_of_its_reader() throws Exception {
        String line = "GET /files/46454286;x=1 HTTP/1.1";

        assertThat(raw(line, "Accept: text/html\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .contains("<h1>The request is not valid</h1>", "Content-Security-Policy: default-src 'none'")
                .contains("Cache-Control: no-store", "X-Content-Type-Options: nosniff")
                .doesNotContain("Tomcat", "java.");
        assertThat(raw(line, "Accept: text/html\r\nAccept-Language: fr-CA\r\n"))
                .contains("<h1>La demande n&#39;est pas valide</h1>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/exceptions/bulk", "/exceptions/bulk/confirm", "/exceptions/table", "/exceptions/table/confirm"
            })
    void who_reloads_a_preview_is_led_to_the_list(String path) throws Exception {
        HttpResponse<byte[]> response = web.get(path);
        assertThat(response.statusCode()).isEqualTo(302);
        assertThat(HttpConsole.location(response)).endsWith("/exceptions");
    }

    @Test
    void the_page_of_a_fault_is_french_too() throws Exception {
        assertThat(HttpConsole.text(web.get("/records?size=x&lang=fr")))
                .contains("La valeur de size n&#39;est pas admise.");
        assertThat(HttpConsole.text(web.get("/files/x"))).contains("Il n&#39;y a rien à cette adresse.");
    }
}
