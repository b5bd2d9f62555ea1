// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * The console.
 *
 * @param uploadLimit size of the largest table of decisions that may be uploaded, in the console or by the API
 */
@Validated
@ConfigurationProperties("hub.console")
public record ConsoleSettings(@NotNull @DefaultValue("10MB") DataSize uploadLimit) {

    private static final DataSize LARGEST = DataSize.ofMegabytes(100);

    /** The error page names the limit in megabytes, and an upload is kept in memory. */
    @AssertTrue(message = "upload-limit is from 1MB to 100MB, in whole megabytes")
    boolean isLimitSensible() {
        return uploadLimit.toMegabytes() >= 1
                && uploadLimit.equals(DataSize.ofMegabytes(uploadLimit.toMegabytes()))
                && uploadLimit.compareTo(LARGEST) <= 0;
    }
}
