// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.Test;

/** Batch after batch until none is left, each duty by its own schedule; the reconciler is a stand-in. */
class ReconcileRouteTest extends CamelTestSupport {

    private final List<String> steps = new CopyOnWriteArrayList<>();
    private final AtomicInteger left = new AtomicInteger();

    @Override
    public void setupResources() {
        testConfiguration().withUseAdviceWith(true);
    }

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext camel = super.createCamelContext();
        RouteFiles.standIn(camel, new Duties(), 1, List.of("reconciler", "fileClosing", "failedWork"));
        return camel;
    }

    @Override
    protected RoutesBuilder[] createRouteBuilders() throws Exception {
        RouteFiles.load(context, "reconcile");
        return new RoutesBuilder[0];
    }

    @Test
    void batches_are_decided_until_none_is_left() throws Exception {
        start();
        left.set(3);
        template.sendBody("direct:reconcile", null);

        assertThat(steps).containsExactly("decided", "decided", "decided", "nothing");
    }

    @Test
    void nothing_to_decide_is_asked_once() throws Exception {
        start();
        template.sendBody("direct:reconcile", null);

        assertThat(steps).containsExactly("nothing");
    }

    @Test
    void a_batch_that_keeps_failing_is_parked_and_the_next_schedule_goes_on() throws Exception {
        AdviceWith.adviceWith(context, "reconcile", route -> route.weaveById("reconcile-next")
                .replace()
                .process(exchange -> {
                    steps.add("fails");
                    throw new IllegalStateException("the store is away");
                }));
        start();
        left.set(1);
        template.sendBody("direct:reconcile", null);
        await().untilAsserted(() -> assertThat(steps).containsExactly("decided", "fails", "fails", "park reconcile"));

        template.sendBody("direct:reconcile", null);
        assertThat(steps).endsWith("nothing");
    }

    @Test
    void the_other_duties_have_schedules_of_their_own() throws Exception {
        start();
        template.sendBody("direct:reconcile.overdue", null);
        template.sendBody("direct:reconcile.close", null);
        template.sendBody("direct:reconcile.verify", null);

        assertThat(steps).containsExactly("remind", "close", "verify");
    }

    private void start() throws Exception {
        for (String route : List.of("reconcile", "reconcile.overdue", "reconcile.close", "reconcile.verify")) {
            AdviceWith.adviceWith(context, route, advised -> advised.replaceFromWith("direct:" + route));
        }
        context.start();
    }

    /** Stands in for every bean of the routes. */
    public final class Duties {

        /** Decides a batch, if any is left. */
        public int reconcile() {
            boolean any = left.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
            steps.add(any ? "decided" : "nothing");
            return any ? 1 : 0;
        }

        /** Reminds. */
        public int remindOverdue() {
            steps.add("remind");
            return 0;
        }

        /** Closes. */
        public int closeFinished() {
            steps.add("close");
            return 0;
        }

        /** Verifies. */
        public int verify() {
            steps.add("verify");
            return 0;
        }

        /** Parks. */
        public void park(@org.apache.camel.ExchangeProperty("CamelFailureRouteId") String route) {
            steps.add("park " + route);
        }
    }
}
