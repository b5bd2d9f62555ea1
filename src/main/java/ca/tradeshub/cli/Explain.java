package ca.tradeshub.cli;

import ca.tradeshub.canonical.Language;
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
            "Says which rule, which version of the law, which facts (with file, line, bytes and digest) and which"
                    + " reading stand behind it, and what the answer is: every rule, also the satisfied ones and those"
                    + " that do not apply, with the gate that said so. Of a message it shows what was sent as it was"
                    + " sent; answers made again say so where the rule set has changed since."
        },
        exitCodeList = {
            "0:explained",
            "1:the hub has no such record or message",
            "2:the command line was not understood",
            "4:the command could not do its work: no hub answers, the password is wrong"
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
            description = "A message id; or a record's address, FILE:LINE, the file by its number or by its name"
                    + " without .gz and .pgp, then the newest of that name that took effect.")
    private String id;

    @Option(names = "--json", description = "Write what the hub's API answers.")
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
            spec.commandLine().getErr().println("The hub has no record or message " + id + ".");
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
