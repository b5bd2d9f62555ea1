// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.cli;

import ca.tradeshub.canonical.Language;
import ca.tradeshub.cli.terminal.Exit;
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
        footer = {
            "  " + Commands.NAME + " check-config",
            "  " + Commands.NAME + " check-config --hub.composition=production \\",
            "      --spring.config.additional-location=file:/etc/trades-hub/"
        })
final class CheckConfig implements Callable<Integer> {

    private static final int STATE_WIDTH = 7;

    @Spec
    private CommandSpec spec;

    @Option(names = "--json")
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
        Language language = CommandTexts.language(spec);
        String state = String.format(
                Locale.ROOT, "%-" + STATE_WIDTH + "s", point.state().label().in(language));
        return ansi
                .new Text("@|" + style + " " + state + "|@", spec.commandLine().getColorScheme())
                + String.format(Locale.ROOT, " %-11s ", point.areaLabel().in(language))
                + point.message().in(language)
                + (point.remedy() == null ? "" : " " + point.remedy().in(language));
    }

    private ArrayNode array(List<CheckResult> points) {
        Language language = CommandTexts.language(spec);
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        points.forEach(point -> array.addObject()
                .put("area", point.area())
                .put("state", wireName(point.state()))
                .put("message", point.message().in(language))
                .put("remedy", point.remedy() == null ? null : point.remedy().in(language)));
        return array;
    }

    private static String wireName(State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
