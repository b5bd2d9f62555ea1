// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.cli;

import ca.tradeshub.preflight.CheckResult;
import ca.tradeshub.preflight.CheckResult.State;
import ca.tradeshub.preflight.ConfigurationCheck;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Checks everything that a start requires, without starting. */
@Command(
        name = "check-config",
        customSynopsis = Commands.NAME + " check-config [--json] [--hub.<key>=<value>…]",
        description = {
            "Checks everything that the hub needs at start-up, without starting it.",
            "",
            "No file is taken, no table is created, no port stays open. Use the same arguments as for the hub; the"
                    + " command reads the same files and variables.",
            "",
            "Checks the settings (unknown keys, values, what production does not allow), the mapping sheets with their"
                    + " examples, the route files (syntax, endpoints, beans), the keys, and the connections: in"
                    + " production the database, the broker with its queues and each sender's SFTP account with its"
                    + " host key; in the embedded composition the ports and the state folder."
        },
        exitCodeList = {
            "0:every check passed",
            "1:the hub would start, but there are warnings",
            "2:the command line is not valid",
            "3:a check failed",
            "4:the command failed"
        },
        footer = {
            "  " + Commands.NAME + " check-config",
            "  " + Commands.NAME + " check-config --hub.composition=production \\",
            "      --spring.config.additional-location=file:/etc/trades-hub/"
        })
final class CheckConfig implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "Print a JSON array of {area, state, message, remedy} instead of text.")
    private boolean json;

    @Unmatched
    private List<String> unmatched = new ArrayList<>();

    @Override
    public Integer call() {
        List<String> arguments = HubArguments.of(spec.commandLine(), unmatched);
        PrintWriter out = spec.commandLine().getOut();
        List<CheckResult> points = new ArrayList<>();
        ConfigurationCheck.run(arguments, point -> {
            points.add(point);
            if (!json) {
                out.println(line(point));
                out.flush();
            }
        });
        if (json) {
            out.println(array(points).toPrettyString());
        }
        if (points.stream().anyMatch(point -> point.state() == State.FAILED)) {
            return Exit.REFUSED;
        }
        return points.stream().anyMatch(point -> point.state() == State.WARNING) ? Exit.PARTLY : Exit.OK;
    }

    private String line(CheckResult point) {
        String style =
                switch (point.state()) {
                    case OK -> "green";
                    case WARNING -> "yellow";
                    case FAILED -> "bold,red";
                };
        Ansi ansi = spec.commandLine().getColorScheme().ansi();
        String state = String.format(Locale.ROOT, "%-7s", wireName(point.state()));
        return ansi
                .new Text("@|" + style + " " + state + "|@", spec.commandLine().getColorScheme())
                + String.format(Locale.ROOT, " %-11s ", point.area())
                + point.message()
                + (point.remedy() == null ? "" : " " + point.remedy());
    }

    private static ArrayNode array(List<CheckResult> points) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        points.forEach(point -> array.addObject()
                .put("area", point.area())
                .put("state", wireName(point.state()))
                .put("message", point.message())
                .put("remedy", point.remedy()));
        return array;
    }

    private static String wireName(State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
