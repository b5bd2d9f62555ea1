// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.sender;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What all senders share.
 *
 * @param archiveDir folder of the archive; {@code archive} in the state folder unless set
 * @param pollInterval how often the drop folder of a sender without an interval of its own is looked at
 * @param pollingThreads how many drop folders are worked on at once
 * @param landingBatch most files that are landed together, in one transaction
 * @param maxContentSize largest content of a compressed file
 * @param maxExpansion how many times larger than the compressed file its content may be; smaller contents than 1 MiB
 *     are not measured
 * @param responseInterval how often the hub checks for responses to write
 * @param responseThreads to how many senders responses are written at once
 * @param responseBatch most responses taken in one go
 * @param statusDelay how long changes of a file are collected before its status is written while records of it are
 *     pending, once for each 10,000 records of the file, at most ten times; when none is, the status is written at once,
 *     that of a file of 10,000 records or more when no key of a large file waits for its decision any more
 * @param responseDetail most lines detailed in one response; its counts always cover all lines
 * @param responseRetry how long a response that could not be written waits at first; it doubles up to a hundredfold
 */
@Validated
@ConfigurationProperties("hub.intake")
public record IntakeSettings(
        @NotNull Path archiveDir,
        @NotNull @DurationMin(millis = 1) @DefaultValue("5s") Duration pollInterval,
        @Min(1) @Max(256) @DefaultValue("4") int pollingThreads,
        @Min(1) @Max(1000) @DefaultValue("200") int landingBatch,
        @NotNull @DefaultValue("8GB") DataSize maxContentSize,
        @Min(2) @DefaultValue("250") int maxExpansion,
        @NotNull @DurationMin(millis = 1) @DefaultValue("1s") Duration responseInterval,
        @Min(1) @Max(256) @DefaultValue("4") int responseThreads,
        @Min(1) @Max(1000) @DefaultValue("50") int responseBatch,
        @NotNull @DurationMin(millis = 1) @DefaultValue("30s") Duration statusDelay,
        @Min(0) @DefaultValue("10000") int responseDetail,
        @NotNull @DurationMin(millis = 1) @DefaultValue("5s") Duration responseRetry) {

    /** How often the drop folder of a sender is polled. */
    public Duration pollInterval(SenderSettings sender) {
        return sender.pollInterval() == null ? pollInterval : sender.pollInterval();
    }
}
