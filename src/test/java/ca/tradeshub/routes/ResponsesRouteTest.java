// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.camel.Body;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the routes of the responses write, mark and postpone, also after failures; the beans and the server are stubs. */
class ResponsesRouteTest extends CamelTestSupport {

    private static final String SENDER = "payroll-maple";

    private final List<String> steps = new CopyOnWriteArrayList<>();
    private final List<String> failing = new CopyOnWriteArrayList<>();
    private final ExecutorService writers = Executors.newSingleThreadExecutor();

    @Override
    public void setupResources() {
        testConfiguration().withUseAdviceWith(true);
    }

    @AfterEach
    void stop() {
        writers.shutdownNow();
    }

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext camel = super.createCamelContext();
        RouteFiles.standIn(camel, new Steps(), 2, List.of("responseWriting", "failedWork"));
        camel.getRegistry().bind("responseWriters", writers);
        return camel;
    }

    @Override
    protected RoutesBuilder[] createRouteBuilders() throws Exception {
        RouteFiles.load(context, "responses");
        return new RoutesBuilder[0];
    }

    @Test
    void a_response_is_marked_as_written_after_its_last_file() throws Exception {
        writeRound(new Due(SENDER, "a"), new Due(SENDER, "b"));

        assertThat(steps)
                .containsExactly("a.1 false", "a.2 false", "written a", "b.1 false", "b.2 true", "written b", "end");
    }

    @Test
    void the_connection_ends_with_the_last_file_of_the_round() throws Exception {
        writeRound(new Due(SENDER, "a"), new Due(SENDER, "b"), new Due(SENDER, "c"));

        assertThat(steps.stream().filter(step -> step.endsWith(" true"))).containsExactly("c.2 true");
    }

    @Test
    void a_response_whose_first_file_fails_is_postponed_once_and_the_next_one_is_written() throws Exception {
        failing.add("a.1");
        writeRound(new Due(SENDER, "a"), new Due(SENDER, "b"));

        assertThat(steps)
                .containsExactly("a.1 false", "postponed a IOException", "b.1 false", "b.2 true", "written b", "end");
    }

    @Test
    void a_response_whose_last_file_fails_is_not_marked_as_written() throws Exception {
        failing.add("a.2");
        writeRound(new Due(SENDER, "a"));

        assertThat(steps).containsExactly("a.1 false", "a.2 true", "postponed a IOException", "end");
    }

    @Test
    void a_response_whose_mark_fails_is_postponed() throws Exception {
        failing.add("written a");
        writeRound(new Due(SENDER, "a"));

        assertThat(steps).containsExactly("a.1 false", "a.2 true", "written a", "postponed a IOException", "end");
    }

    @Test
    void a_response_that_cannot_be_composed_is_postponed_and_the_next_one_is_written() throws Exception {
        failing.add("compose a");
        writeRound(new Due(SENDER, "a"), new Due(SENDER, "b"));

        assertThat(steps).containsExactly("postponed a IOException", "b.1 false", "b.2 true", "written b", "end");
    }

    @Test
    void an_error_of_the_machine_postpones_the_response_too() throws Exception {
        failing.add("error a");
        writeRound(new Due(SENDER, "a"), new Due(SENDER, "b"));

        assertThat(steps).contains("written b").doesNotContain("written a").endsWith("end");
        assertThat(steps).anyMatch(step -> step.startsWith("postponed a "));
    }

    @Test
    void a_round_ends_also_when_a_response_cannot_even_be_postponed() throws Exception {
        failing.addAll(List.of("a.1", "postponed a"));
        writeRound(new Due(SENDER, "a"), new Due(SENDER, "b"));

        assertThat(steps)
                .containsExactly("a.1 false", "postponed a IOException", "b.1 false", "b.2 true", "written b", "end");
    }

    @Test
    void each_sender_with_due_responses_gets_a_round() throws Exception {
        start();
        template.sendBody("direct:responses", null);

        await().untilAsserted(() -> assertThat(steps).containsExactly("a.1 false", "a.2 true", "written a", "end"));
    }

    private void writeRound(Due... round) throws Exception {
        start();
        template.send(
                "direct:responses.round", exchange -> exchange.getMessage().setBody(new Round(List.of(round))));
        await().untilAsserted(() -> assertThat(steps).contains("end"));
    }

    private void start() throws Exception {
        TemplatedRouteBuilder.builder(context, "responses.out")
                .routeId("responses.out." + SENDER)
                .parameters(Map.of(
                        "sender", SENDER,
                        "host", "127.0.0.1",
                        "port", "1",
                        "username", SENDER,
                        "knownHosts", "known_hosts"))
                .add();
        AdviceWith.adviceWith(context, "responses", route -> route.replaceFromWith("direct:responses"));
        AdviceWith.adviceWith(context, "responses.out." + SENDER, route -> route.weaveById("responses-out-write")
                .replace()
                .process(this::write));
        context.start();
    }

    private void write(Exchange exchange) throws IOException {
        String file = exchange.getMessage().getHeader(Exchange.FILE_NAME, String.class);
        assertThat(exchange.getMessage().getBody(String.class)).isEqualTo("content of " + file);
        steps.add(file + " " + exchange.getProperty(Exchange.BATCH_COMPLETE, Boolean.class));
        failOn(file);
    }

    private void failOn(String step) throws IOException {
        if (failing.contains(step)) {
            throw new IOException("The stub fails");
        }
    }

    /** The due responses of a sender. */
    public record Round(List<Due> responses) {}

    /** A due response of two files. */
    public record Due(String sender, String name) {}

    /** A composed response. */
    public record Response(List<OutFile> files) {}

    /** A file of a response. */
    public record OutFile(String name) {

        /** Its content. */
        public InputStream open() {
            return new ByteArrayInputStream(("content of " + name).getBytes());
        }
    }

    /** Stands in for every bean of the routes. */
    public final class Steps {

        /** One round of one response. */
        public List<Round> due() {
            return List.of(new Round(List.of(new Due(SENDER, "a"))));
        }

        /** Ends. */
        public void end(@Body Round round) {
            assertThat(round.responses()).isNotEmpty();
            steps.add("end");
        }

        /** Composes. */
        public Response compose(@Body Due due) throws IOException {
            failOn("compose " + due.name());
            if (failing.contains("error " + due.name())) {
                throw new StackOverflowError("The stub fails");
            }
            return new Response(
                    new ArrayList<>(List.of(new OutFile(due.name() + ".1"), new OutFile(due.name() + ".2"))));
        }

        /** Marks. */
        public void written(@ExchangeProperty("due") Due due, @ExchangeProperty("response") Response response)
                throws IOException {
            steps.add("written " + due.name());
            assertThat(response.files()).hasSize(2);
            failOn("written " + due.name());
        }

        /** Postpones. */
        public void postponed(
                @ExchangeProperty("due") Due due, @ExchangeProperty("CamelExceptionCaught") Throwable failure)
                throws IOException {
            steps.add("postponed " + due.name() + " " + failure.getClass().getSimpleName());
            failOn("postponed " + due.name());
        }

        /** Parks. */
        public void park(@ExchangeProperty("CamelFailureRouteId") String route) {
            steps.add("park " + route);
        }
    }
}
