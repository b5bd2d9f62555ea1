// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request;

import ca.tradeshub.testing.HubTest;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.web.WebAttributes;
import org.springframework.security.web.csrf.DefaultCsrfToken;
import org.springframework.security.web.csrf.InvalidCsrfTokenException;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

@HubTest
class AccessTest {

    /** 302: sent to the login page; 401: asked for a name; 403: not this role; 404: allowed, but there is none. */
    private static final String MATRIX =
            """
            GET  /login                     200 200 200
            GET  /console.css               200 200 200
            GET  /favicon.svg               200 200 200
            GET  /actuator/health           200 200 200
            GET  /actuator/health/liveness  200 200 200
            GET  /actuator/prometheus       401 200 200
            GET  /actuator                  401 200 200
            GET  /actuator/env              302 404 404
            GET  /actuator/heapdump         302 404 404
            POST /actuator/shutdown         302 403 404
            GET  /                          302 200 200
            GET  /exceptions                302 200 200
            GET  /breaks                    302 302 302
            GET  /law                       302 200 200
            GET  /explain/999999            302 404 404
            GET  /api/explain/999999        401 404 404
            GET  /api/credits               401 400 400
            GET  /api/rejudge               401 200 200
            POST /api/rejudge               401 403 415
            GET  /api/anything              401 404 404
            GET  /files/999999              302 404 404
            GET  /console.js                200 200 200
            GET  /webjars/anything.js       302 404 404
            GET  /files                     302 200 200
            HEAD /files                     302 200 200
            HEAD /api/v1/files              401 200 200
            GET  /files.csv                 302 200 200
            GET  /records                   302 200 200
            GET  /records.csv               302 200 200
            GET  /messages                  302 200 200
            GET  /messages.csv              302 200 200
            GET  /messages/999999           302 404 404
            GET  /search                    302 200 200
            POST /search                    302 200 200
            POST /reveal                    302 403 400
            GET  /api/v1/records            401 200 200
            GET  /api/v1/records/999999/1   401 404 404
            GET  /api/v1/files              401 200 200
            GET  /api/v1/files/999999       401 404 404
            GET  /api/v1/files/999999/balance 401 404 404
            GET  /api/v1/audit/verification 401 200 200
            GET  /api/v1/messages           401 200 200
            GET  /api/v1/messages/999999    401 404 404
            GET  /api/v1/messages/999999/history 401 404 404
            GET  /api/v1/keys/none/history?key=x 401 400 400
            POST /api/v1/references         401 415 415
            POST /records/filter            302 302 302
            POST /exceptions/filter         302 302 302
            POST /files/filter              302 302 302
            GET  /exceptions/bulk           302 302 302
            GET  /exceptions/table          302 302 302
            GET  /exceptions/bulk/confirm   302 302 302
            GET  /exceptions/table/confirm  302 302 302
            GET  /api/v1/keys/none/history  401 400 400
            POST /api/v1/search             401 415 415
            POST /api/v1/anything           401 403 404
            GET  /api/v1/openapi.json       401 200 200
            GET  /anything/else             302 404 404
            GET  /error                     302 403 403
            POST /parked/999999/release     302 403 302
            GET  /acknowledgements          302 200 200
            POST /acknowledgements/999999/discard 302 403 302
            POST /corrections/999999/undo 302 403 302
            POST /sequences/unused 302 403 302
            GET  /sequences 302 200 200
            POST /sequences/unused/withdraw 302 403 302
            GET  /api/corrections/999999 401 200 200
            POST /api/corrections/undo 401 403 415
            GET  /api/sequences/unused 401 200 200
            POST /api/sequences/unused 401 403 415
            POST /api/sequences/unused/withdraw 401 403 415
            GET  /api/refused-acknowledgements 401 200 200
            POST /api/refused-acknowledgements/999999/discard 401 403 415
            GET  /api/v1/exceptions 401 200 200
            GET  /api/v1/exceptions/999999 401 404 404
            GET  /api/v1/exceptions/999999/preview 401 400 400
            GET  /api/v1/exceptions/export.csv 401 200 200
            POST /api/v1/exceptions/import.csv 401 403 415
            POST /api/v1/exceptions/assign 401 403 415
            POST /api/v1/exceptions/notes 401 403 415
            POST /api/v1/exceptions/resolve 401 403 415
            POST /api/v1/exceptions/999999/undo 401 403 415
            POST /api/v1/exceptions/999999/withdraw 401 403 415
            POST /api/v1/exceptions/999999/approve 401 403 403
            POST /api/v1/exceptions/999999/decline 401 403 403
            GET  /exceptions.csv            302 200 200
            GET  /exceptions/table.csv      302 200 200
            GET  /exceptions/999999         302 404 404
            POST /exceptions/999999/assign  302 403 302
            POST /exceptions/999999/note    302 403 302
            POST /exceptions/999999/resolve 302 403 302
            POST /exceptions/999999/undo    302 403 302
            POST /exceptions/999999/withdraw 302 403 302
            POST /exceptions/999999/approve 302 403 403
            POST /exceptions/999999/decline 302 403 403
            POST /exceptions/bulk           302 403 400
            POST /exceptions/bulk/confirm   302 403 400
            POST /exceptions/table          302 403 302
            POST /exceptions/table/confirm  302 403 302
            POST /messages/999999/send-again 302 403 302
            POST /messages/999999/refuse 302 403 302
            POST /api/v1/messages/999999/send-again 401 403 415
            POST /api/v1/messages/999999/refuse 401 403 415
            POST /anything/else             302 403 404
            PUT  /files/999999              302 403 405
            """;

    @Autowired
    WebApplicationContext context;

    private MockMvc web;

    @BeforeEach
    void open_the_door() {
        web = MockMvcBuilders.webAppContextSetup(context)
                .apply(springSecurity())
                .build();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = MATRIX, delimiterString = "|")
    void everybody_gets_what_is_theirs(String line) throws Exception {
        String[] cells = line.trim().split("\\s+");
        MockHttpServletRequestBuilder anonymous =
                request(HttpMethod.valueOf(cells[0]), cells[1]).with(csrf().asHeader());
        MockHttpServletRequestBuilder viewer = request(HttpMethod.valueOf(cells[0]), cells[1])
                .with(csrf().asHeader())
                .with(user("v").roles("VIEWER"));
        MockHttpServletRequestBuilder operator = request(HttpMethod.valueOf(cells[0]), cells[1])
                .with(csrf().asHeader())
                .with(user("o").roles("VIEWER", "OPERATOR"));
        assertThat(new int[] {status(anonymous), status(viewer), status(operator)})
                .containsExactly(Integer.parseInt(cells[2]), Integer.parseInt(cells[3]), Integer.parseInt(cells[4]));
    }

    @ParameterizedTest
    @ValueSource(strings = {"VIEWER", "OPERATOR", "APPROVER"})
    void every_role_reads_the_details_of_the_health(String role) throws Exception {
        assertThat(web.perform(request(HttpMethod.GET, "/actuator/health")
                                .with(user("u").roles(role)))
                        .andReturn()
                        .getResponse()
                        .getContentAsString())
                .contains("components", "dropSite");
    }

    /** They are no events for an operator, or print a stack trace next to the alarm that has the cause. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.springdoc.core.events.SpringDocAppInitializer",
                "org.apache.camel.component.file.remote.SftpOperations"
            })
    void warnings_of_libraries_that_repeat_what_the_hub_reports_are_not_logged(String logger) {
        assertThat(LoggerFactory.getLogger(logger).isWarnEnabled()).isFalse();
        assertThat(LoggerFactory.getLogger(logger).isErrorEnabled()).isTrue();
    }

    /** What the approver role may do, and what it may not. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiterString = "|",
            textBlock =
                    """
                    GET  /exceptions 200
                    GET  /api/v1/exceptions/999999 404
                    POST /api/v1/exceptions/999999/approve 415
                    POST /api/v1/exceptions/999999/decline 415
                    POST /api/v1/exceptions/999999/undo 403
                    POST /api/v1/exceptions/999999/withdraw 403
                    POST /api/v1/exceptions/resolve 403
                    POST /api/v1/exceptions/import.csv 415
                    POST /exceptions/bulk 400
                    POST /exceptions/bulk/confirm 400
                    POST /exceptions/table 302
                    POST /exceptions/table/confirm 302
                    POST /api/rejudge 403
                    POST /parked/999999/release 403
                    """)
    void an_approver_approves_and_declines_and_changes_nothing_else(String line) throws Exception {
        String[] cells = line.trim().split("\\s+");
        assertThat(status(request(HttpMethod.valueOf(cells[0]), cells[1])
                        .with(csrf().asHeader())
                        .with(user("a").roles("VIEWER", "APPROVER"))))
                .isEqualTo(Integer.parseInt(cells[2]));
    }

    @Test
    void every_page_of_ours_stands_in_the_matrix() {
        Set<String> pages = new TreeSet<>();
        context.getBeansOfType(RequestMappingInfoHandlerMapping.class)
                .values()
                .forEach(mapping -> mapping.getHandlerMethods().forEach((info, method) -> {
                    if (method.getBeanType().getName().startsWith("ca.tradeshub.")) {
                        pages.addAll(described(info));
                    }
                }));
        assertThat(pages).hasSizeGreaterThanOrEqualTo(5);
        assertThat(pages)
                .allSatisfy(page -> assertThat(MATRIX.replace("999999", "{id}").replaceAll(" +", " "))
                        .contains(page.replaceAll("\\{\\w+}/\\{line}", "{id}/1")
                                        .replace("{queue}", "none")
                                        .replaceAll("\\{\\w+}", "{id}")
                                + " "));
    }

    private static Set<String> described(RequestMappingInfo info) {
        Set<String> pages = new TreeSet<>();
        info.getMethodsCondition().getMethods().forEach(method -> info.getPatternValues()
                .forEach(path -> pages.add(method + " " + path.replaceAll(":[^}]+}", "}"))));
        return pages;
    }

    @Test
    void nothing_is_changed_without_the_page_s_token() throws Exception {
        assertThat(status(post("/parked/1/release").with(user("o").roles("OPERATOR"))))
                .isEqualTo(403);
        assertThat(status(post("/logout").with(user("o").roles("OPERATOR")))).isEqualTo(403);
    }

    @Test
    void a_form_of_an_earlier_session_says_so_and_a_form_of_another_role_names_the_role() throws Exception {
        assertThat(forbidden(new InvalidCsrfTokenException(new DefaultCsrfToken("h", "p", "t"), "x")))
                .contains("The page was opened in an earlier session.")
                .doesNotContain("Your role");
        assertThat(forbidden(new AccessDeniedException("x"))).contains("Your role does not allow this action.");
    }

    /** The page of an error after access was denied. */
    private String forbidden(AccessDeniedException why) throws Exception {
        return body(get("/error")
                .with(ConsolePagesTest::dispatchedForAnError)
                .accept(MediaType.TEXT_HTML)
                .with(user("v").roles("VIEWER"))
                .requestAttr("jakarta.servlet.error.status_code", 403)
                .requestAttr(WebAttributes.ACCESS_DENIED_403, why));
    }

    @Test
    void health_tells_its_details_to_people_with_a_role_only() throws Exception {
        assertThat(body(get("/actuator/health"))).contains("status").doesNotContain("components");
        assertThat(body(get("/actuator/health/db"))).doesNotContain("PostgreSQL");
        assertThat(body(get("/actuator/health").with(httpBasic("viewer", "demo"))))
                .contains("balance", "broker", "dropSite", "outbox", "parked", "routes", "db");
        assertThat(status(get("/actuator/prometheus").with(httpBasic("viewer", "wrong"))))
                .isEqualTo(401);
    }

    @Test
    void a_link_that_was_opened_before_the_login_is_opened_after_it() throws Exception {
        MockHttpSession session = new MockHttpSession();
        web.perform(get("/exceptions?type=RULE_HOLD").session(session));

        assertThat(web.perform(post("/login")
                                .session(session)
                                .with(csrf().asHeader())
                                .param("username", "viewer")
                                .param("password", "demo"))
                        .andReturn()
                        .getResponse()
                        .getRedirectedUrl())
                .endsWith("/exceptions?type=RULE_HOLD");
    }

    @Test
    void a_form_whose_session_has_ended_leads_to_the_login_and_back_to_its_page() throws Exception {
        assertThat(afterLogin("http://localhost/exceptions?lang=fr")).isEqualTo("/exceptions?lang=fr");
        for (String other : List.of("http://other.example/", "http://localhost.example/", "http://localhost/login")) {
            assertThat(afterLogin(other)).as(other).isEqualTo("/");
        }
    }

    /** Where a login leads after a form without a session was sent from a page. */
    private @Nullable String afterLogin(String page) throws Exception {
        MockHttpSession session = new MockHttpSession();
        assertThat(web.perform(post("/exceptions/7/note").session(session).header("Referer", page))
                        .andReturn()
                        .getResponse()
                        .getRedirectedUrl())
                .isEqualTo("/login?ended");
        String address = web.perform(post("/login")
                        .session(session)
                        .with(csrf().asHeader())
                        .param("username", "viewer")
                        .param("password", "demo"))
                .andReturn()
                .getResponse()
                .getRedirectedUrl();
        assertThat(status(get(URI.create(String.valueOf(address))).session(session)))
                .isEqualTo(200);
        return address;
    }

    @Test
    void pages_allow_no_foreign_code_and_no_frames() throws Exception {
        MockHttpServletResponse response =
                web.perform(get("/login")).andReturn().getResponse();
        assertThat(response.getHeader("Content-Security-Policy"))
                .contains("default-src 'none'")
                .doesNotContain("unsafe-inline")
                .doesNotContain("unsafe-eval");
        assertThat(response.getHeader("X-Frame-Options")).isEqualTo("DENY");
        assertThat(response.getContentAsString()).doesNotContain("<style").doesNotContain("style=");
    }

    private int status(MockHttpServletRequestBuilder request) throws Exception {
        return web.perform(request).andReturn().getResponse().getStatus();
    }

    private String body(MockHttpServletRequestBuilder request) throws Exception {
        return web.perform(request).andReturn().getResponse().getContentAsString();
    }
}
