// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.sender;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How landed files are processed.
 *
 * @param workers how many files, or groups of small files, are processed at once
 * @param sweepInterval how often the workers look for waiting files without an offer
 * @param batchSize how many records are staged in one transaction
 * @param rejectShare the largest share of rejected records a file may have, 0 to 1; fewer than 20 never refuse a file
 */
@Validated
@ConfigurationProperties("hub.processing")
public record ProcessingSettings(
        @Min(1) @Max(64) @DefaultValue("2") int workers,
        @NotNull @DefaultValue("5s") Duration sweepInterval,
        @Min(1) @Max(100_000) @DefaultValue("1000") int batchSize,
        @NotNull @DecimalMin("0") @DecimalMax("1") @DefaultValue("0.20") BigDecimal rejectShare) {}
