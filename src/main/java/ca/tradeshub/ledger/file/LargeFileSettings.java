// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.file;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How large files share the workers with small ones.
 *
 * @param largeFile from this size on, as dropped, a file is large
 * @param largeFiles how many large files are processed at once, over all hubs; fewer than the workers, so that small
 *     files find one
 */
@Validated
@ConfigurationProperties("hub.processing")
public record LargeFileSettings(
        @NotNull @DefaultValue("16MB") DataSize largeFile, @Min(1) @Max(64) @DefaultValue("1") int largeFiles) {}
