package ca.tradeshub.platform.failure;

import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How often and how patiently work of ours that fails is tried again before it is parked.
 *
 * @param redeliveries further attempts after the first
 * @param firstDelay wait before the first of them
 * @param backoff factor by which each wait is longer than the one before
 * @param maxDelay longest wait
 */
@Validated
@ConfigurationProperties("hub.failures")
public record FailureSettings(
        @Min(0) @DefaultValue("4") int redeliveries,
        @NotNull @DefaultValue("500ms") Duration firstDelay,
        @DecimalMin("1") @DefaultValue("3") double backoff,
        @NotNull @DefaultValue("20s") Duration maxDelay) {}
