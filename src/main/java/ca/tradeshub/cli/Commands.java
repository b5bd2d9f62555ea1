package ca.tradeshub.cli;

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
            "Without a command the hub starts, with settings as --hub.<key>=<value>; --demo drops the demo files on the"
                    + " first start. With a command it does not start."
        },
        exitCodeList = {
            "0:all is well",
            "1:something is not well",
            "2:the command line was not understood",
            "3:a file is refused, a check failed",
            "4:the command could not do its work"
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
            description = "Say the versions of the hub, its rules and its mapping sheets, and end.")
    private boolean version;

    @Option(
            names = VERBOSE,
            scope = ScopeType.INHERIT,
            description = "Also write the log, to the standard error, and the stack trace of a failure.")
    private boolean verbose;

    private Commands() {}

    /**
     * Whether a command line asks for a command and not for the hub, which takes settings and nothing else: what it
     * would not read is told rather than believed in.
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
     * @param out takes the command's results
     * @param err takes its progress and its complaints
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
                            .description("Explain the command and end.")
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
        throw new CommandLine.ParameterException(spec.commandLine(), "A command is missing");
    }

    /** Whether the log and stack traces are wanted. */
    boolean isVerbose() {
        return verbose;
    }
}
