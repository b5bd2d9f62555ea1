package ca.tradeshub.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands of the jar. Without one the jar starts the hub. */
@Command(
        name = "trades-hub",
        mixinStandardHelpOptions = true,
        version = "Trades Exchange Hub",
        description = "Starts the hub when no command is given; settings are --hub.<key>=<value>.",
        subcommands = CommandLine.HelpCommand.class)
public final class Commands {

    /** Whether a command line asks for a command and not for the hub. */
    public static boolean isMeant(String[] args) {
        if (args.length == 0) {
            return false;
        }
        String first = args[0];
        return !first.startsWith("-") || first.equals("--help") || first.equals("-h") || first.equals("--version");
    }

    private Commands() {}

    /**
     * Runs a command.
     *
     * @return the exit code of the process: 0 when all is well, 2 when the command line cannot be understood, else
     *     what the command says of itself
     */
    public static int run(String[] args, PrintWriter out, PrintWriter err) {
        return new CommandLine(new Commands()).setOut(out).setErr(err).execute(args);
    }
}
