// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.platform;

import ca.tradeshub.canonical.Messages;
import ca.tradeshub.intake.sender.DropSiteSettings;
import ca.tradeshub.ledger.FailureCause;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/** Reports whether an SSH server responds at the drop site. */
@Component("dropSiteHealthIndicator")
class DropSiteHealth implements HealthIndicator {

    private static final int TIMEOUT_MILLIS = 2_000;

    private static final Messages MESSAGES = Messages.of(DropSiteHealth.class);

    private final DropSiteSettings settings;

    DropSiteHealth(DropSiteSettings settings) {
        this.settings = settings;
    }

    @Override
    public Health health() {
        Health.Builder health = new Health.Builder().withDetail("at", settings.host() + ":" + settings.port());
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(settings.host(), settings.port()), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            InputStream in = socket.getInputStream();
            boolean ssh = new String(in.readNBytes(4), StandardCharsets.US_ASCII).equals("SSH-");
            return ssh
                    ? health.up().build()
                    : health.down()
                            .withDetail("error", MESSAGES.text("health.not-ssh"))
                            .build();
        } catch (IOException e) {
            return health.down().withDetail("error", FailureCause.text(e)).build();
        }
    }
}
