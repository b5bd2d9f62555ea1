package ca.tradeshub.platform.settings;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The demonstration of the embedded composition.
 *
 * @param enabled drop the demo fixtures on the first start; the command line's {@code --demo} sets it
 * @param patience how long a phase of files may take to be answered before the demo goes on without it
 */
@Validated
@ConfigurationProperties("hub.demo")
public record DemoSettings(@DefaultValue("false") boolean enabled, @NotNull @DefaultValue("60s") Duration patience) {}
