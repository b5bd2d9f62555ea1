// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.platform;

import ca.tradeshub.platform.production.ProductionGuard;
import ca.tradeshub.platform.settings.CompositionDefaults;
import ca.tradeshub.platform.settings.KnownSettings;
import ca.tradeshub.platform.settings.RenamedSettings;
import ca.tradeshub.platform.state.FolderRights;
import org.apache.commons.logging.Log;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.boot.logging.DeferredLogFactory;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Completes the settings before any part starts: rejects unknown {@code hub.*} keys, accepts old names of renamed ones,
 * adds the defaults of the chosen composition, and sets what depends on other settings (free ports, folders instead of
 * the jar's own). Then restricts the hub's folders to its user.
 */
class HubEnvironment implements EnvironmentPostProcessor, Ordered {

    private final Log log;

    HubEnvironment(DeferredLogFactory logs) {
        log = logs.getLog(HubEnvironment.class);
    }

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
        RenamedSettings.apply(environment).forEach(renamed -> log.warn(renamed.en()));
        CompositionDefaults.complete(environment);
        if (CompositionDefaults.composition(environment).equals(CompositionDefaults.PRODUCTION)) {
            ProductionGuard.check(environment);
        }
        // Before the logging system, which would create the folder of the log with the rights that the umask leaves.
        new FolderRights(environment).restrict().forEach(restricted -> log.warn(restricted.en()));
    }
}
