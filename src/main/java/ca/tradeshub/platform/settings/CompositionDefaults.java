// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.platform.settings;

import ca.tradeshub.platform.failure.StartFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.CommandLinePropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ClassPathResource;

/** The defaults of the embedded and the production composition, and the settings that depend on other settings. */
public final class CompositionDefaults {

    /** The composition that uses external servers. */
    public static final String PRODUCTION = "production";

    private static final String SETTLED = "hub-settled";

    private CompositionDefaults() {}

    /** Whether the defaults are already part of an environment. */
    public static boolean areIn(ConfigurableEnvironment environment) {
        return environment.getPropertySources().contains(SETTLED);
    }

    /**
     * Adds the defaults of the chosen composition and sets what depends on other settings.
     *
     * @throws StartFailure when the composition is not {@code embedded} or {@code production}
     */
    public static void complete(ConfigurableEnvironment environment) {
        environment.getPropertySources().addLast(defaults(composition(environment)));
        environment.getPropertySources().addFirst(new MapPropertySource(SETTLED, settle(environment)));
    }

    /**
     * The chosen composition in lower case.
     *
     * @throws StartFailure when the composition is not {@code embedded} or {@code production}
     */
    public static String composition(ConfigurableEnvironment environment) {
        String composition =
                environment.getProperty("hub.composition", "embedded").toLowerCase(Locale.ROOT);
        if (!composition.equals("embedded") && !composition.equals(PRODUCTION)) {
            throw new StartFailure("composition", composition);
        }
        return composition;
    }

    private static PropertySource<?> defaults(String composition) {
        String file = "composition/" + composition + ".yaml";
        try {
            return new YamlPropertySourceLoader()
                    .load("hub-" + composition, new ClassPathResource(file))
                    .get(0);
        } catch (IOException e) {
            throw new UncheckedIOException("The jar lacks " + file, e);
        }
    }

    private static Map<String, Object> settle(ConfigurableEnvironment environment) {
        Map<String, Object> settled = new LinkedHashMap<>();
        for (String port : new String[] {"hub.drop-site.port", "hub.broker.amqp-port"}) {
            if ("0".equals(environment.getProperty(port))) {
                settled.put(port, Ports.free());
            }
        }
        String routes = environment.getProperty("hub.routes-dir", "");
        if (!routes.isBlank()) {
            settled.put("camel.main.routes-include-pattern", "file:" + routes + "/*.camel.yaml");
        }
        PropertySource<?> commandLine =
                environment.getPropertySources().get(CommandLinePropertySource.COMMAND_LINE_PROPERTY_SOURCE_NAME);
        if (commandLine != null && commandLine.containsProperty("demo")) {
            settled.put("hub.demo.enabled", true);
        }
        return settled;
    }
}
