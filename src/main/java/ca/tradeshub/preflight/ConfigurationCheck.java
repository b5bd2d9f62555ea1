// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.preflight;

import ca.tradeshub.canonical.Text;
import ca.tradeshub.intake.check.RuleConfiguration;
import ca.tradeshub.law.UnknownInterpretationException;
import ca.tradeshub.mapping.BadSheetException;
import ca.tradeshub.mapping.Mappings;
import ca.tradeshub.platform.failure.StartFailure;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Checks everything that a start of the hub requires, without starting it: no file is taken, no table is created or
 * changed, no port stays open.
 */
public final class ConfigurationCheck {

    private ConfigurationCheck() {}

    /**
     * Checks a configuration.
     *
     * @param arguments settings as on the hub's command line, {@code --hub.…=}
     * @param found receives each result as soon as it is known
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
            found.accept(CheckResult.failed("settings", "interpretation", e.reason()));
        }
    }

    private static Optional<Mappings> mappings(OfflineSettings settings, Consumer<CheckResult> found) {
        String folder = settings.mappingsDir();
        Text place = folder.isBlank() ? CheckResult.part("inside") : CheckResult.part("in-folder", folder);
        try {
            Mappings mappings = RuleConfiguration.load(folder, Map.of()).mappings();
            found.accept(CheckResult.ok("mappings", "sheets", place, String.join(", ", mappings.layouts())));
            return Optional.of(mappings);
        } catch (BadSheetException e) {
            found.accept(CheckResult.failed("mappings", "sheet", String.valueOf(e.getMessage())));
        } catch (UncheckedIOException e) {
            found.accept(CheckResult.failed("mappings", "sheets.unreadable", place));
        }
        return Optional.empty();
    }

    private static void layouts(OfflineSettings settings, Mappings mappings, Consumer<CheckResult> found) {
        settings.senders().senders().forEach((name, sender) -> {
            if (sender.layout() != null && !mappings.layouts().contains(sender.layout())) {
                found.accept(CheckResult.failed(
                        "mappings", "layout", name, sender.layout(), String.join(", ", mappings.layouts())));
            }
        });
    }
}
