// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.sender;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Who may drop files.
 *
 * @param senders the senders by name: small letters, digits and hyphens
 */
@Validated
@ConfigurationProperties("hub")
public record Senders(
        @DefaultValue @NotNull
                Map<
                                @Pattern(
                                        regexp = "[a-z0-9][a-z0-9-]{0,63}",
                                        message = "a sender's name is of small letters, digits and hyphens")
                                String,
                                @Valid SenderSettings>
                        senders) {

    public Senders {
        senders = new TreeMap<>(senders);
    }

    /**
     * The settings of a sender.
     *
     * @throws IllegalArgumentException when there is no such sender
     */
    public SenderSettings of(String sender) {
        SenderSettings settings = senders.get(sender);
        if (settings == null) {
            throw new IllegalArgumentException("There is no sender " + sender);
        }
        return settings;
    }
}
