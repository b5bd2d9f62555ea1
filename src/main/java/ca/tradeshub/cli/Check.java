// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.cli;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.Language;
import ca.tradeshub.canonical.VisibleText;
import ca.tradeshub.cli.terminal.CheckText;
import ca.tradeshub.cli.terminal.Progress;
import ca.tradeshub.feeds.control.SenderFileName;
import ca.tradeshub.intake.check.CheckedFile;
import ca.tradeshub.intake.check.OfflineCheck;
import ca.tradeshub.intake.check.RuleConfiguration;
import ca.tradeshub.intake.response.ResponsesNotWrittenException;
import ca.tradeshub.intake.sender.Senders;
import ca.tradeshub.intake.unpack.BadKeyException;
import ca.tradeshub.intake.unpack.FileUnpacker;
import ca.tradeshub.intake.unpack.PgpKeys;
import ca.tradeshub.law.UnknownInterpretationException;
import ca.tradeshub.mapping.BadSheetException;
import ca.tradeshub.platform.failure.StartFailure;
import ca.tradeshub.platform.settings.Spelling;
import ca.tradeshub.preflight.OfflineSettings;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Checks files as the hub would, without a hub. */
@Command(
        name = "check",
        customSynopsis = Commands.NAME + " check [options] FILE…",
        description = {
            "Checks files as the hub would, without a hub and without any effect.",
            "",
            "Uses the code of the hub to check the file name, the sender's permission, the size, .gz and .pgp, the"
                    + " control file in the same folder as a payroll file, encoding, header, trailer, count, totals and"
                    + " digest, every field of every record, the rules of law, the share of rejected records, and"
                    + " repeated keys in a file.",
            "",
            "Does not compare with other files (duplicates, sequences, superseded records, wages that ATTC-32 adds up)"
                    + " or with other feeds (registrations, certificates, claims). Only the hub does.",
            "",
            "Accepts settings as the hub does, --hub.<key>=<value>: the senders (--hub.senders.…), the keys for .pgp"
                    + " (--hub.pgp.secret-key-file, --hub.senders.<name>.pgp-key-file), limits, or all settings of a hub"
                    + " (--spring.config.additional-location). Without settings, the senders of the embedded"
                    + " composition are used."
        },
        exitCodeList = {
            "0:every file is accepted in full",
            "1:a file is accepted in part, or one of its records is held",
            "2:the command line is not valid",
            "3:a file is refused, or would not be taken",
            "4:the command failed: a file cannot be read, a mapping sheet is not valid"
        },
        footer = {
            "  " + Commands.NAME + " check PAY_123026635_20170131_000001.csv",
            "  " + Commands.NAME + " check --sender employment-ontario REG_20170115_000001.ndjson",
            "  " + Commands.NAME + " check --lang fr --out answers/ *.csv"
        })
final class Check implements Callable<Integer> {

    private static final int SHOWN = 20;
    private static final long WORTH_A_BAR = 8_000_000;
    private static final int KILO = 1000;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = "Files to check. The control file of a payroll file must be in the same folder.")
    private List<Path> files;

    @Option(
            names = "--sender",
            paramLabel = "NAME",
            description = "Sender of the files (default: the name of their folder if it is a sender, otherwise the only"
                    + " sender of the feed).")
    private @Nullable String sender;

    @Option(
            names = "--mappings-dir",
            paramLabel = "DIR",
            description = "Folder of mapping sheets to use instead of those inside the jar.")
    private @Nullable Path mappingsDir;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder for the responses that the hub would write: the receipt and, if records are rejected,"
                    + " the rejected records ready to be resubmitted and a table of the findings.")
    private @Nullable Path out;

    @Option(names = "--json", description = "Print the receipts as a JSON array instead of text.")
    private boolean json;

    @Option(
            names = "--lang",
            paramLabel = "en|fr",
            defaultValue = "en",
            description = "Language of the text and the findings (default: ${DEFAULT-VALUE}).")
    private Language language;

    @Option(
            names = "--max-details",
            paramLabel = "N",
            description = "Maximum number of findings to list for one file; the counts are always complete (default: "
                    + SHOWN + ", with --json as many as in the receipt of the hub).")
    private @Nullable Integer maxDetails;

    @Unmatched
    private List<String> unmatched = new ArrayList<>();

    @Override
    public Integer call() {
        if (maxDetails != null && maxDetails < 0) {
            throw new ParameterException(spec.commandLine(), "--max-details must be a number, 0 or more");
        }
        OfflineSettings settings = settings();
        Senders senders = settings.senders();
        if (sender != null && !senders.senders().containsKey(sender)) {
            throw new ParameterException(spec.commandLine(), unknownSender(sender, senders));
        }
        OfflineCheck check = check(settings, senders);
        if (out != null) {
            make(out);
        }
        CheckText text = new CheckText(spec.commandLine(), language);
        ArrayNode receipts = JsonNodeFactory.instance.arrayNode();
        int worst = Exit.OK;
        boolean isAnybody = false;
        boolean isAnyChecked = false;
        for (Path file : withoutControlFiles()) {
            try {
                if (!Files.readAttributes(file, BasicFileAttributes.class).isRegularFile()) {
                    complain(
                            file,
                            Files.isDirectory(file) ? "is a folder, not a file" : "is a pipe or device, not a file");
                    worst = Exit.FAILED;
                    continue;
                }
                @Nullable String from = sender == null ? senderOf(file, senders).orElse(null) : sender;
                CheckedFile checked = check(check, file, from);
                isAnybody |= from == null;
                isAnyChecked = true;
                if (json) {
                    receipts.add(checked.document());
                } else {
                    text.write(checked);
                }
                worst = Math.max(worst, exit(checked));
            } catch (ResponsesNotWrittenException e) {
                throw new CommandFailure(
                        "The responses to " + VisibleText.of(file.toString()) + " cannot be written to "
                                + VisibleText.of(String.valueOf(out)) + ": " + CliErrors.reason(e.reason()) + ".",
                        e);
            } catch (IOException e) {
                complain(
                        file,
                        e instanceof NoSuchFileException
                                ? "does not exist"
                                : e instanceof AccessDeniedException
                                        ? "cannot be read: no permission"
                                        : "cannot be read (" + CliErrors.reason(e) + ")");
                worst = Exit.FAILED;
            }
        }
        if (json) {
            spec.commandLine().getOut().println(receipts.toPrettyString());
        } else if (isAnyChecked) {
            text.writeEnd(isAnybody);
        }
        return worst;
    }

    private static void make(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new CommandFailure(
                    "The folder " + VisibleText.of(folder.toString()) + " cannot be created: " + CliErrors.reason(e)
                            + ".",
                    e);
        }
    }

    private OfflineSettings settings() {
        List<String> arguments = new ArrayList<>(HubArguments.of(spec.commandLine(), unmatched));
        if (mappingsDir != null) {
            arguments.add("--hub.mappings-dir=" + mappingsDir);
        }
        try {
            OfflineSettings settings = OfflineSettings.read(arguments);
            if (!arguments.isEmpty()) {
                // check-config checks the other settings of a hub.
                settings.requireKnownKeys();
            }
            return settings;
        } catch (StartFailure e) {
            throw failure(e);
        }
    }

    private OfflineCheck check(OfflineSettings settings, Senders senders) {
        try {
            RuleConfiguration law = RuleConfiguration.load(settings.mappingsDir(), settings.interpretations());
            FileUnpacker unpacker = new FileUnpacker(
                    PgpKeys.load(settings.pgp(), senders),
                    settings.intake().maxContentSize().toBytes(),
                    settings.intake().maxExpansion());
            int detail =
                    maxDetails != null ? maxDetails : json ? settings.intake().answerDetail() : SHOWN;
            return new OfflineCheck(law, unpacker, senders, settings.processing(), detail, Clock.systemUTC());
        } catch (BadSheetException e) {
            throw new CommandFailure("A mapping sheet is not valid: " + e.getMessage(), e);
        } catch (UncheckedIOException e) {
            throw new CommandFailure("The mapping sheets cannot be read: " + settings.mappingsDir(), e);
        } catch (BadKeyException | UnknownInterpretationException e) {
            throw new CommandFailure(e.getMessage() + ".", e);
        } catch (StartFailure e) {
            throw failure(e);
        }
    }

    private CheckedFile check(OfflineCheck check, Path file, @Nullable String from) throws IOException {
        long size = Files.size(file);
        if (size < WORTH_A_BAR) {
            return check.check(file, from, out, bytes -> {});
        }
        boolean isPacked = file.toString().endsWith(".gz") || file.toString().endsWith(".pgp");
        String task = "Checking " + VisibleText.of(file.getFileName().toString());
        try (Progress progress =
                Progress.show(spec.commandLine(), task, "kB", isPacked ? Progress.UNKNOWN : size / KILO)) {
            return check.check(file, from, out, new Kilobytes(progress));
        }
    }

    private Set<Path> withoutControlFiles() {
        Set<Path> data = new LinkedHashSet<>();
        files.forEach(file -> data.add(OfflineCheck.dataOf(file).orElse(file)));
        return data;
    }

    private Optional<String> senderOf(Path file, Senders senders) {
        Path folder = file.toAbsolutePath().normalize().getParent();
        for (int up = 0; up < 2 && folder != null && folder.getFileName() != null; up++) {
            String name = folder.getFileName().toString();
            if (senders.senders().containsKey(name)) {
                return Optional.of(name);
            }
            folder = folder.getParent();
        }
        Feed feed = SenderFileName.parse(file.getFileName().toString())
                .map(SenderFileName::feed)
                .orElse(null);
        List<String> ofTheFeed = senders.senders().entrySet().stream()
                .filter(each -> each.getValue().feed() == feed)
                .map(java.util.Map.Entry::getKey)
                .toList();
        if (ofTheFeed.size() == 1) {
            return Optional.of(ofTheFeed.get(0));
        }
        if (feed == Feed.REGISTRATIONS) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Registrations name their sender, so --sender is required. Senders in the settings: "
                            + String.join(", ", ofTheFeed));
        }
        return Optional.empty();
    }

    private String unknownSender(String unknown, Senders senders) {
        return "There is no sender '" + unknown + "'. "
                + Spelling.nearest(unknown, senders.senders().keySet())
                        .map(nearest -> "Did you mean " + nearest + "?")
                        .orElse("Senders in the settings: "
                                + String.join(", ", senders.senders().keySet()));
    }

    private void complain(Path file, String what) {
        spec.commandLine().getErr().println(VisibleText.of(file.toString()) + " " + what + ".");
    }

    private static int exit(CheckedFile checked) {
        if (checked.isRefused()) {
            return Exit.REFUSED;
        }
        return checked.isAccepted() ? Exit.OK : Exit.PARTLY;
    }

    private static CommandFailure failure(StartFailure failure) {
        return new CommandFailure(failure.getMessage() + " " + failure.remedy(), failure);
    }

    /** Bytes shown as kilobytes. */
    private static final class Kilobytes implements LongConsumer {

        private final Progress progress;
        private long bytes;

        Kilobytes(Progress progress) {
            this.progress = progress;
        }

        @Override
        public void accept(long more) {
            long shown = bytes / KILO;
            bytes += more;
            progress.advance(bytes / KILO - shown);
        }
    }
}
