// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;

/** The lists of records, files and messages by the API. */
class ListApiTest extends ListPages {

    @Test
    void the_history_of_a_key_is_one_call_of_the_api() throws Exception {
        JsonNode history =
                api("/api/v1/keys/" + QUEUE + "/history?key=" + reference("76543210/309A") + "&asOf=2026-03-01");
        assertThat(history.at("/inForce/message/messageId").asText()).isEqualTo("list-pages-1");
        assertThat(history.at("/inForce/message/rulesVersion").asText()).isEqualTo("rules-of-then");
        assertThat(history.at("/inForce/evidence/0/lines/0").asInt()).isEqualTo(6);
        assertThat(history.at("/versions/0/changes/0").toString())
                .isEqualTo("{\"field\":\"trade.code\",\"before\":\"309A\",\"after\":\"310S\",\"masked\":false}");
        assertThat(api("/api/v1/messages/list-pages-1/history?asOf=2026-02-28")
                        .path("inForce")
                        .isNull())
                .isTrue();
        assertThat(api("/api/v1/messages/list-pages-1").at("/fields").toString())
                .contains("{\"name\":\"person.familyName\",\"value\":\"AAAAAAAA\",\"masked\":true}");
    }

    @Test
    void records_files_and_messages_are_lists_of_the_api() throws Exception {
        JsonNode first = api("/api/v1/records?file=" + file + "&size=2");
        assertThat(first.path("records")).hasSize(2);
        assertThat(first.path("total").asInt()).isEqualTo(120);
        JsonNode second = api("/api/v1/records?file=" + file + "&size=2&after="
                + first.path("next").asText());
        assertThat(second.at("/records/0/line").asInt()).isEqualTo(4);
        JsonNode detail = api("/api/v1/records/" + file + "/6");
        assertThat(detail.path("versions")).hasSize(2);
        assertThat(detail.path("messages")).hasSize(2);
        assertThat(detail.path("fields").toString())
                .contains("{\"name\":\"person.familyName\",\"value\":\"AAAAAAAA\",\"masked\":true}")
                .doesNotContain("Tremblay", "1990");
        assertThat(api("/api/v1/records/" + file + "/3").at("/findings/0/rule").asText())
                .isEqualTo("LIST-RULE");
        JsonNode balance = api("/api/v1/files/" + file + "/balance");
        assertThat(balance.at("/records/held").asInt()).isEqualTo(2);
        assertThat(balance.at("/amount/received").asText()).isEqualTo("240.00");
        assertThat(balance.path("balanced").asBoolean()).isTrue();
        assertThat(api("/api/v1/files?sender=list-pages").at("/files/0/balance"))
                .isEqualTo(balance);
        assertThat(api("/api/v1/files/" + file).path("status").asText()).isEqualTo("ACCEPTED");
        assertThat(api("/api/v1/messages?file=" + file).path("messages")).hasSize(2);
    }

    @Test
    void a_file_states_since_when_it_is_closed() throws Exception {
        assertThat(api("/api/v1/files/" + file).path("closedAt").isNull()).isTrue();
        assertThat(page("/files/" + file)).doesNotContain("Closed on");
        jdbc.sql("update file set closed_at = '2026-03-01T15:04:00Z' where id = :f")
                .param("f", file)
                .update();

        assertThat(api("/api/v1/files/" + file).path("closedAt").asText()).isEqualTo("2026-03-01T15:04:00Z");
        assertThat(page("/files/" + file)).contains("Closed on", "2026-03-01 10:04");
    }

    @Test
    void errors_of_the_api_say_what_to_do() throws Exception {
        for (String path : List.of(
                "/api/v1/records/999999/1",
                "/api/v1/records/999999/x",
                "/api/v1/nothing",
                "/api/v1/keys/none/history?key=" + reference("x"))) {
            MockHttpServletResponse response = response(get(path).with(httpBasic("viewer", "demo")));
            assertThat(response.getStatus()).isEqualTo(404);
            assertThat(response.getContentAsString()).contains("\"code\":\"NOT-FOUND\"", "\"remedy\":");
        }
        for (String action : List.of("send-again", "refuse")) {
            assertThat(response(post("/api/v1/messages/999999/" + action)
                                    .contentType("application/json")
                                    .content("{\"reason\":\"r\"}")
                                    .with(httpBasic("operator", "demo")))
                            .getContentAsString())
                    .as("no message that was a dead letter")
                    .contains("\"code\":\"NOT-FOUND\"");
        }
        assertThat(response(get("/api/v1/records")).getContentAsString()).contains("\"code\":\"UNAUTHENTICATED\"");
        assertThat(response(post("/api/v1/nothing").with(httpBasic("viewer", "demo")))
                        .getContentAsString())
                .contains("\"code\":\"FORBIDDEN\"");
        assertThat(response(post("/api/v1/search").with(httpBasic("viewer", "demo")))
                        .getContentAsString())
                .contains("\"code\":\"NOT-JSON\"");
        assertThat(response(get("/api/nothing").with(httpBasic("viewer", "demo")))
                        .getStatus())
                .as("the earlier API is as it was")
                .isEqualTo(404);
    }

    @Test
    void a_reference_is_made_by_a_request_that_has_the_key_in_its_body() throws Exception {
        String made = response(post("/api/v1/references")
                        .with(httpBasic("viewer", "demo"))
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"text\": \" 76543210/309A \"}"))
                .getContentAsString();
        String reference = JSON.readTree(made).path("reference").asText();
        assertThat(reference).matches("~[A-Za-z0-9_-]{40,}");
        assertThat(api("/api/v1/keys/" + QUEUE + "/history?key=" + reference).path("versions"))
                .hasSize(2);
        assertThat(api("/api/v1/records?feed=registrations&key=" + reference("LIST-PAGES-6"))
                        .path("records"))
                .hasSize(2);
        for (String body : List.of("{}", "{\"text\":\"\"}", "{\"text\":\"" + "7".repeat(201) + "\"}")) {
            assertThat(response(post("/api/v1/references")
                                    .with(httpBasic("viewer", "demo"))
                                    .contentType(MediaType.APPLICATION_JSON)
                                    .content(body))
                            .getContentAsString())
                    .contains("\"code\":\"PARAMETER-INVALID\"")
                    .doesNotContain("7777777");
        }
    }
}
