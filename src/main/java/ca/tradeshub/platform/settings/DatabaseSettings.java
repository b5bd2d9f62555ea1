// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.platform.settings;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The hub's PostgreSQL.
 *
 * @param port loopback port of the embedded server; 0: any free port
 * @param binariesDir folder for the programs of the embedded server; several hubs may share one
 * @param url JDBC URL of the production server
 * @param username user of the production server
 * @param password password of the production server
 */
@Validated
@ConfigurationProperties("hub.database")
public record DatabaseSettings(
        @Min(0) @Max(65535) @DefaultValue("0") int port,
        @NotNull Path binariesDir,
        @DefaultValue("") String url,
        @DefaultValue("") String username,
        @DefaultValue("") String password) {

    /** Never prints the password. */
    @Override
    public String toString() {
        return "DatabaseSettings[port=" + port + ", binariesDir=" + binariesDir + ", url=" + url + ", username="
                + username + "]";
    }
}
