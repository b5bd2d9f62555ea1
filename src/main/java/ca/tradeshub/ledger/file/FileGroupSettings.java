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
 * How many small files a worker takes together.
 *
 * @param groupFiles most small files of one feed that are processed together; 1 processes each file alone
 * @param groupSize most bytes, as dropped, of the files that are processed together; a larger file is processed alone
 */
@Validated
@ConfigurationProperties("hub.processing")
public record FileGroupSettings(
        @Min(1) @Max(1000) @DefaultValue("50") int groupFiles, @NotNull @DefaultValue("4MB") DataSize groupSize) {}
