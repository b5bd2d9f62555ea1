// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.cli;

import ca.tradeshub.intake.check.RuleConfiguration;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The version of the hub, its rules and its mapping sheets. */
public final class Version implements IVersionProvider {

    private static final int SHOWN = 12;

    @Spec
    private CommandSpec spec;

    @Override
    public String[] getVersion() {
        String release = Version.class.getPackage().getImplementationVersion();
        RuleConfiguration own = RuleConfiguration.load("", Map.of());
        return new String[] {
            "Trades Exchange Hub " + (release == null ? CommandTexts.in(spec, "version.not-packaged") : release),
            line(CommandTexts.in(spec, "version.rules"), own.rules().digest().substring(0, SHOWN)),
            line(
                    CommandTexts.in(spec, "version.mappings"),
                    own.mappings().digest().substring(0, SHOWN)),
            line("Java", Runtime.version().toString())
        };
    }

    private static String line(String name, String value) {
        return String.format(Locale.ROOT, "%-8s %s", name, value);
    }
}
