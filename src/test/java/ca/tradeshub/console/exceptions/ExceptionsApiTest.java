// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console.exceptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import ca.tradeshub.console.ConsoleSettings;
import ca.tradeshub.exceptions.ExceptionCase;
import ca.tradeshub.exceptions.ExceptionLookup;
import ca.tradeshub.exceptions.ExceptionParts;
import ca.tradeshub.exceptions.Resolutions;
import ca.tradeshub.exceptions.action.ExceptionActions;
import ca.tradeshub.exceptions.action.ExceptionNotes;
import ca.tradeshub.exceptions.action.ResolutionSheet;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.ByteArrayHttpMessageConverter;
import org.springframework.http.converter.json.MappingJackson2HttpMessageConverter;
import org.springframework.http.converter.json.ProblemDetailJacksonMixin;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.util.unit.DataSize;

/** The API of exceptions, without the rights, which {@code AccessTest} tests. */
class ExceptionsApiTest {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addMixIn(ProblemDetail.class, ProblemDetailJacksonMixin.class)
            .build();

    private final ExceptionParts hub = new ExceptionParts();
    private final MockMvc web = web(hub);

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void a_decision_is_made_by_one_user_and_approved_by_another() throws Exception {
        ExceptionCase held = hub.heldPay("123026635RP0001/7");
        String base = "/api/v1/exceptions/" + held.id();

        JsonNode detail = json(get(base), "vera", 200);
        assertThat(detail.at("/state").asText()).isEqualTo("OPEN");
        assertThat(detail.at("/about").asText()).isEqualTo("123026635RP0001/7");
        assertThat(detail.at("/amount").asText()).isEqualTo("100.50");
        assertThat(detail.at("/amountOf").asText()).isEqualTo("WAGES");
        assertThat(detail.at("/options").findValuesAsText("kind")).containsExactly("ACCEPT", "REJECT", "DONE_OUTSIDE");
        assertThat(detail.at("/sides/0/source").asText()).isEqualTo("sender-P");

        JsonNode decided = json(
                body(
                        post("/api/v1/exceptions/resolve"),
                        """
                        {"resolutions": [{"exception": %d, "revision": %d, "kind": "ACCEPT", "author": "mallory"}],
                         "reason": "paid twice a month, SIN 501 800 007", "user": "mallory"}
                        """
                                .formatted(held.id(), held.revision())),
                "olga",
                200);
        assertThat(decided.at("/0/done").asBoolean()).isTrue();
        assertThat(decided.at("/0/state").asText()).isEqualTo("AWAITING_APPROVAL");
        long resolution = decided.at("/0/resolution").asLong();

        String approve =
                "{\"resolution\": %d, \"revision\": %d, \"approver\": \"anna\"}".formatted(resolution, held.revision());
        JsonNode refused = json(body(post(base + "/approve"), approve), "olga", 409);
        assertThat(refused.at("/message/fr").asText()).contains("Une autre personne");
        assertThat(refused.at("/code").asText()).isEqualTo("EXCEPTION-AUTHOR");
        assertThat(json(body(post(base + "/approve"), approve), "anna", 200)
                        .at("/state")
                        .asText())
                .isEqualTo("CLOSED");

        JsonNode closed = json(get(base), "vera", 200);
        assertThat(closed.at("/resolutions/0/author").asText()).isEqualTo("olga");
        assertThat(closed.at("/resolutions/0/approver").asText()).isEqualTo("anna");
        assertThat(closed.at("/resolutions/0/reason").asText()).isEqualTo("paid twice a month, SIN *** *** ***");
        assertThat(closed.at("/closedBy").asText()).isEqualTo("RESOLUTION");
        assertThat(closed.at("/options")).isEmpty();

        String undo = "{\"resolution\": %d, \"reason\": \"wrong\"}".formatted(resolution);
        assertThat(json(body(post(base + "/undo"), undo), "ben", 200)
                        .at("/done")
                        .asBoolean())
                .isTrue();
        assertThat(json(body(post(base + "/decline"), undo), "anna", 409)
                        .at("/message/en")
                        .asText())
                .contains("User ben has already ended");
    }

    @Test
    void exceptions_are_assigned_and_noted_together() throws Exception {
        ExceptionCase one = hub.heldPay("k1");
        ExceptionCase two = hub.heldPay("k2");
        String both = "\"exceptions\": [%d, %d, 999]".formatted(one.id(), two.id());

        JsonNode assigned =
                json(body(post("/api/v1/exceptions/assign"), "{" + both + ", \"to\": \"ben\"}"), "olga", 200);
        assertThat(assigned.findValuesAsText("done")).containsExactly("true", "true", "false");
        json(body(post("/api/v1/exceptions/notes"), "{" + both + ", \"note\": \"born 1961-05-03\"}"), "olga", 200);
        JsonNode detail = json(get("/api/v1/exceptions/" + two.id()), "vera", 200);
        assertThat(detail.at("/assignedTo").asText()).isEqualTo("ben");
        assertThat(detail.at("/notes/0/note").asText()).isEqualTo("born ****-**-**");
        assertThat(detail.at("/notes/0/author").asText()).isEqualTo("olga");
    }

    @Test
    void who_comes_second_is_told_what_happened() throws Exception {
        ExceptionCase held = hub.heldPay("k1");
        String to = "{\"exceptions\": [%d], \"from\": %s, \"to\": \"%s\"}";
        json(body(post("/api/v1/exceptions/assign"), to.formatted(held.id(), "null", "ben")), "ben", 200);
        JsonNode taken =
                json(body(post("/api/v1/exceptions/assign"), to.formatted(held.id(), "null", "anna")), "anna", 409);
        assertThat(taken.at("/results/0/problem/en").asText()).startsWith("User ben works on this exception.");
        json(body(post("/api/v1/exceptions/assign"), to.formatted(held.id(), "\"ben\"", "anna")), "anna", 200);

        String reject =
                "{\"resolutions\": [{\"exception\": %d, \"revision\": 1, \"kind\": \"REJECT\"}], \"reason\": \"r\"}"
                        .formatted(held.id());
        json(body(post("/api/v1/exceptions/resolve"), reject), "anna", 200);
        JsonNode late = json(body(post("/api/v1/exceptions/resolve"), reject), "ben", 409);
        assertThat(late.at("/results/0/problem/en").asText()).startsWith("User anna has already decided");
        assertThat(late.at("/message/fr").asText()).startsWith("L'utilisateur anna a déjà décidé");
    }

    @Test
    void a_table_goes_out_and_comes_back() throws Exception {
        ExceptionCase held = hub.heldPay("k1");
        StringWriter out = new StringWriter();
        hub.part(ResolutionSheet.class).write(hub.ids(), out);
        String table = out.toString();
        String decided = table.replace(",,,\r\n", ",REJECT,,not ours\r\n");

        MockHttpServletRequestBuilder dry = post("/api/v1/exceptions/import.csv")
                .contentType("text/csv")
                .content(decided.getBytes(StandardCharsets.UTF_8));
        assertThat(json(dry, "olga", 200).at("/lines/0/state").asText()).isEqualTo("CLOSED");
        assertThat(hub.exception(held.id()).closedAt()).isNull();
        assertThat(json(
                                post("/api/v1/exceptions/import.csv?dryRun=false")
                                        .contentType("text/csv")
                                        .content(decided.getBytes(StandardCharsets.UTF_8)),
                                "olga",
                                200)
                        .at("/lines/0/state")
                        .asText())
                .isEqualTo("CLOSED");
        assertThat(hub.exception(held.id()).closedAt()).isNotNull();
    }

    @Test
    void a_dry_run_of_a_selection_makes_nothing() throws Exception {
        ExceptionCase held = hub.heldPay("k1");
        String wanted =
                "{\"resolutions\": [{\"exception\": %d, \"revision\": 1, \"kind\": \"REJECT\"}], \"reason\": \"r\"}"
                        .formatted(held.id());
        assertThat(json(body(post("/api/v1/exceptions/resolve?dryRun=true"), wanted), "olga", 200)
                        .at("/0/state")
                        .asText())
                .isEqualTo("CLOSED");
        assertThat(hub.exception(held.id()).closedAt()).isNull();
        assertThat(json(get("/api/v1/exceptions/" + held.id() + "/preview?kind=REJECT"), "vera", 200)
                        .has("messages"))
                .isTrue();
    }

    /** The API over these parts. */
    static MockMvc web(ExceptionParts hub) {
        return MockMvcBuilders.standaloneSetup(new ExceptionsApi(
                        hub.part(ExceptionLookup.class),
                        hub.part(ExceptionActions.class),
                        hub.part(Resolutions.class),
                        hub.part(ExceptionNotes.class),
                        hub.part(ResolutionSheet.class),
                        new ConsoleSettings(DataSize.ofMegabytes(10))))
                .setMessageConverters(
                        new ByteArrayHttpMessageConverter(),
                        new MappingJackson2HttpMessageConverter(JSON.copy()
                                .disable(
                                        com.fasterxml.jackson.databind.DeserializationFeature
                                                .FAIL_ON_UNKNOWN_PROPERTIES)))
                .build();
    }

    private static MockHttpServletRequestBuilder body(MockHttpServletRequestBuilder request, String json) {
        return request.contentType(MediaType.APPLICATION_JSON).content(json);
    }

    private JsonNode json(MockHttpServletRequestBuilder request, String user, int status) throws Exception {
        return JSON.readTree(send(request, user, status).getContentAsString(StandardCharsets.UTF_8));
    }

    private MockHttpServletResponse send(MockHttpServletRequestBuilder request, String user, int status)
            throws Exception {
        Principal principal = () -> user;
        MockHttpServletResponse response = web.perform(
                        request.principal(principal).with(each -> {
                            each.addUserRole("OPERATOR");
                            return each;
                        }))
                .andReturn()
                .getResponse();
        assertThat(response.getStatus()).as(response.getContentAsString()).isEqualTo(status);
        return response;
    }
}
