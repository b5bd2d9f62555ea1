// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.cli;

import ca.tradeshub.canonical.Language;
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
        description = {
            "Explains a record or a message of a running hub.",
            "",
            "Prints the result of every rule, also of satisfied rules and of those that do not apply, with the version"
                    + " of the law, the facts (with file, line, bytes and digest) and the interpretations that it is"
                    + " based on. A message is shown as sent, with personal data masked. Recalculated results are marked"
                    + " where the rule set has changed since."
        },
        exitCodeList = {
            "0:explained",
            "1:the hub has no such record or message",
            "2:the command line is not valid",
            "4:the command failed: the hub does not respond, the password is wrong"
        },
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

    @Parameters(
            paramLabel = "ID",
            description =
                    "Message id, or address of a record, FILE:LINE. FILE is the number of a file or its name without"
                            + " .gz and .pgp; for a name, the newest file of that name that took effect is used.")
    private String id;

    @Option(names = "--json", description = "Print the response of the hub's API.")
    private boolean json;

    @Option(
            names = "--lang",
            paramLabel = "en|fr",
            defaultValue = "en",
            description = "Language of the text (default: ${DEFAULT-VALUE}).")
    private Language language;

    @Override
    public Integer call() {
        HubResponse response = hub.get("/api/explain/" + RunningHub.part(id)).orElse(null);
        if (response == null) {
            spec.commandLine()
                    .getErr()
                    .println("The hub has no record or message " + id + ". Check the id, or the file name and line.");
            return Exit.PARTLY;
        }
        if (json) {
            spec.commandLine().getOut().println(response.pretty());
        } else {
            new ExplanationText(spec.commandLine().getOut(), new Wording(language))
                    .write(response.as(Explanation.class));
        }
        return Exit.OK;
    }
}
