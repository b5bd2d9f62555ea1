package ca.tradeshub.preflight;

import ca.tradeshub.intake.IntakeSettings;
import ca.tradeshub.intake.PgpSettings;
import ca.tradeshub.intake.ProcessingSettings;
import ca.tradeshub.intake.Senders;
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
 * precedence. What stops a start because of a value does not stop the reading.
 */
public final class OfflineSettings {

    private final ConfigurableEnvironment environment;

    private final List<String> renamed;

    private OfflineSettings(ConfigurableEnvironment environment, List<String> renamed) {
        this.environment = environment;
        this.renamed = renamed;
    }

    /**
     * Reads the settings.
     *
     * @param arguments settings as on the hub's command line, {@code --hub.…=}
     * @throws StartFailure when a file of settings cannot be read, or there is no such composition
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
            throw new StartFailure("The settings cannot be read.", "Mend the file or its name.", e);
        }
        List<String> renamed = RenamedSettings.apply(environment);
        CompositionDefaults.complete(environment);
        return new OfflineSettings(environment, renamed);
    }

    /**
     * Insists that every {@code hub.*} key is one the hub knows.
     *
     * @throws StartFailure naming the first unknown key and the nearest known one
     */
    public void requireKnownKeys() {
        KnownSettings.onClassPath().check(environment);
    }

    /** Everything that is set. */
    ConfigurableEnvironment environment() {
        return environment;
    }

    /** Whether they choose servers of their own. */
    boolean isProduction() {
        return CompositionDefaults.composition(environment).equals(CompositionDefaults.PRODUCTION);
    }

    /**
     * Who may drop files.
     *
     * @throws StartFailure when a value cannot be read
     */
    public Senders senders() {
        return bind("hub", Senders.class);
    }

    /**
     * What all senders share.
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
    List<String> renamed() {
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

    /** Settings of one record, as far as they can be converted; what they may be is not checked. */
    <T> T bind(String prefix, Class<T> type) {
        try {
            return Binder.get(environment).bindOrCreate(prefix, type);
        } catch (BindException e) {
            throw new StartFailure(
                    "The setting " + e.getName() + " cannot be read.", "Compare it with the settings reference.", e);
        }
    }
}
