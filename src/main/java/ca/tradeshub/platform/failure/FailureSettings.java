// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.platform.failure;

import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How often and with which delays failed work is retried before it is parked.
 *
 * @param redeliveries retries after the first attempt
 * @param firstDelay delay before the first retry
 * @param backoff factor by which each delay exceeds the previous one
 * @param maxDelay longest delay
 */
@Validated
@ConfigurationProperties("hub.failures")
public record FailureSettings(
        @Min(0) @DefaultValue("4") int redeliveries,
        @NotNull @DefaultValue("500ms") Duration firstDelay,
        @DecimalMin("1") @DefaultValue("3") double backoff,
        @NotNull @DefaultValue("20s") Duration maxDelay) {}
