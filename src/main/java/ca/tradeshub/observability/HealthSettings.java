// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.observability;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * When the health endpoint reports a problem, and how often metrics are read.
 *
 * @param outboxAge how long a message may wait to be sent
 * @param refresh how often the metrics that are read from the ledger are read again
 * @param findingsRefresh how often the findings are counted again for the metrics
 */
@Validated
@ConfigurationProperties("hub.health")
public record HealthSettings(
        @NotNull @DefaultValue("10m") Duration outboxAge,
        @NotNull @DefaultValue("10s") Duration refresh,
        @NotNull @DefaultValue("60s") Duration findingsRefresh) {}
