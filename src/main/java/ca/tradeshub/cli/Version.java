package ca.tradeshub.cli;

import ca.tradeshub.mapping.MappingSource;
import ca.tradeshub.mapping.Mappings;
import ca.tradeshub.rules.RuleBook;
import picocli.CommandLine.IVersionProvider;

/** Which hub this is: its version, and the versions of the rules and mapping sheets it brings. */
final class Version implements IVersionProvider {

    private static final int SHOWN = 12;

    @Override
    public String[] getVersion() {
        String release = Version.class.getPackage().getImplementationVersion();
        return new String[] {
            "Trades Exchange Hub " + (release == null ? "(not packaged)" : release),
            "rules    " + RuleBook.standard().digest().substring(0, SHOWN),
            "mappings " + Mappings.load(MappingSource.classpath()).digest().substring(0, SHOWN),
            "Java     " + Runtime.version()
        };
    }
}
