// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.observability;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.MessageHistory;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.component.micrometer.messagehistory.MicrometerMessageHistoryFactory;
import org.apache.camel.component.micrometer.messagehistory.MicrometerMessageHistoryNamingStrategy;
import org.apache.camel.support.DefaultMessageHistory;
import org.springframework.stereotype.Component;

/**
 * Times each step of each route, under the name and with the tags of Camel's own factory. That factory searches the route
 * among all routes and the timer among all meters each time a step ends; with the drop folders of hundreds of senders this
 * costs more than many a step. Here the timer of a step is found once.
 */
@Component
class StepTimers extends MicrometerMessageHistoryFactory {

    private final Map<Step, Timer> timers = new ConcurrentHashMap<>();

    StepTimers(MeterRegistry meters) {
        setMeterRegistry(meters);
    }

    /** Routes with one configuration share its steps. */
    private record Step(String routeId, NamedNode node) {}

    @Override
    public MessageHistory newMessageHistory(String routeId, NamedNode node, Exchange exchange) {
        Step step = new Step(routeId, node);
        Timer timer = timers.get(step);
        if (timer == null) {
            Route route = getCamelContext().getRoute(routeId);
            if (route == null) {
                return new DefaultMessageHistory(routeId, node);
            }
            timer = timers.computeIfAbsent(step, added -> timer(route, node));
        }
        return new Timed(routeId, node, timer);
    }

    private Timer timer(Route route, NamedNode node) {
        MicrometerMessageHistoryNamingStrategy naming = getNamingStrategy();
        return Timer.builder(naming.getName(route, node))
                .tags(naming.getTags(route, node))
                .description(node.getDescriptionText())
                .register(getMeterRegistry());
    }

    private static final class Timed extends DefaultMessageHistory {

        private final Timer timer;
        private final long start = System.nanoTime();

        Timed(String routeId, NamedNode node, Timer timer) {
            super(routeId, node);
            this.timer = timer;
        }

        @Override
        public void nodeProcessingDone() {
            super.nodeProcessingDone();
            timer.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
        }
    }
}
