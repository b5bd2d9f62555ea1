// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.platform.settings;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the hub as a whole.
 *
 * @param stateDir folder for all files that the hub keeps on this machine: archive, embedded parts, host key, log
 * @param composition {@code embedded}: database, broker and drop site run inside the hub; {@code production}: they are
 *     external servers, given by settings
 * @param routesDir folder whose {@code *.camel.yaml} replace the routes inside the jar; empty: the jar's
 * @param mappingsDir folder whose mapping sheets replace those inside the jar; empty: the jar's
 * @param fixturesDir folder whose demo fixtures replace those inside the jar; empty: the jar's
 * @param law how the law is interpreted
 * @param users who may log in to the console, by login name
 */
@Validated
@ConfigurationProperties("hub")
public record HubSettings(
        @NotNull @DefaultValue("var") Path stateDir,
        @NotNull @DefaultValue("embedded") Composition composition,
        @DefaultValue("") String routesDir,
        @DefaultValue("") String mappingsDir,
        @DefaultValue("") String fixturesDir,
        @NotNull @DefaultValue Law law,
        @NotNull @Valid @DefaultValue Map<String, User> users) {

    /**
     * How the law is interpreted where its text is unclear.
     *
     * @param interpretations interpretations of the law other than the recommended ones: id to choice, for example
     *     {@code C1} to {@code two-days-before-anniversary}
     */
    public record Law(@NotNull @DefaultValue Map<String, String> interpretations) {}

    /** The two compositions of the hub. */
    public enum Composition {
        /** PostgreSQL, Artemis and the drop site run inside the hub; state stays under the state folder. */
        EMBEDDED,
        /** PostgreSQL, Artemis and SFTP are servers given by settings. */
        PRODUCTION
    }

    /**
     * A person of the console.
     *
     * @param password the password with its encoding, for example {@code {bcrypt}$2a$10$…}
     * @param roles {@code viewer} may read, {@code operator} may also retry parked work, re-evaluate records and decide about
     *     exceptions, {@code approver} may also approve and decline what another person decided
     */
    public record User(@NotNull String password, @NotEmpty List<Role> roles) {

        /** Never prints the password. */
        @Override
        public String toString() {
            return "User[roles=" + roles + "]";
        }
    }

    /** The rights of the console's users. */
    public enum Role {
        /** May read. */
        VIEWER,
        /** May read, retry parked work, re-evaluate records and decide about exceptions. */
        OPERATOR,
        /** May read, and approve and decline what another person decided about exceptions. */
        APPROVER
    }
}
