// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.observability;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.TimeUnit;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class StepTimersTest {

    @Test
    void each_step_of_each_route_has_a_timer_of_its_own() throws Exception {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.setMessageHistory(true);
            camel.setMessageHistoryFactory(new StepTimers(meters));
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:one")
                            .routeId("one")
                            .delay(5)
                            .id("waits")
                            .setBody(constant("x"))
                            .id("sets");
                    from("direct:two").routeId("two").setBody(constant("y")).id("sets-too");
                }
            });
            camel.start();

            for (int i = 0; i < 3; i++) {
                camel.createProducerTemplate().sendBody("direct:one", "");
            }
            camel.createProducerTemplate().sendBody("direct:two", "");
        }

        assertThat(timer(meters, "one", "waits").count()).isEqualTo(3);
        assertThat(timer(meters, "one", "waits").totalTime(TimeUnit.MILLISECONDS))
                .isGreaterThanOrEqualTo(15);
        assertThat(timer(meters, "one", "sets").count()).isEqualTo(3);
        assertThat(timer(meters, "two", "sets-too").count()).isEqualTo(1);
    }

    private static Timer timer(SimpleMeterRegistry meters, String route, String node) {
        return meters.get("camel.message.history")
                .tags("routeId", route, "nodeId", node)
                .timer();
    }
}
