// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.cli;

import ca.tradeshub.canonical.Language;
import ca.tradeshub.cli.terminal.CommandLog;
import ca.tradeshub.cli.terminal.Exit;
import ca.tradeshub.cli.terminal.Terminal;
import java.io.PrintWriter;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The commands of the jar. Without one the jar starts the hub. */
@Command(
        name = Commands.NAME,
        versionProvider = Version.class,
        footer = {
            "  " + Commands.NAME + " --demo",
            "  " + Commands.NAME + " --hub.state-dir=/srv/hub --server.port=8081"
        },
        subcommands = {
            Check.class,
            CheckConfig.class,
            Explain.class,
            Rejudge.class,
            SequenceUnused.class,
            VerifyAudit.class,
            Generate.class,
            Match.class,
            CommandLine.HelpCommand.class
        })
public final class Commands implements Runnable {

    /** How the jar is called in examples and messages. */
    static final String NAME = "java -jar trades-hub.jar";

    private static final int WIDTH = 90;
    private static final String HELP = "--help";
    private static final String VERBOSE = "--verbose";

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true)
    private boolean version;

    @Option(names = VERBOSE, scope = ScopeType.INHERIT)
    private boolean verbose;

    /** Declared so that the parser checks its value; the value itself is read before it parses the line. */
    @Option(
            names = CommandTexts.OPTION,
            scope = ScopeType.INHERIT,
            paramLabel = "en|fr",
            defaultValue = "${env:" + CommandTexts.VARIABLE + ":-en}")
    private Language chosen = Language.EN;

    private final Language language;

    private Commands(Language language) {
        this.language = language;
    }

    /**
     * Whether a command line contains a command. The hub itself accepts settings only, so any other argument is treated
     * as a command and reported if it is unknown.
     */
    public static boolean isMeant(String[] args) {
        return !Arrays.stream(args).allMatch(HubArguments::startsHub);
    }

    /**
     * Runs a command as the process: its results on the standard output, all else on the standard error.
     *
     * @return the exit code of the process, an {@link Exit}
     */
    public static int main(String[] args) {
        CommandLog.begin(Arrays.asList(args).contains(VERBOSE));
        return run(args, Terminal.out(), Terminal.err());
    }

    /** The exit code of a command, or that of a failure when not all that it printed was written. */
    private static int written(int exit, PrintWriter out, PrintWriter err, Language language) {
        if (!out.checkError()) {
            return exit;
        }
        err.println(CommandTexts.text("failed.standard-output").in(language));
        return Math.max(exit, Exit.FAILED);
    }

    /**
     * Runs a command.
     *
     * @param args the command, its options and parameters
     * @param out receives the results of the command
     * @param err receives its progress and its errors
     * @return the exit code of the process, an {@link Exit}
     */
    public static int run(String[] args, PrintWriter out, PrintWriter err) {
        Language language = CommandTexts.chosen(args, System.getenv(CommandTexts.VARIABLE));
        try {
            int exit = line(Ansi.AUTO, language).setOut(out).setErr(err).execute(args);
            return written(exit, out, err, language);
        } catch (OutOfMemoryError full) {
            err.println(CommandTexts.text("failed.memory").in(language));
            return Exit.FAILED;
        }
    }

    /** The command line with its commands, with colours and texts as asked for. */
    static CommandLine line(Ansi ansi, Language language) {
        CommandLine line = new CommandLine(new Commands(language))
                .setColorScheme(CommandLine.Help.defaultColorScheme(ansi))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpLongOptionsMaxWidth(28)
                .setParameterExceptionHandler(CliErrors::misunderstood)
                .setExecutionExceptionHandler(CliErrors::failed);
        layOut(line, language);
        line.getSubcommands().values().forEach(command -> layOut(command, language));
        return line.setResourceBundle(CommandTexts.options(language));
    }

    private static void layOut(CommandLine line, Language language) {
        if (line.getCommandSpec().findOption(HELP) == null) {
            line.getCommandSpec()
                    .addOption(CommandLine.Model.OptionSpec.builder("-h", HELP)
                            .usageHelp(true)
                            .build());
        }
        line.getCommandSpec().usageMessage().sortOptions(false).width(WIDTH);
        CommandTexts.describe(line, language);
    }

    /** Called when options are given but no command. */
    @Override
    public void run() {
        throw CommandTexts.misuse(spec, "usage.command.missing");
    }

    /** The language of what is printed. */
    Language language() {
        return language;
    }

    /** Whether the log and stack traces are wanted. */
    boolean isVerbose() {
        return verbose;
    }
}
