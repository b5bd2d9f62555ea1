// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.preflight;

import ca.tradeshub.canonical.Text;
import ca.tradeshub.intake.sender.IntakeSettings;
import ca.tradeshub.intake.sender.PgpSettings;
import ca.tradeshub.intake.sender.ProcessingSettings;
import ca.tradeshub.intake.sender.Senders;
import ca.tradeshub.platform.failure.StartFailure;
import ca.tradeshub.platform.settings.CompositionDefaults;
import ca.tradeshub.platform.settings.HubSettings;
import ca.tradeshub.platform.settings.KnownSettings;
import ca.tradeshub.platform.settings.RenamedSettings;
import java.util.List;
import java.util.Map;
import org.springframework.boot.DefaultBootstrapContext;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.RandomValuePropertySourceEnvironmentPostProcessor;
import org.springframework.boot.env.SpringApplicationJsonEnvironmentPostProcessor;
import org.springframework.boot.logging.DeferredLogs;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.DefaultResourceLoader;

/**
 * The settings as the hub would read them, without a hub: the same files, variables and arguments in the same order of
 * precedence. Values that would prevent a start do not prevent reading.
 */
public final class OfflineSettings {

    private final ConfigurableEnvironment environment;

    private final List<Text> renamed;

    private OfflineSettings(ConfigurableEnvironment environment, List<Text> renamed) {
        this.environment = environment;
        this.renamed = renamed;
    }

    /**
     * Reads the settings.
     *
     * @param arguments settings as on the hub's command line, {@code --hub.…=}
     * @throws StartFailure when a settings file cannot be read or the composition is unknown
     */
    public static OfflineSettings read(List<String> arguments) {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new SimpleCommandLinePropertySource(arguments.toArray(String[]::new)));
        ConfigurationPropertySources.attach(environment);
        new RandomValuePropertySourceEnvironmentPostProcessor(new DeferredLogs())
                .postProcessEnvironment(environment, null);
        new SpringApplicationJsonEnvironmentPostProcessor().postProcessEnvironment(environment, null);
        try {
            ConfigDataEnvironmentPostProcessor.applyTo(
                    environment, new DefaultResourceLoader(), new DefaultBootstrapContext());
        } catch (RuntimeException e) {
            throw new StartFailure(e, "settings.unreadable");
        }
        List<Text> renamed = RenamedSettings.apply(environment);
        CompositionDefaults.complete(environment);
        return new OfflineSettings(environment, renamed);
    }

    /**
     * Requires that every {@code hub.*} key is a setting of the hub.
     *
     * @throws StartFailure with the first unknown key and the nearest known one
     */
    public void requireKnownKeys() {
        KnownSettings.onClassPath().check(environment);
    }

    /** All settings. */
    ConfigurableEnvironment environment() {
        return environment;
    }

    /** Whether they choose the production composition. */
    boolean isProduction() {
        return CompositionDefaults.composition(environment).equals(CompositionDefaults.PRODUCTION);
    }

    /**
     * The senders.
     *
     * @throws StartFailure when a value cannot be read
     */
    public Senders senders() {
        return bind("hub", Senders.class);
    }

    /**
     * The settings that apply to all senders.
     *
     * @throws StartFailure when a value cannot be read
     */
    public IntakeSettings intake() {
        return bind("hub.intake", IntakeSettings.class);
    }

    /**
     * How files are processed.
     *
     * @throws StartFailure when a value cannot be read
     */
    public ProcessingSettings processing() {
        return bind("hub.processing", ProcessingSettings.class);
    }

    /**
     * The folder of mapping sheets, empty for the jar's own.
     *
     * @throws StartFailure when a value cannot be read
     */
    public String mappingsDir() {
        return bind("hub", HubSettings.class).mappingsDir();
    }

    /** The interpretations of the law other than the recommended ones, id to choice. */
    public Map<String, String> interpretations() {
        return bind("hub", HubSettings.class).law().interpretations();
    }

    /** One sentence for each setting that is set under an old name. */
    List<Text> renamed() {
        return renamed;
    }

    /**
     * The hub's own OpenPGP key.
     *
     * @throws StartFailure when a value cannot be read
     */
    public PgpSettings pgp() {
        return bind("hub.pgp", PgpSettings.class);
    }

    /** Settings of one record, converted but not validated. */
    <T> T bind(String prefix, Class<T> type) {
        try {
            return Binder.get(environment).bindOrCreate(prefix, type);
        } catch (BindException e) {
            throw new StartFailure(e, "settings.value", e.getName());
        }
    }
}
