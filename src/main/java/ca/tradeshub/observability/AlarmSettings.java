// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.observability;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where alarm notices are sent, in addition to the console, the log and the metrics.
 *
 * @param webhook address that receives a JSON notice when an alarm opens or closes; not set: no notices
 * @param tokenFile file with the bearer token for the address; not set: no token
 * @param interval interval between attempts to send waiting notices
 * @param timeout time limit for the response
 */
@Validated
@ConfigurationProperties("hub.alarms")
public record AlarmSettings(
        @Nullable URI webhook,
        @Nullable Path tokenFile,
        @NotNull @DefaultValue("10s") Duration interval,
        @NotNull @DefaultValue("10s") Duration timeout) {

    @AssertTrue(message = "webhook is an http or https address")
    boolean isWebhookAnAddress() {
        return webhook == null
                || webhook.getHost() != null
                        && ("http".equals(webhook.getScheme()) || "https".equals(webhook.getScheme()));
    }
}
