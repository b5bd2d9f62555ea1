// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.cli;

import ca.tradeshub.platform.settings.Spelling;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Error messages of the commands: sentences, and a stack trace only with {@code --verbose}. */
final class CliErrors {

    private CliErrors() {}

    /** Reports what is wrong with a command line, the nearest valid word, and how to get help. */
    static int misunderstood(ParameterException wrong, String[] args) {
        CommandLine command = wrong.getCommandLine();
        PrintWriter err = command.getErr();
        boolean isRoot = command.getParent() == null;
        if (wrong instanceof UnmatchedArgumentException unmatched) {
            // An argument of the hub is reported only when no other argument is wrong.
            List<String> given = unmatched.getUnmatched();
            unmatched(
                    command,
                    isRoot,
                    given.stream()
                            .filter(argument -> !isRoot || !HubArguments.startsHub(argument))
                            .findFirst()
                            .orElse(given.get(0)));
        } else {
            err.println(bold(command, sentence(String.valueOf(wrong.getMessage()))));
        }
        err.println("See " + Commands.NAME + (isRoot ? "" : " " + command.getCommandName()) + " --help");
        return Exit.USAGE;
    }

    /** Reports why a command failed. */
    static int failed(Exception failure, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        String what = failure instanceof CommandFailure
                ? String.valueOf(failure.getMessage())
                : sentence("The command failed: " + failure.getClass().getSimpleName()
                        + (failure.getMessage() == null ? "" : ": " + failure.getMessage()));
        err.println(bold(command, what));
        Object root = command.getCommandSpec().root().userObject();
        if (root instanceof Commands commands && commands.isVerbose()) {
            failure.printStackTrace(err);
        } else if (!(failure instanceof CommandFailure)) {
            err.println("Run the command again with --verbose to see the stack trace.");
        }
        return Exit.FAILED;
    }

    /** Why a file or folder cannot be used, in a few words without its name. */
    static String reason(IOException failure) {
        if (failure instanceof NoSuchFileException) {
            return "it does not exist";
        }
        if (failure instanceof AccessDeniedException) {
            return "no permission";
        }
        if (failure instanceof FileAlreadyExistsException || failure instanceof NotDirectoryException) {
            return "it is not a folder";
        }
        String reason = failure instanceof FileSystemException file ? file.getReason() : failure.getMessage();
        return reason == null ? failure.getClass().getSimpleName() : reason;
    }

    private static void unmatched(CommandLine command, boolean isRoot, String given) {
        if (HubArguments.lacksValue(given)) {
            command.getErr().println(bold(command, "The setting " + given + " has no value."));
            command.getErr().println("Write the setting and its value as one argument: " + given + "=<value>");
            return;
        }
        if (isRoot && HubArguments.startsHub(given)) {
            command.getErr()
                    .println(bold(command, "The command must be the first argument; " + given + " is before it."));
            return;
        }
        boolean isOption = given.startsWith("-");
        String what = isOption
                ? "There is no option '" + given + "'."
                : isRoot ? "There is no command '" + given + "'." : "The argument '" + given + "' is not expected.";
        command.getErr().println(bold(command, what));
        Collection<String> known = isOption
                ? command.getCommandSpec().optionsMap().keySet()
                : command.getSubcommands().keySet();
        Spelling.nearest(given, known).ifPresent(name -> command.getErr().println("Did you mean " + name + "?"));
    }

    private static String bold(CommandLine command, String text) {
        return command.getColorScheme().errorText(text).toString();
    }

    private static String sentence(String text) {
        String trimmed = text.strip();
        String begun =
                trimmed.isEmpty() ? trimmed : trimmed.substring(0, 1).toUpperCase(Locale.ROOT) + trimmed.substring(1);
        return begun.endsWith(".") || begun.endsWith("?") ? begun : begun + ".";
    }
}
