// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.UnmatchedArgumentException;

/** Settings among the arguments of a command, written as for the hub: {@code --hub.composition=production}. */
final class HubArguments {

    private static final Pattern SETTING =
            Pattern.compile("--(hub|spring|server|camel|logging|management)\\.[^=]+=.*|--demo");

    private static final Pattern STARTS = Pattern.compile("--demo|--debug|--trace|--[^=.]+\\.[^=]+=.*", Pattern.DOTALL);

    private static final Pattern WITHOUT_VALUE = Pattern.compile("--[^=.]+\\.[^=]+");

    private HubArguments() {}

    /** Whether the hub itself accepts this argument: a property of its own or of a library, with its value. */
    static boolean startsHub(String argument) {
        return STARTS.matcher(argument).matches();
    }

    /** Whether this is a setting whose value is missing or is a separate argument. */
    static boolean lacksValue(String argument) {
        return WITHOUT_VALUE.matcher(argument).matches();
    }

    /**
     * The settings among the arguments that are not options of the command.
     *
     * @throws UnmatchedArgumentException for any argument that is not a setting
     */
    static List<String> of(CommandLine command, List<String> unmatched) {
        List<String> others = new ArrayList<>(unmatched);
        others.removeIf(argument -> SETTING.matcher(argument).matches());
        if (!others.isEmpty()) {
            throw new UnmatchedArgumentException(command, others);
        }
        return List.copyOf(unmatched);
    }
}
