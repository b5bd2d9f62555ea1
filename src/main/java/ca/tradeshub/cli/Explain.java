// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.cli;

import ca.tradeshub.cli.terminal.Exit;
import ca.tradeshub.cli.terminal.ExplanationText;
import ca.tradeshub.explanation.Explanation;
import ca.tradeshub.explanation.Wording;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Explains a record or message of a running hub. */
@Command(
        name = "explain",
        customSynopsis = Commands.NAME + " explain [options] ID",
        footer = {
            "  " + Commands.NAME + " explain PAY_123026635_20170131_000001.csv:5",
            "  " + Commands.NAME + " explain --lang fr 12:5",
            "  " + Commands.NAME + " explain --json 0f3c5a9e8b7d6c5f4e3d2c1b0a998877"
        })
final class Explain implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private RunningHub hub;

    @Parameters(paramLabel = "ID", descriptionKey = "ID")
    private String id;

    @Option(names = "--json")
    private boolean json;

    @Override
    public Integer call() {
        RunningHub.Response response =
                hub.get("/api/explain/" + RunningHub.part(id)).orElse(null);
        if (response == null) {
            spec.commandLine().getErr().println(CommandTexts.in(spec, "explain.none", id));
            return Exit.PARTLY;
        }
        if (json) {
            spec.commandLine().getOut().println(response.pretty());
        } else {
            new ExplanationText(spec.commandLine().getOut(), new Wording(CommandTexts.language(spec)))
                    .write(response.as(Explanation.class));
        }
        return Exit.OK;
    }
}
