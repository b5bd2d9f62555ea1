// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.testing.HubTest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Import;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * The number and the name of a person in the path and the query of a request that fails: they are in no header and no body
 * of the response, and in no log.
 */
@HubTest
@Import(CanariesInErrorsTest.FailsOnRequest.class)
@ExtendWith(OutputCaptureExtension.class)
class CanariesInErrorsTest {

    private static final List<String> CANARIES = List.of("501800007", "Okonkwo-Tremblay");
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
    private static final String FAILS = "X-Fails";
    private static final String NOBODY = "nobody";

    @Value("${local.server.port}")
    int port;

    private final HttpClient programs = HttpClient.newHttpClient();
    private final HttpClient browser = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /** Every operation and page of the hub fails for a request with the header that {@code FAILS} names. */
    @TestConfiguration(proxyBeanMethods = false)
    static class FailsOnRequest implements WebMvcConfigurer, HandlerInterceptor {

        @Override
        public void addInterceptors(InterceptorRegistry registry) {
            registry.addInterceptor(this);
        }

        @Override
        public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
            if (request.getHeader(FAILS) != null && request.getAttribute(FAILS) == null) {
                request.setAttribute(FAILS, true);
                throw new IllegalStateException("A part of the hub failed");
            }
            return true;
        }
    }

    @BeforeEach
    void an_operator_in_a_browser() throws Exception {
        post("/login", "username=operator&password=demo", token("/login"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                // 400
                "400 | operator | GET  | /api/credits?taxpayer=CANARY&taxationYearEnd=CANARY       | -          | -",
                "400 | operator | GET  | /api/credits?CANARY=CANARY                                | -          | -",
                "400 | operator | GET  | /api/refused-acknowledgements?after=CANARY.               | -          | -",
                "400 | operator | POST | /api/refused-acknowledgements/CANARY/discard?name=CANARY  | -          | -",
                "400 | operator | GET  | /api/v1/files?sort=CANARY                                 | -          | -",
                "400 | operator | GET  | /api/v1/files?CANARY=CANARY                               | -          | -",
                "400 | operator | GET  | /api/v1/keys/CANARY/history?key=CANARY                    | -          | -",
                "400 | operator | POST | /api/v1/search?CANARY=CANARY                              | -          | -",
                // 401 and 403
                "401 | nobody   | GET  | /api/explain/CANARY?name=CANARY                           | -          | -",
                "401 | nobody   | GET  | /api/v1/messages/CANARY?name=CANARY                       | -          | -",
                "403 | viewer   | POST | /api/refused-acknowledgements/CANARY/discard?name=CANARY  | -          | -",
                "403 | viewer   | POST | /api/v1/exceptions/CANARY/undo?name=CANARY                | -          | -",
                "401 | nobody   | GET  | /actuator/prometheus/CANARY?name=CANARY                   | -          | -",
                // 404
                "404 | operator | GET  | /api/explain/CANARY?name=CANARY                           | -          | -",
                "404 | operator | GET  | /api/CANARY?name=CANARY                                   | -          | -",
                "404 | operator | GET  | /api/credits?taxpayer=CANARY&taxationYearEnd=2017-12-31   | -          | -",
                "404 | operator | GET  | /api/v1/CANARY?name=CANARY                                | -          | -",
                "404 | operator | GET  | /api/v1/messages/CANARY                                   | -          | -",
                "404 | operator | GET  | /api/v1/exceptions/CANARY                                 | -          | -",
                "404 | operator | GET  | /actuator/health/CANARY?name=CANARY                       | -          | -",
                // 405
                "405 | operator | DELETE | /api/explain/CANARY?name=CANARY                         | -          | -",
                "405 | operator | DELETE | /api/v1/messages/CANARY?name=CANARY                     | -          | -",
                // 406
                "406 | operator | GET  | /api/explain/CANARY?name=CANARY                           | -          | text/csv",
                "406 | operator | GET  | /api/v1/messages/CANARY?name=CANARY                       | -          | text/csv",
                "406 | operator | GET  | /api/v1/messages/CANARY?name=CANARY                       | -          | text/html",
                // 415
                "415 | operator | POST | /api/refused-acknowledgements/CANARY/discard?name=CANARY  | text/plain | -",
                "415 | operator | POST | /api/v1/exceptions/7/undo?name=CANARY                     | text/plain | -",
                // 500
                "500 | failing  | GET  | /api/explain/CANARY?name=CANARY                           | -          | -",
                "500 | failing  | POST | /api/rejudge?name=CANARY                                  | -          | -",
                "500 | failing  | GET  | /api/v1/messages/CANARY                                   | -          | -",
                "500 | failing  | POST | /api/v1/exceptions/CANARY/undo                            | -          | -"
            })
    void a_program_gets_an_error_without_them(
            int status,
            String user,
            String method,
            String address,
            @Nullable String type,
            @Nullable String accept,
            CapturedOutput log)
            throws Exception {
        for (String canary : CANARIES) {
            HttpRequest.Builder request = to(address.replace("CANARY", canary))
                    .method(method, method.equals("POST") ? body("{}") : HttpRequest.BodyPublishers.noBody())
                    .header("Content-Type", type == null ? "application/json" : type);
            if (!user.equals(NOBODY)) {
                request.header("Authorization", "Basic " + basic(user.equals("failing") ? "operator" : user));
            }
            if (user.equals("failing")) {
                request.header(FAILS, "yes");
            }
            if (accept != null) {
                request.header("Accept", accept);
            }
            isWithout(canary, status, programs.send(request.build(), HttpResponse.BodyHandlers.ofString()));
        }
        isWithoutCanaries(log, status);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | GET    | /records?size=CANARY.x&name=CANARY",
                "400 | GET    | /records?key=CANARY",
                "400 | GET    | /files.csv?status=CANARY",
                "400 | POST   | /reveal?CANARY=CANARY",
                "400 | POST   | /exceptions/1/assign?mine=CANARY&from=CANARY",
                "400 | POST   | /sequences/unused?first=CANARY.&stream=CANARY",
                "403 | FORGED | /exceptions/CANARY/undo?name=CANARY",
                "403 | DENIED | /error?name=CANARY",
                "404 | GET    | /CANARY?name=CANARY",
                "404 | GET    | /CANARY.css?name=CANARY",
                "404 | GET    | /files/CANARY?name=CANARY",
                "404 | GET    | /files/CANARY?name=CANARY&lang=fr",
                "404 | GET    | /messages/CANARY?name=CANARY",
                "404 | GET    | /explain/CANARY?name=CANARY",
                "404 | GET    | /explain/CANARY?name=CANARY=CANARY",
                "404 | POST   | /reveal?id=CANARY&reason=CANARY",
                "404 | GET    | /actuator/CANARY?name=CANARY",
                "404 | POST   | /exceptions/CANARY./undo?name=CANARY",
                "405 | POST   | /files/CANARY?name=CANARY",
                "405 | DELETE | /messages/CANARY?name=CANARY",
                "500 | FAILING | /messages/CANARY?name=CANARY",
                "500 | FAILING | /messages/CANARY?name=CANARY=CANARY",
                "500 | FAILING | /CANARY?name=CANARY"
            })
    void a_reader_gets_an_error_without_them(int status, String kind, String address, CapturedOutput log)
            throws Exception {
        String token = token("/");
        for (String canary : CANARIES) {
            for (String accept : List.of("text/html", "application/json", "text/csv")) {
                String method =
                        List.of("GET", "POST", "DELETE").contains(kind) ? kind : kind.equals("FORGED") ? "POST" : "GET";
                HttpRequest.Builder request = to(address.replace("CANARY", canary))
                        .method(method, method.equals("POST") ? body("") : HttpRequest.BodyPublishers.noBody())
                        .header("Accept", accept)
                        .header("Content-Type", "application/x-www-form-urlencoded");
                if (!kind.equals("FORGED")) {
                    request.header("X-CSRF-TOKEN", token);
                }
                if (kind.equals("FAILING")) {
                    request.header(FAILS, "yes");
                }
                isWithout(canary, status, browser.send(request.build(), HttpResponse.BodyHandlers.ofString()));
            }
        }
        isWithoutCanaries(log, status);
    }

    private static void isWithout(String canary, int status, HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        List<String> found = new ArrayList<>();
        response.headers().map().forEach((name, values) -> {
            if (holds(name + values, canary)) {
                found.add(name + ": " + values);
            }
        });
        response.body().lines().filter(line -> holds(line, canary)).forEach(found::add);
        assertThat(found).isEmpty();
    }

    private static void isWithoutCanaries(CapturedOutput log, int status) {
        if (status == 500) {
            assertThat(log.getAll()).contains("request failed with status 500");
        }
        assertThat(log.getAll().lines().filter(line -> CANARIES.stream().anyMatch(canary -> holds(line, canary))))
                .isEmpty();
    }

    private static boolean holds(String text, String canary) {
        return text.toLowerCase(Locale.ROOT).contains(canary.toLowerCase(Locale.ROOT));
    }

    private String token(String page) throws Exception {
        Matcher token = TOKEN.matcher(browser.send(to(page).build(), HttpResponse.BodyHandlers.ofString())
                .body());
        assertThat(token.find()).isTrue();
        return token.group(1);
    }

    private void post(String path, String form, String token) throws Exception {
        HttpRequest request = to(path).header("Content-Type", "application/x-www-form-urlencoded")
                .POST(body(form + "&_csrf=" + URLEncoder.encode(token, StandardCharsets.UTF_8)))
                .build();
        assertThat(browser.send(request, HttpResponse.BodyHandlers.discarding()).statusCode())
                .isEqualTo(302);
    }

    private static HttpRequest.BodyPublisher body(String content) {
        return HttpRequest.BodyPublishers.ofString(content);
    }

    private static String basic(String user) {
        return Base64.getEncoder().encodeToString((user + ":demo").getBytes(StandardCharsets.US_ASCII));
    }

    private HttpRequest.Builder to(String address) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + address));
    }
}
