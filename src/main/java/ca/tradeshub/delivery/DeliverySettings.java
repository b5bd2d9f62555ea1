// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.delivery;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Delivery to the consumers' queues, and their acknowledgements.
 *
 * @param pollInterval pause between polls of an empty outbox, in milliseconds
 * @param batchSize messages that share one transaction of the broker
 * @param window how far past the oldest message of unknown outcome new ones may be sent; far below the 100,000 ids the
 *     broker remembers, so that it still recognises that message when it is sent again
 * @param lease how long a hub keeps a queue without renewing its lease; after a crash another hub waits this long
 * @param attempts attempts after which a message that fails while others pass is parked
 * @param firstRetry pause before the second attempt; it doubles with each further one
 * @param lastRetry longest pause between attempts
 * @param circuitFailures failures in a row after which sending to a queue pauses
 * @param circuitPause how long it pauses
 * @param sendLimit how long the broker may take for one message; then the send is given up and repeated. Shorter than the
 *     lease
 * @param acknowledgementLimit age after which an unacknowledged message raises an alarm
 * @param acknowledgementCheck pause between checks for such messages, in milliseconds
 * @param deadLetterCheck pause between looks into the queue of dead letters, in milliseconds
 * @param acknowledgers the broker's users and the queues whose messages each may acknowledge
 */
@Validated
@ConfigurationProperties("hub.delivery")
public record DeliverySettings(
        @Min(10) @DefaultValue("500") int pollInterval,
        @Min(1) @Max(5_000) @DefaultValue("500") int batchSize,
        @Min(1) @Max(50_000) @DefaultValue("50000") int window,
        @NotNull @DefaultValue("15s") Duration lease,
        @Min(2) @DefaultValue("8") int attempts,
        @NotNull @DefaultValue("1s") Duration firstRetry,
        @NotNull @DefaultValue("5m") Duration lastRetry,
        @Min(1) @DefaultValue("3") int circuitFailures,
        @NotNull @DefaultValue("10s") Duration circuitPause,
        @NotNull @DefaultValue("10s") Duration sendLimit,
        @NotNull @DefaultValue("3d") Duration acknowledgementLimit,
        @Min(100) @DefaultValue("60000") int acknowledgementCheck,
        @Min(100) @DefaultValue("30000") int deadLetterCheck,
        @NotNull @DefaultValue Map<String, List<String>> acknowledgers) {

    /** The pause after a number of attempts. */
    public Duration retryAfter(int attemptsMade) {
        Duration pause = firstRetry;
        for (int attempt = 1; attempt < attemptsMade && pause.compareTo(lastRetry) < 0; attempt++) {
            pause = pause.multipliedBy(2);
        }
        return pause.compareTo(lastRetry) < 0 ? pause : lastRetry;
    }
}
