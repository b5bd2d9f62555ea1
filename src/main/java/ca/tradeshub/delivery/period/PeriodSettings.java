// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.delivery.period;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.reconciliation.decision.OutgoingQueue;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The calendar of the periods that close with a {@code period-complete} message on each consumer's queue of periods.
 *
 * @param length a day, a week from Monday, a calendar month, or none to send nothing
 * @param grace how long after its last day a period stays open for late files
 * @param registry the feeds of which the certification registry expects a file in each period
 * @param tax the feeds of which the tax-credit verification expects a file in each period
 * @param checkInterval pause between checks for periods to close, in milliseconds
 */
@Validated
@ConfigurationProperties("hub.periods")
public record PeriodSettings(
        @NotNull @DefaultValue("month") PeriodLength length,
        @NotNull @DurationMin @DefaultValue("2d") Duration grace,
        @NotNull @DefaultValue({"registrations", "certificates"}) List<Feed> registry,
        @NotNull @DefaultValue({"registrations", "payroll"}) List<Feed> tax,
        @Min(100) @DefaultValue("60000") int checkInterval) {

    /** The feeds that a queue expects. */
    List<Feed> expected(OutgoingQueue queue) {
        return switch (queue) {
            case REGISTRY -> registry;
            case TAX -> tax;
        };
    }
}
