// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.cli;

import ca.tradeshub.intake.check.RuleConfiguration;
import java.util.Map;
import picocli.CommandLine.IVersionProvider;

/** The version of the hub, its rules and its mapping sheets. */
public final class Version implements IVersionProvider {

    private static final int SHOWN = 12;

    @Override
    public String[] getVersion() {
        String release = Version.class.getPackage().getImplementationVersion();
        RuleConfiguration own = RuleConfiguration.load("", Map.of());
        return new String[] {
            "Trades Exchange Hub " + (release == null ? "(not packaged)" : release),
            "rules    " + own.rules().digest().substring(0, SHOWN),
            "mappings " + own.mappings().digest().substring(0, SHOWN),
            "Java     " + Runtime.version()
        };
    }
}
