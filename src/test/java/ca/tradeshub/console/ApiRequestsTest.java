// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.testing.HubTest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/**
 * Wrong requests to every operation that the OpenAPI document has, with the cases made from the document: a new operation
 * is asked the same.
 */
@HubTest
@ExtendWith(OutputCaptureExtension.class)
@DisplayName("A wrong request to any operation gets a problem that the document names")
class ApiRequestsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NUMBER = "46454286";
    private static final String TRUNCATED = "{\"text\":\"" + NUMBER;

    @Value("${local.server.port}")
    int port;

    private final HttpClient web = HttpClient.newHttpClient();
    private final List<Operation> operations = new ArrayList<>();
    private JsonNode document;

    /** An operation of the document. */
    private record Operation(String method, String path, JsonNode described) {

        String address(String id) {
            return path.replaceAll("\\{[^}]+}", id);
        }

        /** A user who may do it. */
        String user() {
            return path.matches(".*/(approve|decline)") ? "approver" : "operator";
        }

        boolean hasBody() {
            return described.has("requestBody");
        }

        boolean takesJson() {
            return described.at("/requestBody/content").has("application/json");
        }

        List<String> parameters(String in) {
            List<String> names = new ArrayList<>();
            described.path("parameters").forEach(parameter -> {
                if (parameter.path("in").asText().equals(in)) {
                    names.add(parameter.path("name").asText());
                }
            });
            return names;
        }
    }

    @BeforeEach
    void the_operations() throws Exception {
        document = JSON.readTree(send("GET", "/api/v1/openapi.json", "operator", null, null, null)
                .body());
        document.path("paths").properties().forEach(path -> path.getValue()
                .properties()
                .forEach(operation -> operations.add(new Operation(
                        operation.getKey().toUpperCase(Locale.ROOT), path.getKey(), operation.getValue()))));
        assertThat(operations).hasSizeGreaterThan(20);
    }

    private HttpResponse<String> send(
            String method, String address, String user, String type, String body, String accept) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + address))
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body.getBytes(StandardCharsets.ISO_8859_1)));
        if (user != null) {
            request.header(
                    "Authorization",
                    "Basic "
                            + Base64.getEncoder().encodeToString((user + ":demo").getBytes(StandardCharsets.US_ASCII)));
        }
        if (type != null) {
            request.header("Content-Type", type);
        }
        if (accept != null) {
            request.header("Accept", accept);
        }
        return web.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    /** A status that the document has for the operation; an error is a complete problem without the number. */
    private static void fits(Operation operation, String what, HttpResponse<String> response) throws Exception {
        String about = operation.method() + " " + operation.path() + " " + what + ": " + response.statusCode() + " "
                + response.body();
        assertThat(operation.described().path("responses").has(Integer.toString(response.statusCode())))
                .as(about)
                .isTrue();
        if (response.statusCode() >= 400) {
            assertThat(response.headers().firstValue("Content-Type").orElse(""))
                    .as(about)
                    .startsWith("application/problem+json");
            JsonNode problem = JSON.readTree(response.body());
            assertThat(problem.path("code").asText()).as(about).matches("[A-Z-]+");
            assertThat(Stream.of(
                            problem.at("/message/en"),
                            problem.at("/message/fr"),
                            problem.at("/remedy/en"),
                            problem.at("/remedy/fr")))
                    .as(about)
                    .noneMatch(text -> text.asText().isBlank());
            assertThat(response.body()).doesNotContain(NUMBER, "Exception", "ca.tradeshub");
        }
    }

    private void refused(Operation operation, String what, int status, HttpResponse<String> response) throws Exception {
        fits(operation, what, response);
        assertThat(response.statusCode())
                .as(operation.method() + " " + operation.path() + " " + what + ": " + response.body())
                .isEqualTo(status);
    }

    private HttpResponse<String> sendTo(Operation operation, String address, String body) throws Exception {
        return send(
                operation.method(),
                address,
                operation.user(),
                !operation.hasBody() ? null : operation.takesJson() ? "application/json" : "text/csv",
                operation.hasBody() ? body : null,
                null);
    }

    @Test
    void without_a_user_or_with_a_wrong_one() throws Exception {
        for (Operation operation : operations) {
            for (String user : new String[] {null, "nobody"}) {
                refused(
                        operation,
                        "as " + user,
                        401,
                        send(operation.method(), operation.address("1"), user, "application/json", "{}", null));
            }
        }
    }

    @Test
    void with_an_identifier_of_the_wrong_form(CapturedOutput log) throws Exception {
        for (Operation operation : operations) {
            if (operation.parameters("path").isEmpty()) {
                continue;
            }
            for (String id : List.of(NUMBER + "x", "-1", "99999999999999999999999")) {
                fits(operation, id, sendTo(operation, operation.address(id), "{}"));
            }
        }
        assertThat(log.getAll()).doesNotContain(NUMBER);
    }

    @Test
    void with_values_that_a_parameter_cannot_have(CapturedOutput log) throws Exception {
        int asked = 0;
        for (Operation operation : operations) {
            for (String parameter : operation.parameters("query")) {
                for (String value : List.of(NUMBER + "x", "99999999999999999999999", "%C3%01", "2026-02-30")) {
                    String address = operation.address("1") + "?" + parameter + "=" + value;
                    HttpResponse<String> response = sendTo(operation, address, "{}");
                    fits(operation, parameter + " " + value, response);
                    assertThat(response.body()).as(parameter).doesNotContain("PARAMETER-UNKNOWN");
                    asked++;
                }
                refused(
                        operation,
                        parameter + " with a null character",
                        400,
                        sendTo(operation, operation.address("1") + "?" + parameter + "=x%00" + NUMBER, "{}"));
                refused(
                        operation,
                        parameter + " twice",
                        400,
                        sendTo(
                                operation,
                                operation.address("1") + "?" + parameter + "=1&" + parameter + "=" + NUMBER,
                                "{}"));
            }
            refused(
                    operation,
                    "with an unknown parameter",
                    400,
                    sendTo(operation, operation.address("1") + "?x" + NUMBER + "=" + NUMBER, "{}"));
        }
        assertThat(asked).isGreaterThan(50);
        assertThat(log.getAll()).doesNotContain(NUMBER);
    }

    @Test
    void with_another_type_of_body_or_response() throws Exception {
        for (Operation operation : operations) {
            String own = operation.takesJson() ? "application/json" : "text/csv";
            for (String accept : List.of("text/html", NUMBER)) {
                refused(
                        operation,
                        "accepts " + accept,
                        406,
                        send(
                                operation.method(),
                                operation.address("1"),
                                operation.user(),
                                operation.hasBody() ? own : null,
                                operation.hasBody() ? "{}" : null,
                                accept));
            }
            if (!operation.hasBody()) {
                continue;
            }
            for (String type : List.of("text/plain", NUMBER + "/x", "application/x-www-form-urlencoded")) {
                refused(
                        operation,
                        "sends " + type,
                        415,
                        send(operation.method(), operation.address("1"), operation.user(), type, "{}", null));
            }
            for (String type : List.of("multipart/form-data", own + ";charset=x" + NUMBER)) {
                fits(
                        operation,
                        "sends " + type,
                        send(operation.method(), operation.address("1"), operation.user(), type, "{}", null));
            }
        }
    }

    @Test
    void with_a_body_that_it_cannot_have(CapturedOutput log) throws Exception {
        int asked = 0;
        for (Operation operation : operations) {
            if (!operation.takesJson()) {
                continue;
            }
            String address = operation.address("1");
            List<String> wrong = new ArrayList<>(List.of(
                    "",
                    "\"" + NUMBER + "\"",
                    TRUNCATED,
                    "\u00ff\u00fe",
                    "{\"x" + NUMBER + "\":1}",
                    "{}{\"text\":\"" + NUMBER + "\"}",
                    "[".repeat(2000)));
            List<String> unfit = new ArrayList<>(List.of("{}"));
            for (String member : members(operation)) {
                for (String value : List.of("[[]]", "\"x\\u0000" + NUMBER + "\"")) {
                    wrong.add("{\"" + member + "\":" + value + "}");
                }
                wrong.add("{\"" + member + "\":null,\"" + member + "\":null}");
                for (String value : List.of("-1", "\"" + "a".repeat(100_000) + "\"", "[null]")) {
                    unfit.add("{\"" + member + "\":" + value + "}");
                }
            }
            for (String body : wrong) {
                refused(operation, shortened(body), 400, sendTo(operation, address, body));
            }
            for (String body : unfit) {
                fits(operation, shortened(body), sendTo(operation, address, body));
                asked++;
            }
        }
        assertThat(asked).isGreaterThan(50);
        assertThat(log.getAll()).doesNotContain(NUMBER);
    }

    @Test
    void a_number_is_no_decision_and_half_a_number_no_exception() throws Exception {
        Operation resolve = operations.stream()
                .filter(each -> each.path().endsWith("/resolve"))
                .findFirst()
                .orElseThrow();
        for (String decision : List.of(
                "\"exception\":1,\"revision\":1,\"kind\":3",
                "\"exception\":1.5,\"revision\":1,\"kind\":\"REJECT\"",
                "\"exception\":1,\"revision\":99999999999,\"kind\":\"REJECT\"")) {
            refused(
                    resolve,
                    decision,
                    400,
                    sendTo(
                            resolve,
                            resolve.path() + "?dryRun=true",
                            "{\"reason\":\"r\",\"resolutions\":[{" + decision + "}]}"));
        }
    }

    private List<String> members(Operation operation) {
        String schema = operation
                .described()
                .at("/requestBody/content/application~1json/schema/$ref")
                .asText();
        List<String> members = new ArrayList<>();
        document.at(schema.substring(1) + "/properties").fieldNames().forEachRemaining(members::add);
        assertThat(members).as(operation.path()).isNotEmpty();
        return members;
    }

    private static String shortened(String body) {
        return body.length() > 80 ? body.substring(0, 80) + "…" : body;
    }
}
