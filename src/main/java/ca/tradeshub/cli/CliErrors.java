// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.cli;

import ca.tradeshub.canonical.Text;
import ca.tradeshub.cli.terminal.Exit;
import ca.tradeshub.generator.request.ImpossibleYearException;
import ca.tradeshub.platform.settings.Spelling;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
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
            err.println(bold(command, sentence(wrong(command.getCommandSpec(), wrong))));
        }
        err.println(CommandTexts.in(
                command.getCommandSpec(), "usage.see", Commands.NAME + (isRoot ? "" : " " + command.getCommandName())));
        return Exit.USAGE;
    }

    /** Reports why a command failed. */
    static int failed(Exception failure, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        CommandSpec spec = command.getCommandSpec();
        String what = failure instanceof CommandFailure known
                ? known.sentences().in(CommandTexts.language(spec))
                : sentence(CommandTexts.in(
                        spec,
                        "failed.other",
                        failure.getClass().getSimpleName()
                                + (failure.getMessage() == null ? "" : ": " + failure.getMessage())));
        err.println(bold(command, what));
        Object root = spec.root().userObject();
        if (root instanceof Commands commands && commands.isVerbose()) {
            failure.printStackTrace(err);
        } else if (!(failure instanceof CommandFailure)) {
            err.println(CommandTexts.in(spec, "failed.verbose"));
        }
        return Exit.FAILED;
    }

    /** Why a file or folder cannot be used, in a few words without its name. */
    static Text reason(IOException failure) {
        if (failure instanceof NoSuchFileException) {
            return CommandTexts.text("reason.missing");
        }
        if (failure instanceof AccessDeniedException) {
            return CommandTexts.text("reason.denied");
        }
        if (failure instanceof FileAlreadyExistsException || failure instanceof NotDirectoryException) {
            return CommandTexts.text("reason.no-folder");
        }
        String reason = failure instanceof FileSystemException file ? file.getReason() : failure.getMessage();
        return CommandTexts.text(
                "reason.other", reason == null ? failure.getClass().getSimpleName() : reason);
    }

    /** Why a file cannot be read. */
    static Text reasonOfInput(IOException failure, Path file) {
        return Files.isDirectory(file) ? CommandTexts.text("reason.folder") : reason(failure);
    }

    /** Why a file cannot be written: one that does not exist yet lacks its folder. */
    static Text reasonOfOutput(IOException failure, Path file) {
        if (Files.isDirectory(file)) {
            return CommandTexts.text("reason.folder");
        }
        return failure instanceof NoSuchFileException ? CommandTexts.text("reason.no-parent") : reason(failure);
    }

    /** What the parser, or a command, found wrong with a value. */
    private static String wrong(CommandSpec spec, ParameterException wrong) {
        if (wrong.getCause() instanceof ImpossibleYearException impossible) {
            return impossible.sentence().in(CommandTexts.language(spec));
        }
        if (wrong instanceof MissingParameterException missing) {
            return CommandTexts.in(
                    spec,
                    "usage.missing",
                    missing.getMissing().stream().map(CliErrors::name).collect(Collectors.joining(", ")));
        }
        if (wrong instanceof OverwrittenOptionException twice) {
            return CommandTexts.in(spec, "usage.twice", name(twice.getOverwritten()));
        }
        ArgSpec argument = wrong.getArgSpec();
        if (argument == null) {
            return String.valueOf(wrong.getMessage());
        }
        Iterable<String> values = argument.completionCandidates();
        return values == null
                ? CommandTexts.in(spec, "usage.invalid", wrong.getValue(), name(argument))
                : CommandTexts.in(spec, "usage.values", wrong.getValue(), name(argument), String.join(", ", values));
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }

    private static void unmatched(CommandLine command, boolean isRoot, String given) {
        CommandSpec spec = command.getCommandSpec();
        if (HubArguments.lacksValue(given)) {
            command.getErr().println(bold(command, CommandTexts.in(spec, "usage.no-value", given)));
            command.getErr().println(CommandTexts.in(spec, "usage.one-argument", given));
            return;
        }
        if (isRoot && HubArguments.startsHub(given)) {
            command.getErr().println(bold(command, CommandTexts.in(spec, "usage.first", given)));
            return;
        }
        boolean isOption = given.startsWith("-");
        String key = isOption ? "usage.no-option" : isRoot ? "usage.no-command" : "usage.unexpected";
        command.getErr().println(bold(command, CommandTexts.in(spec, key, given)));
        Collection<String> known = isOption
                ? command.getCommandSpec().optionsMap().keySet()
                : command.getSubcommands().keySet();
        Spelling.nearest(given, known)
                .ifPresent(name -> command.getErr().println(CommandTexts.in(spec, "usage.meant", name)));
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
