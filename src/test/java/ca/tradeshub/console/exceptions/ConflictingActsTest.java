// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console.exceptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import ca.tradeshub.exceptions.ExceptionCase;
import ca.tradeshub.exceptions.ExceptionCases;
import ca.tradeshub.exceptions.ExceptionParts;
import ca.tradeshub.exceptions.ExceptionSubject;
import ca.tradeshub.ledger.RecordAddress;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;

@DisplayName(
        "Of two acts on one exception that exclude each other, the API does one and states what prevents the other")
class ConflictingActsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CLAIM = "123026635RP0001/TA-1/2016-12-31";

    private static final String DECIDED_BY_OLGA =
            "409 EXCEPTION-DECIDED User olga has already decided about this exception (Accept as sent). Read it again.";
    private static final String ENDED_BY =
            " EXCEPTION-ENDED User %s has already ended the resolution. Nothing was changed. Read the exception again.";
    private static final String APPROVED_BY_ANNA =
            "409 EXCEPTION-APPROVED User anna has approved the resolution, and it is in "
                    + "force. Nothing was changed. Read the exception again.";
    private static final String CHANGED =
            "409 EXCEPTION-STALE The exception has changed since you opened it. Read it again, then decide.";
    private static final String SETTLED =
            "409 EXCEPTION-SETTLED Later data settled the exception. Nothing was changed.";
    private static final String NOT_WAITING =
            "409 EXCEPTION-NOT-WAITING The resolution does not wait for approval. Nothing was changed.";

    private final ExceptionParts hub = new ExceptionParts();
    private final MockMvc web = ExceptionsApiTest.web(hub);

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void of_two_persons_who_decide_at_once_one_decides() throws Exception {
        ExceptionCase held = hub.heldPay("k");

        List<String> both = atOnce(() -> resolve(held, 1, "ACCEPT", "olga"), () -> resolve(held, 1, "REJECT", "ben"));

        assertThat(both).filteredOn(outcome -> outcome.startsWith("200 ")).hasSize(1);
        assertThat(both)
                .filteredOn(outcome -> !outcome.startsWith("200 "))
                .singleElement()
                .isIn(
                        DECIDED_BY_OLGA,
                        DECIDED_BY_OLGA
                                .replace("olga", "ben")
                                .replace("Accept as sent", "Reject and return to sender"));
        assertThat(hub.texts("select count(*)::text from resolution")).containsExactly("1");
    }

    @Test
    void a_decision_is_made_once_whoever_decides_again() throws Exception {
        ExceptionCase held = hub.heldPay("k");
        assertThat(resolve(held, 1, "ACCEPT", "olga")).isEqualTo("200 AWAITING_APPROVAL");

        assertThat(resolve(held, 1, "ACCEPT", "olga")).isEqualTo(DECIDED_BY_OLGA);
        assertThat(resolve(held, 1, "REJECT", "ben")).isEqualTo(DECIDED_BY_OLGA);
        assertThat(hub.texts("select kind from resolution")).containsExactly("ACCEPT");
    }

    @Test
    void the_author_neither_approves_nor_declines_and_only_the_author_withdraws() throws Exception {
        ExceptionCase held = hub.heldPay("k");
        long waiting = waiting(held);
        String own = "409 EXCEPTION-AUTHOR You made this decision yourself. Another person must approve or decline it.";
        String others =
                "409 EXCEPTION-NOT-AUTHOR Only user olga can withdraw what waits here. Another person can approve or "
                        + "decline it. Nothing was changed.";

        assertThat(approve(held, waiting, 1, "olga")).isEqualTo(own);
        assertThat(act(held, "decline", waiting, "olga")).isEqualTo(own);
        assertThat(act(held, "withdraw", waiting, "ben")).isEqualTo(others);
        assertThat(act(held, "undo", waiting, "ben")).isEqualTo(others);
        assertThat(remedy(held, "withdraw", waiting, "ben"))
                .isEqualTo("Have its author withdraw it, or a user with the role approver decline it.");
        assertThat(remedy(held, "decline", waiting, "olga"))
                .isEqualTo("Withdraw it, or have another user with the role approver approve or decline it.");
        assertThat(state(held)).isEqualTo("AWAITING_APPROVAL");
    }

    @Test
    void what_was_withdrawn_is_neither_approved_nor_declined_nor_withdrawn_again() throws Exception {
        ExceptionCase held = hub.heldPay("k");
        long withdrawn = waiting(held);
        assertThat(act(held, "withdraw", withdrawn, "olga")).isEqualTo("200 OPEN");
        String ended = "409" + ENDED_BY.formatted("olga");

        assertThat(approve(held, withdrawn, 1, "anna")).isEqualTo(ended);
        assertThat(act(held, "decline", withdrawn, "anna")).isEqualTo(ended);
        assertThat(act(held, "withdraw", withdrawn, "olga")).isEqualTo(ended);
        assertThat(act(held, "undo", withdrawn, "olga")).isEqualTo(ended);
        assertThat(state(held)).isEqualTo("OPEN");
    }

    @Test
    void what_was_approved_is_neither_approved_again_nor_declined_nor_withdrawn() throws Exception {
        ExceptionCase held = hub.heldPay("k");
        long resolution = waiting(held);
        assertThat(approve(held, resolution, 1, "anna")).isEqualTo("200 CLOSED");

        assertThat(approve(held, resolution, 1, "ben")).isEqualTo(APPROVED_BY_ANNA);
        assertThat(act(held, "decline", resolution, "ben")).isEqualTo(APPROVED_BY_ANNA);
        assertThat(act(held, "withdraw", resolution, "olga")).isEqualTo(APPROVED_BY_ANNA);
        assertThat(state(held)).isEqualTo("CLOSED");
    }

    @Test
    void an_approval_and_a_withdrawal_at_once_exclude_each_other() throws Exception {
        ExceptionCase held = hub.heldPay("k");
        long waiting = waiting(held);

        List<String> both =
                atOnce(() -> approve(held, waiting, 1, "anna"), () -> act(held, "withdraw", waiting, "olga"));

        assertThat(both)
                .isIn(List.of("200 CLOSED", APPROVED_BY_ANNA), List.of("409" + ENDED_BY.formatted("olga"), "200 OPEN"));
    }

    @Test
    void an_undoing_is_wanted_once_and_ends_once() throws Exception {
        ExceptionCase held = hub.heldPay("k");
        long resolution = waiting(held);
        approve(held, resolution, 1, "anna");
        hub.effects().release(true);
        assertThat(act(held, "undo", resolution, "ben")).isEqualTo("200 AWAITING_APPROVAL");
        String waits =
                "409 EXCEPTION-UNDO-WAITS User ben has already asked to undo this decision. Another person must approve "
                        + "or decline that, or user ben withdraws it. Nothing was changed.";
        String own =
                "409 EXCEPTION-AUTHOR You asked to undo this decision yourself. Another person must approve or decline "
                        + "that.";

        assertThat(act(held, "undo", resolution, "ben")).isEqualTo(waits);
        assertThat(act(held, "undo", resolution, "olga")).isEqualTo(waits);
        assertThat(approve(held, resolution, 1, "ben")).isEqualTo(own);
        assertThat(act(held, "decline", resolution, "ben")).isEqualTo(own);
        assertThat(act(held, "withdraw", resolution, "anna"))
                .isEqualTo(
                        "409 EXCEPTION-NOT-AUTHOR Only user ben can withdraw what waits here. Another person can approve or "
                                + "decline it. Nothing was changed.");
        assertThat(resolve(held, 1, "REJECT", "olga")).isEqualTo(DECIDED_BY_OLGA);
        assertThat(approve(held, resolution, 7, "olga")).isEqualTo(CHANGED);
        assertThat(approve(held, resolution, 1, "olga"))
                .as("the author of the decision")
                .startsWith("200 ");

        String ended = "409" + ENDED_BY.formatted("ben");
        assertThat(approve(held, resolution, 1, "anna")).isEqualTo(ended);
        assertThat(act(held, "undo", resolution, "ben")).isEqualTo(ended);
        assertThat(act(held, "withdraw", resolution, "ben")).isEqualTo(ended);
    }

    @Test
    void an_undoing_that_was_withdrawn_is_not_approved() throws Exception {
        ExceptionCase held = hub.heldPay("k");
        long approved = waiting(held);
        approve(held, approved, 1, "anna");
        ExceptionCase other = hub.heldPay("k2");
        long alone = resolution(resolved(other, 1, "REJECT", "olga"));
        hub.effects().release(true);
        for (ExceptionCase each : List.of(held, other)) {
            long resolution = each == held ? approved : alone;
            assertThat(act(each, "undo", resolution, "ben")).isEqualTo("200 AWAITING_APPROVAL");
            assertThat(act(each, "withdraw", resolution, "ben")).isEqualTo("200 CLOSED");
        }

        assertThat(approve(held, approved, 1, "cyd")).isEqualTo(APPROVED_BY_ANNA);
        assertThat(act(held, "withdraw", approved, "ben")).isEqualTo(APPROVED_BY_ANNA);
        assertThat(approve(other, alone, 1, "cyd")).isEqualTo(NOT_WAITING);
        assertThat(act(other, "decline", alone, "cyd")).isEqualTo(NOT_WAITING);
    }

    @Test
    void what_is_decided_can_be_assigned_until_it_is_closed() throws Exception {
        ExceptionCase held = hub.heldPay("k");
        long waiting = waiting(held);
        assertThat(assign(held, "null", "anna")).isEqualTo("200 AWAITING_APPROVAL");
        assertThat(assign(held, "null", "ben"))
                .isEqualTo(
                        "409 EXCEPTION-ASSIGNED User anna works on this exception. Nothing was changed. Read it again before "
                                + "you take it over.");
        approve(held, waiting, 1, "anna");
        assertThat(assign(held, "\"anna\"", "ben"))
                .isEqualTo("409 EXCEPTION-CLOSED The exception is closed. Nothing was changed.");

        hub.effects().release(true);
        act(held, "undo", waiting, "ben");
        assertThat(assign(held, "\"anna\"", "cyd")).as("its undoing waits").isEqualTo("200 AWAITING_APPROVAL");
    }

    @Test
    void a_version_that_was_replaced_is_neither_decided_nor_approved() throws Exception {
        RecordAddress pay = hub.heldRecord("P", "k", "X", null);
        ExceptionCase first = hub.mismatch(CLAIM, "1.00", "2.00", pay);
        changeAmount(pay, 900);

        assertThat(resolve(first, 1, "REJECT", "olga")).isEqualTo(CHANGED);
        ExceptionCase now = hub.exception(first.id());
        long waiting = resolution(resolved(now, now.revision(), "USE_VALUE\", \"chosen\": \"left", "olga"));
        changeAmount(pay, 1000);
        assertThat(approve(now, waiting, now.revision(), "anna")).isEqualTo(CHANGED);
        assertThat(state(now)).isEqualTo("AWAITING_APPROVAL");
    }

    @Test
    void what_later_data_settled_is_not_acted_on() throws Exception {
        RecordAddress pay = hub.heldRecord("P", "k", "X", null);
        ExceptionCase first = hub.mismatch(CLAIM, "1.00", "2.00", pay);
        long waiting = resolution(resolved(first, 1, "USE_VALUE\", \"chosen\": \"left", "olga"));
        hub.mismatch(CLAIM, "1.00", "3.00", pay);
        hub.part(ExceptionCases.class)
                .closeOthers(Map.of(ExceptionSubject.ofKey(CLAIM), List.of(ExceptionParts.differs("1.00", "3.00"))));

        assertThat(resolve(first, 1, "REJECT", "ben")).isEqualTo(SETTLED);
        assertThat(approve(first, waiting, 1, "anna")).isEqualTo(SETTLED);
        assertThat(act(first, "decline", waiting, "anna")).isEqualTo(SETTLED);
        assertThat(act(first, "withdraw", waiting, "olga")).isEqualTo(SETTLED);
        assertThat(act(first, "undo", waiting, "olga")).isEqualTo(SETTLED);
        assertThat(assign(first, "null", "ben"))
                .isEqualTo("409 EXCEPTION-CLOSED The exception is closed. Nothing was changed.");
    }

    private void changeAmount(RecordAddress pay, int amount) {
        hub.jdbc()
                .sql("update record set amount = :amount")
                .param("amount", amount)
                .update();
        hub.mismatch(CLAIM, "1.00", "2.00", pay);
    }

    private long waiting(ExceptionCase exception) throws Exception {
        return resolution(resolved(exception, exception.revision(), "ACCEPT", "olga"));
    }

    private static long resolution(MockHttpServletResponse made) throws Exception {
        assertThat(made.getStatus()).isEqualTo(200);
        return json(made).at("/0/resolution").asLong();
    }

    private MockHttpServletResponse resolved(ExceptionCase exception, int revision, String kind, String user)
            throws Exception {
        return send(
                "/resolve",
                """
                {"resolutions": [{"exception": %d, "revision": %d, "kind": "%s"}], "reason": "r"}
                """
                        .formatted(exception.id(), revision, kind),
                user);
    }

    private String resolve(ExceptionCase exception, int revision, String kind, String user) throws Exception {
        return outcome(resolved(exception, revision, kind, user));
    }

    private String approve(ExceptionCase exception, long resolution, int revision, String user) throws Exception {
        return outcome(send(
                "/" + exception.id() + "/approve",
                "{\"resolution\": %d, \"revision\": %d}".formatted(resolution, revision),
                user));
    }

    private String act(ExceptionCase exception, String act, long resolution, String user) throws Exception {
        return outcome(acted(exception, act, resolution, user));
    }

    private MockHttpServletResponse acted(ExceptionCase exception, String act, long resolution, String user)
            throws Exception {
        return send(
                "/" + exception.id() + "/" + act,
                "{\"resolution\": %d, \"reason\": \"r\"}".formatted(resolution),
                user);
    }

    private String remedy(ExceptionCase exception, String act, long resolution, String user) throws Exception {
        return json(acted(exception, act, resolution, user)).at("/remedy/en").asText();
    }

    private String assign(ExceptionCase exception, String from, String to) throws Exception {
        return outcome(send(
                "/assign",
                "{\"exceptions\": [%d], \"from\": %s, \"to\": \"%s\"}".formatted(exception.id(), from, to),
                to));
    }

    private String state(ExceptionCase exception) throws Exception {
        return json(web.perform(get("/api/v1/exceptions/" + exception.id()))
                        .andReturn()
                        .getResponse())
                .at("/state")
                .asText();
    }

    /** The status with the state of the exception, or with the code of the problem and its text. */
    private static String outcome(MockHttpServletResponse response) throws Exception {
        JsonNode body = json(response);
        if (response.getStatus() == 200) {
            return "200 " + (body.isArray() ? body.at("/0/state") : body.at("/state")).asText();
        }
        assertThat(response.getContentType()).isEqualTo("application/problem+json");
        assertThat(body.at("/message/fr").asText())
                .isNotBlank()
                .isNotEqualTo(body.at("/message/en").asText());
        assertThat(body.at("/status").asInt()).isEqualTo(response.getStatus());
        return response.getStatus() + " " + body.at("/code").asText() + " "
                + body.at("/message/en").asText();
    }

    private static JsonNode json(MockHttpServletResponse response) throws Exception {
        return JSON.readTree(response.getContentAsString(StandardCharsets.UTF_8));
    }

    private MockHttpServletResponse send(String path, String body, String user) throws Exception {
        Principal principal = () -> user;
        return web.perform(post("/api/v1/exceptions" + path)
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(body)
                        .principal(principal))
                .andReturn()
                .getResponse();
    }

    /** Both acts at the same moment; their outcomes in the order of the acts. */
    private static List<String> atOnce(Callable<String> one, Callable<String> other) throws Exception {
        CyclicBarrier start = new CyclicBarrier(2);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<String>> outcomes = threads.invokeAll(List.of(from(start, one), from(start, other)));
            return List.of(outcomes.get(0).get(), outcomes.get(1).get());
        } finally {
            threads.shutdown();
        }
    }

    private static Callable<String> from(CyclicBarrier start, Callable<String> act) {
        return () -> {
            start.await();
            return act.call();
        };
    }
}
