// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub;

import ca.tradeshub.cli.Commands;
import java.util.Locale;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The hub: starts the parts of one composition and runs until it is stopped, or runs a command and ends. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class TradesHub {

    /**
     * Starts the hub or runs a command.
     *
     * @param args a command with its options; else settings ({@code --hub.…=}) and {@code --demo}, which drops the demo
     *     fixtures on the first start
     */
    public static void main(String[] args) {
        // The hub names a locale wherever it writes or compares text. Some libraries do not: under a Turkish locale
        // Camel does not find the option serverAliveInterval, because its I has another small letter there.
        Locale.setDefault(Locale.ROOT);
        if (Commands.isMeant(args)) {
            System.exit(Commands.main(args));
        }
        try {
            SpringApplication.run(TradesHub.class, args);
        } catch (RuntimeException alreadyReported) {
            // Spring has reported the reason; a part that had started must not keep the process alive.
            System.exit(1);
        }
    }
}
