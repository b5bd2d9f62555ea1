// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** What the API of exceptions cannot do. */
class ExceptionApiProblemsTest extends ExceptionPages {

    /** Requests that cannot be done: user, address, body, and the status and code that they get. */
    private static final String REFUSED =
            """
            operator /resolve                                                                 400 BODY-INVALID
            operator /resolve []                                                              400 BODY-INVALID
            operator /resolve {}                                                              400 EXCEPTIONS-COUNT
            operator /resolve {"resolutions":[]}                                              400 EXCEPTIONS-COUNT
            operator /resolve {"resolutions":[null]}                                          400 FIELD-MISSING
            operator /resolve {"resolutions":[{"exception":$2,"kind":"ACCEPT"}]}              400 FIELD-MISSING
            operator /resolve {"resolutions":[{"exception":$2,"revision":1}]}                 400 FIELD-MISSING
            operator /resolve {"resolutions":[{"exception":"x","revision":1}]}                400 BODY-INVALID
            operator /resolve {"resolutions":[{"exception":$2,"revision":1,"kind":"NO"}]}     400 BODY-INVALID
            operator /resolve {"reason":"r","resolutions":[{"exception":0,"revision":1,"kind":"ACCEPT"}]} 404 EXCEPTION-UNKNOWN
            operator /resolve {"reason":"r","resolutions":[{"exception":$2,"revision":1,"kind":"LINK"}]} 400 EXCEPTION-KIND
            operator /resolve {"resolutions":[{"exception":$2,"revision":1,"kind":"ACCEPT"}]} 400 EXCEPTION-REASON
            operator /resolve {"reason":"r","resolutions":[{"exception":$2,"revision":7,"kind":"ACCEPT"}]} 409 EXCEPTION-STALE
            operator /resolve {"reason":"r","resolutions":[{"exception":$2,"revision":1,"kind":"ACCEPT","chosen":"left"}]} 400 EXCEPTION-NO-CHOICE
            operator /assign {"exceptions":[$2],"to":"a/b;c"}                                 400 EXCEPTION-ASSIGNEE
            operator /assign {"exceptions":[$2],"to":"nobody"}                                400 EXCEPTION-NO-USER
            operator /assign {"exceptions":[$2],"to":"viewer"}                                400 EXCEPTION-NO-USER
            operator /assign {"exceptions":[null]}                                            400 FIELD-MISSING
            operator /assign {"exceptions":"all"}                                             400 BODY-INVALID
            operator /assign {"exceptions":[$4],"to":"approver"}                              409 EXCEPTION-CLOSED
            operator /notes {"exceptions":[$2]}                                               400 EXCEPTION-NOTE
            operator /notes {"exceptions":[999999]}                                           400 EXCEPTION-NOTE
            operator /notes {"exceptions":[999999],"note":"n"}                                404 EXCEPTION-UNKNOWN
            operator /$2/undo {"resolution":999999,"reason":"r"}                              404 EXCEPTION-RESOLUTION
            operator /$2/undo {"reason":"r"}                                                  400 FIELD-MISSING
            operator /999999/undo {"resolution":1,"reason":"r"}                               404 EXCEPTION-UNKNOWN
            operator /$2/withdraw {"resolution":999999,"reason":"r"}                          404 EXCEPTION-RESOLUTION
            operator /$2/withdraw {"reason":"r"}                                              400 FIELD-MISSING
            operator /$4/withdraw {"resolution":$r}                                           400 EXCEPTION-REASON
            operator /$4/withdraw {"resolution":$r,"reason":"r"}                              409 EXCEPTION-NOT-WAITING
            approver /$4/withdraw {"resolution":$r,"reason":"r"}                              403 FORBIDDEN
            operator /x/undo {"resolution":1,"reason":"r"}                                    404 NOT-FOUND
            operator /$2/approve {"resolution":1,"revision":1}                                403 FORBIDDEN
            viewer /notes {"exceptions":[$2],"note":"n"}                                      403 FORBIDDEN
            unknown /notes {"exceptions":[$2],"note":"n"}                                      401 UNAUTHENTICATED
            approver /resolve {}                                                              403 FORBIDDEN
            approver /$2/approve {"resolution":1}                                             400 FIELD-MISSING
            approver /$2/approve {"resolution":999999,"revision":1}                           404 EXCEPTION-RESOLUTION
            approver /$2/decline {"resolution":$r,"reason":"r"}                               404 EXCEPTION-RESOLUTION
            approver /$4/decline {"resolution":$r,"reason":"r"}                               409 EXCEPTION-NOT-WAITING
            approver /$4/approve {"resolution":$r,"revision":1}                               409 EXCEPTION-NOT-WAITING
            """;

    @Test
    void what_the_api_cannot_do_is_a_problem_with_a_code_and_what_to_do() throws Exception {
        jdbc.sql(
                        """
                        update exception_case set closed_at = now(), closed_by = 'RESOLUTION' where id = :id;
                        insert into resolution (exception_id, kind, basis, reason, author, decided_at, needs_approval)
                        values (:id, 'REJECT', 'pages-4', 'r', 'ana', now(), false)
                        """)
                .param("id", id(4))
                .update();
        String resolution = text("select max(id)::text from resolution");
        List<String> wrong = new ArrayList<>();
        for (String line : REFUSED.lines().toList()) {
            List<String> words = List.of(line.strip().split("\\s+"));
            String expected = words.get(words.size() - 2) + " " + words.get(words.size() - 1);
            String text = line.replace("$2", Long.toString(id(2)))
                    .replace("$4", Long.toString(id(4)))
                    .replace("$r", resolution);
            List<String> sent = List.of(text.strip().split("\\s+"));
            MvcResult result = web.perform(post("/api/v1/exceptions" + sent.get(1))
                            .contentType("application/json")
                            .content(sent.size() > 4 ? sent.get(2) : "")
                            .with(httpBasic(sent.get(0), "demo")))
                    .andReturn();
            String is = problem(result, result.getResponse().getStatus());
            if (!is.equals(expected)) {
                wrong.add(line + ": is " + is);
            }
        }
        assertThat(wrong).isEmpty();

        assertThat(problem(get("/api/v1/exceptions/" + id(2) + "/preview?kind=USE_VALUE")))
                .isEqualTo("400 EXCEPTION-KIND");
        assertThat(problem(get("/api/v1/exceptions/" + id(2) + "/preview?kind=NO")))
                .isEqualTo("400 PARAMETER-MISSING");
        assertThat(problem(get("/api/v1/exceptions/" + id(4) + "/preview?kind=REJECT")))
                .isEqualTo("409 EXCEPTION-CLOSED");
        assertThat(problem(get("/api/v1/exceptions/999999/preview?kind=REJECT")))
                .isEqualTo("404 NOT-FOUND");
        assertThat(problem(post("/api/v1/exceptions/import.csv")
                        .contentType("application/json")
                        .content("{}")))
                .isEqualTo("415 NOT-CSV");
        assertThat(problem(post("/api/v1/exceptions/import.csv").contentType("text/csv")))
                .isEqualTo("400 NOT-CSV");
        assertThat(web.perform(post("/api/v1/exceptions/resolve")
                                .contentType("application/json")
                                .content("{\"resolutions\":[null]}")
                                .with(operator()))
                        .andReturn()
                        .getResponse()
                        .getContentAsString(StandardCharsets.UTF_8))
                .contains("The field resolutions is missing");
        assertThat(problem(post("/api/v1/exceptions/import.csv")
                        .contentType("text/csv")
                        .content("id\n1\n")))
                .isEqualTo("400 TABLE-INVALID");
    }

    @Test
    void no_parameter_is_left_out_without_a_word() throws Exception {
        for (String list : List.of("exceptions", "records", "files", "messages")) {
            assertThat(problem(get("/api/v1/" + list + "?after=1&before=2")))
                    .as(list)
                    .isEqualTo("400 PARAMETERS-EXCLUSIVE");
            assertThat(web.perform(get("/" + list + "?after=1&before=2").with(operator()))
                            .andReturn()
                            .getResponse()
                            .getStatus())
                    .as("page " + list)
                    .isEqualTo(400);
            assertThat(problem(get("/api/v1/" + list + "?size=201"))).as(list).isEqualTo("400 PARAMETER-INVALID");
            assertThat(problem(get("/api/v1/" + list + "?size=0"))).as(list).isEqualTo("400 PARAMETER-INVALID");
        }
        assertThat(problem(search("{\"text\":\"PAGES-2\",\"part\":\"records\",\"after\":\"1\",\"before\":\"2\"}")))
                .isEqualTo("400 PARAMETERS-EXCLUSIVE");
        assertThat(problem(search("{\"text\":\"PAGES-2\",\"size\":2}"))).isEqualTo("400 PARAMETER-INVALID");
        assertThat(problem(get("/api/v1/exceptions/export.csv?size=2"))).isEqualTo("400 PARAMETER-UNKNOWN");
    }

    @Test
    void an_address_that_exists_is_not_taken_for_an_exception_that_does_not() throws Exception {
        assertThat(problem(get("/api/v1/exceptions/export.csv").accept("application/json")))
                .isEqualTo("406 NOT-ACCEPTABLE");
        assertThat(problem(get("/api/v1/exceptions/import.csv"))).isEqualTo("405 METHOD-NOT-ALLOWED");
        assertThat(problem(get("/api/v1/exceptions/assign"))).isEqualTo("405 METHOD-NOT-ALLOWED");
        assertThat(problem(get("/api/v1/exceptions/x"))).isEqualTo("404 NOT-FOUND");
        assertThat(problem(get("/api/v1/exceptions/99999999999999999999"))).isEqualTo("404 NOT-FOUND");
    }

    private static MockHttpServletRequestBuilder search(String body) {
        return post("/api/v1/search").contentType("application/json").content(body);
    }

    private String problem(MockHttpServletRequestBuilder request) throws Exception {
        MvcResult result =
                web.perform(request.with(httpBasic("operator", "demo"))).andReturn();
        return problem(result, result.getResponse().getStatus());
    }

    /** The status and code of a problem that has all its parts. */
    private static String problem(MvcResult result, int status) throws Exception {
        assertThat(result.getResponse().getContentType()).isEqualTo("application/problem+json");
        JsonNode problem = new ObjectMapper().readTree(result.getResponse().getContentAsString(StandardCharsets.UTF_8));
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        for (String member : List.of("/title", "/detail", "/message/en", "/message/fr", "/remedy/en", "/remedy/fr")) {
            assertThat(problem.at(member).asText()).as(member).isNotBlank().doesNotContain("{");
        }
        return status + " " + problem.path("code").asText();
    }
}
