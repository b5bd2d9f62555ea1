// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.cli;

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
        description = {
            "Without a command the hub starts. Settings are given as --hub.<key>=<value>; --demo drops the demo files"
                    + " on the first start. With a command the hub does not start."
        },
        exitCodeList = {
            "0:success",
            "1:warnings, or records rejected or held",
            "2:the command line is not valid",
            "3:a file is refused, or a check failed",
            "4:the command failed"
        },
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
            Generate.class,
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
            versionHelp = true,
            description = "Print the versions of the hub, its rules and its mapping sheets.")
    private boolean version;

    @Option(
            names = VERBOSE,
            scope = ScopeType.INHERIT,
            description = "Write the log and the stack trace of a failure to the standard error.")
    private boolean verbose;

    private Commands() {}

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

    /**
     * Runs a command.
     *
     * @param args the command, its options and parameters
     * @param out receives the results of the command
     * @param err receives its progress and its errors
     * @return the exit code of the process, an {@link Exit}
     */
    public static int run(String[] args, PrintWriter out, PrintWriter err) {
        return line(Ansi.AUTO).setOut(out).setErr(err).execute(args);
    }

    /** The command line with its commands, colours as asked for. */
    static CommandLine line(Ansi ansi) {
        CommandLine line = new CommandLine(new Commands())
                .setColorScheme(CommandLine.Help.defaultColorScheme(ansi))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpLongOptionsMaxWidth(28)
                .setParameterExceptionHandler(CliErrors::misunderstood)
                .setExecutionExceptionHandler(CliErrors::failed);
        layOut(line);
        line.getSubcommands().values().forEach(Commands::layOut);
        return line;
    }

    private static void layOut(CommandLine line) {
        if (line.getCommandSpec().findOption(HELP) == null) {
            line.getCommandSpec()
                    .addOption(CommandLine.Model.OptionSpec.builder("-h", HELP)
                            .usageHelp(true)
                            .description("Print this help.")
                            .build());
        }
        line.getCommandSpec()
                .usageMessage()
                .sortOptions(false)
                .width(WIDTH)
                .synopsisHeading("Usage: ")
                .descriptionHeading("%n")
                .parameterListHeading("%n")
                .optionListHeading("%nOptions%n")
                .commandListHeading("%nCommands%n")
                .exitCodeListHeading("%nExit codes%n")
                .footerHeading("%nExamples%n");
    }

    /** Called when options are given but no command. */
    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "The command is missing");
    }

    /** Whether the log and stack traces are wanted. */
    boolean isVerbose() {
        return verbose;
    }
}
