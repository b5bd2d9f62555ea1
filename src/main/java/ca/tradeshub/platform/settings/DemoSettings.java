// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.platform.settings;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The demonstration of the embedded composition.
 *
 * @param enabled drop the demo files on the first start; {@code --demo} on the command line sets it
 * @param patience how long the demo waits for the responses to a phase before it continues without them
 */
@Validated
@ConfigurationProperties("hub.demo")
public record DemoSettings(@DefaultValue("false") boolean enabled, @NotNull @DefaultValue("60s") Duration patience) {}
