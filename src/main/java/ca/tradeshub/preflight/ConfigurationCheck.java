package ca.tradeshub.preflight;

import ca.tradeshub.intake.RuleConfiguration;
import ca.tradeshub.mapping.BadSheetException;
import ca.tradeshub.mapping.Mappings;
import ca.tradeshub.platform.failure.StartFailure;
import ca.tradeshub.rules.UnknownInterpretationException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Looks at everything a start of the hub relies on, without starting it: no file is taken, no table made or changed, no
 * port kept open.
 */
public final class ConfigurationCheck {

    private ConfigurationCheck() {}

    /**
     * Checks a configuration.
     *
     * @param arguments settings as on the hub's command line, {@code --hub.…=}
     * @param found told of every point as it is looked at
     */
    public static void run(List<String> arguments, Consumer<CheckResult> found) {
        OfflineSettings settings;
        try {
            settings = OfflineSettings.read(arguments);
        } catch (StartFailure failure) {
            found.accept(CheckResult.failed("settings", failure));
            return;
        }
        if (!new SettingsCheck(settings, found).run()) {
            return;
        }
        interpretations(settings, found);
        Optional<Mappings> mappings = mappings(settings, found);
        mappings.ifPresent(sheets -> layouts(settings, sheets, found));
        new RoutesCheck(settings, found).run();
        new KeysCheck(settings, found).run();
        new HostCheck(settings, found).run();
        if (settings.isProduction()) {
            new ServersCheck(settings, found).run();
        }
    }

    private static void interpretations(OfflineSettings settings, Consumer<CheckResult> found) {
        try {
            RuleConfiguration.law(settings.interpretations());
        } catch (UnknownInterpretationException e) {
            found.accept(CheckResult.failed(
                    "settings",
                    e.getMessage() + ".",
                    "Set hub.law.interpretations to a choice listed in the law documents, or remove it."));
        }
    }

    private static Optional<Mappings> mappings(OfflineSettings settings, Consumer<CheckResult> found) {
        String folder = settings.mappingsDir();
        String place = folder.isBlank() ? "inside the jar" : "in " + folder;
        try {
            Mappings mappings = RuleConfiguration.load(folder, Map.of()).mappings();
            found.accept(CheckResult.ok(
                    "mappings",
                    "The sheets " + place + " are sound and their examples hold; payroll layouts: "
                            + String.join(", ", mappings.layouts()) + "."));
            return Optional.of(mappings);
        } catch (BadSheetException e) {
            found.accept(CheckResult.failed("mappings", e.getMessage() + ".", "Mend the mapping sheet."));
        } catch (UncheckedIOException e) {
            found.accept(CheckResult.failed(
                    "mappings",
                    "The mapping sheets " + place + " cannot be read.",
                    "Set hub.mappings-dir to a readable folder, or leave it out for those inside the jar."));
        }
        return Optional.empty();
    }

    private static void layouts(OfflineSettings settings, Mappings mappings, Consumer<CheckResult> found) {
        settings.senders().senders().forEach((name, sender) -> {
            if (sender.layout() != null && !mappings.layouts().contains(sender.layout())) {
                found.accept(CheckResult.failed(
                        "mappings",
                        "The sender " + name + " has the layout " + sender.layout() + ", of which there is no sheet.",
                        "Add payroll-" + sender.layout() + ".mapping.yaml, or set hub.senders." + name
                                + ".layout to one of: " + String.join(", ", mappings.layouts()) + "."));
            }
        });
    }
}
