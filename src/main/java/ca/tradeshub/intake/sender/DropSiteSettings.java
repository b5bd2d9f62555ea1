// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.sender;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The SFTP server the senders drop their files on.
 *
 * @param host address of the drop site; the embedded one listens on it
 * @param port port of the drop site; embedded, 0: any free one
 * @param knownHosts file with the drop site's host key, checked on every connection; the embedded drop site writes it
 */
@Validated
@ConfigurationProperties("hub.drop-site")
public record DropSiteSettings(
        @NotBlank @DefaultValue("127.0.0.1") String host,
        @Min(0) @Max(65535) @DefaultValue("2222") int port,
        @NotBlank String knownHosts) {}
