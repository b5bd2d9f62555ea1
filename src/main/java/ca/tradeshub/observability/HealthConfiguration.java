// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.observability;

import ca.tradeshub.canonical.Messages;
import ca.tradeshub.ledger.alarm.AlarmCode;
import ca.tradeshub.ledger.alarm.Alarms;
import ca.tradeshub.ledger.parking.ParkedWork;
import ca.tradeshub.ledger.parking.Parking;
import ca.tradeshub.ledger.parking.RefusedAcknowledgements;
import ca.tradeshub.ledger.record.FileClosing;
import ca.tradeshub.overview.ConsumerQueues;
import ca.tradeshub.overview.QueueDepths;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The health of each part. The database's own indicator comes with Spring. */
@Configuration(proxyBeanMethods = false)
class HealthConfiguration {

    /** Works, but needs an operator. */
    static final Status ATTENTION = new Status("ATTENTION");

    private static final Messages MESSAGES = Messages.of(HealthConfiguration.class);

    private static final int SHOWN = 20;
    private static final Set<AlarmCode> STOPS_DELIVERY = Set.of(AlarmCode.DELIVERY_STOPPED, AlarmCode.DEAD_LETTER);

    @Bean
    HealthIndicator brokerHealthIndicator(QueueDepths queues) {
        return () -> {
            Map<String, Long> depths = queues.depths();
            boolean answers = depths.values().stream().allMatch(depth -> depth != null);
            Health.Builder health = answers ? Health.up() : Health.down();
            depths.forEach(
                    (queue, depth) -> health.withDetail(queue, depth == null ? MESSAGES.text("health.none") : depth));
            return health.build();
        };
    }

    @Bean
    HealthIndicator routesHealthIndicator(CamelContext camel) {
        return () -> {
            List<String> stopped = camel.getRoutes().stream()
                    .map(Route::getRouteId)
                    .filter(id -> !camel.getRouteController().getRouteStatus(id).isStarted())
                    .toList();
            Health.Builder health = stopped.isEmpty() && camel.getStatus().isStarted() ? Health.up() : Health.down();
            return health.withDetail("routes", camel.getRoutesSize())
                    .withDetail("stopped", stopped)
                    .build();
        };
    }

    @Bean
    HealthIndicator balanceHealthIndicator(FileClosing closing) {
        return () -> {
            List<Long> unbalanced = closing.unbalanced();
            Health.Builder health = unbalanced.isEmpty() ? Health.up() : Health.down();
            return health.withDetail("files that do not balance", unbalanced.size())
                    .withDetail("first", unbalanced.stream().limit(SHOWN).toList())
                    .build();
        };
    }

    @Bean
    HealthIndicator outboxHealthIndicator(ConsumerQueues outbox, Alarms alarms, HealthSettings settings, Clock clock) {
        return () -> {
            boolean late = false;
            Health.Builder health = Health.up();
            for (ConsumerQueues.Waiting queue : outbox.waiting()) {
                Duration age = queue.since() == null ? Duration.ZERO : Duration.between(queue.since(), clock.instant());
                late |= age.compareTo(settings.outboxAge()) > 0;
                health.withDetail(queue.queue(), MESSAGES.text("health.waiting", queue.messages(), age.toSeconds()));
            }
            List<String> stopped = alarms.open().stream()
                    .filter(alarm -> STOPS_DELIVERY.contains(alarm.code()))
                    .map(alarm -> alarm.code() + " " + alarm.subject())
                    .toList();
            if (!stopped.isEmpty()) {
                health.withDetail("alarms", stopped);
            }
            return late
                    ? health.down().build()
                    : stopped.isEmpty()
                            ? health.build()
                            : health.status(ATTENTION).build();
        };
    }

    @Bean
    HealthIndicator parkedHealthIndicator(Parking parking, RefusedAcknowledgements refused) {
        return () -> {
            List<ParkedWork> parked = parking.open();
            long acknowledgements = refused.count();
            return Health.status(parked.isEmpty() && acknowledgements == 0 ? Status.UP : ATTENTION)
                    .withDetail("parked", parked.size())
                    .withDetail("refused acknowledgements", acknowledgements)
                    .withDetail(
                            "first",
                            parked.stream()
                                    .limit(SHOWN)
                                    .map(work -> work.step() + " " + work.reference())
                                    .toList())
                    .build();
        };
    }
}
