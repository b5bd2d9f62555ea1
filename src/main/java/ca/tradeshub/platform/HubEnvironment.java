package ca.tradeshub.platform;

import ca.tradeshub.platform.production.ProductionGuard;
import ca.tradeshub.platform.settings.CompositionDefaults;
import ca.tradeshub.platform.settings.KnownSettings;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Completes the settings before any part starts: refuses unknown {@code hub.*} keys, adds the defaults of the chosen
 * composition, and settles what depends on other settings (ports "any free one", folders instead of the jar's own).
 */
class HubEnvironment implements EnvironmentPostProcessor, Ordered {

    @Override
    public int getOrder() {
        return ConfigDataEnvironmentPostProcessor.ORDER + 1;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        if (CompositionDefaults.areIn(environment)) {
            return;
        }
        KnownSettings.onClassPath().check(environment);
        CompositionDefaults.complete(environment);
        if (CompositionDefaults.composition(environment).equals(CompositionDefaults.PRODUCTION)) {
            ProductionGuard.check(environment);
        }
    }
}
