package ca.tradeshub.observability;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Who hears of alarms beside the page, the log and the metric.
 *
 * @param webhook address to which the opening and the closing of each alarm are sent as JSON; not set: nobody
 * @param tokenFile file with the bearer token the address expects; not set: none
 * @param interval how often the hub looks for alarms to send, and tries again
 * @param timeout how long the address may take to answer
 */
@Validated
@ConfigurationProperties("hub.alarms")
public record AlarmSettings(
        URI webhook,
        Path tokenFile,
        @NotNull @DefaultValue("10s") Duration interval,
        @NotNull @DefaultValue("10s") Duration timeout) {

    @AssertTrue(message = "webhook is an http or https address")
    boolean isWebhookAnAddress() {
        return webhook == null
                || webhook.getHost() != null
                        && ("http".equals(webhook.getScheme()) || "https".equals(webhook.getScheme()));
    }
}
