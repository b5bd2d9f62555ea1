// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.cli;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.VisibleText;
import ca.tradeshub.cli.terminal.CheckText;
import ca.tradeshub.cli.terminal.Exit;
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
import ca.tradeshub.platform.failure.FailureReason;
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
import java.util.Map;
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
        footer = {
            "  " + Commands.NAME + " check PAY_123026635_20170131_000001.csv",
            "  " + Commands.NAME + " check --sender employment-ontario REG_20170115_000001.ndjson",
            "  " + Commands.NAME + " check --lang fr --out responses/ *.csv"
        })
final class Check implements Callable<Integer> {

    private static final int SHOWN = 20;
    private static final long WORTH_A_BAR = 8_000_000;
    private static final int KILO = 1000;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", descriptionKey = "FILE", arity = "1..*")
    private List<Path> files;

    @Option(names = "--sender", paramLabel = "NAME")
    private @Nullable String sender;

    @Option(names = "--mappings-dir", paramLabel = "DIR")
    private @Nullable Path mappingsDir;

    @Option(names = "--out", paramLabel = "DIR")
    private @Nullable Path out;

    @Option(names = "--json")
    private boolean json;

    @Option(names = "--max-details", paramLabel = "N")
    private @Nullable Integer maxDetails;

    @Unmatched
    private List<String> unmatched = new ArrayList<>();

    @Override
    public Integer call() {
        if (maxDetails != null && maxDetails < 0) {
            throw CommandTexts.misuse(spec, "usage.max-details");
        }
        OfflineSettings settings = settings();
        Senders senders = settings.senders();
        if (sender != null && !senders.senders().containsKey(sender)) {
            throw unknownSender(sender, senders);
        }
        OfflineCheck check = check(settings, senders);
        if (out != null) {
            make(out);
        }
        Output output = new Output(new CheckText(spec.commandLine(), CommandTexts.language(spec)));
        for (Path file : withoutControlFiles()) {
            output.add(file, check, senders);
        }
        return output.end();
    }

    /** What is printed about the files, and the exit code that follows from them. */
    private final class Output {

        private final CheckText text;
        private final ArrayNode receipts = JsonNodeFactory.instance.arrayNode();
        private int worst = Exit.OK;
        private boolean isAnybody;
        private boolean isAnyChecked;

        Output(CheckText text) {
            this.text = text;
        }

        void add(Path file, OfflineCheck check, Senders senders) {
            try {
                if (Files.readAttributes(file, BasicFileAttributes.class).isRegularFile()) {
                    checked(file, check, senders);
                } else {
                    failed(file, Files.isDirectory(file) ? "file.folder" : "file.device");
                }
            } catch (ResponsesNotWrittenException e) {
                throw new CommandFailure(
                        e,
                        "responses",
                        VisibleText.of(file.toString()),
                        VisibleText.of(String.valueOf(out)),
                        CliErrors.reason(e.reason()));
            } catch (NoSuchFileException e) {
                failed(file, "file.missing", CliErrors.reason(e));
            } catch (AccessDeniedException e) {
                failed(file, "file.denied", CliErrors.reason(e));
            } catch (IOException e) {
                failed(file, "file.unreadable", CliErrors.reason(e));
            }
        }

        private void checked(Path file, OfflineCheck check, Senders senders) throws IOException {
            @Nullable String from = sender == null ? senderOf(file, senders).orElse(null) : sender;
            CheckedFile checked = Check.this.check(check, file, from);
            isAnybody |= from == null;
            isAnyChecked = true;
            if (json) {
                receipts.add(checked.document());
            } else {
                text.write(checked);
            }
            worst = Math.max(worst, exit(checked));
        }

        private void failed(Path file, String key, Object... reason) {
            complain(file, key, reason);
            worst = Exit.FAILED;
        }

        int end() {
            if (json) {
                spec.commandLine().getOut().println(receipts.toPrettyString());
            } else if (isAnyChecked) {
                text.writeEnd(isAnybody);
            }
            return worst;
        }
    }

    private static void make(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new CommandFailure(e, "folder", VisibleText.of(folder.toString()), CliErrors.reason(e));
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
                    maxDetails != null ? maxDetails : json ? settings.intake().responseDetail() : SHOWN;
            return new OfflineCheck(law, unpacker, senders, settings.processing(), detail, Clock.systemUTC());
        } catch (BadSheetException e) {
            throw new CommandFailure(e, "sheet", String.valueOf(e.getMessage()));
        } catch (UncheckedIOException e) {
            throw new CommandFailure(e, "sheets", settings.mappingsDir());
        } catch (BadKeyException e) {
            throw new CommandFailure(e, "sentence", e.reason());
        } catch (UnknownInterpretationException e) {
            throw new CommandFailure(e, "sentence", e.reason());
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
        String task = CommandTexts.in(
                spec, "check.task", VisibleText.of(file.getFileName().toString()));
        try (Progress progress = Progress.show(
                spec.commandLine(),
                task,
                "kB",
                isPacked ? Progress.UNKNOWN : size / KILO,
                CommandTexts.language(spec))) {
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
                .map(Map.Entry::getKey)
                .toList();
        if (ofTheFeed.size() == 1) {
            return Optional.of(ofTheFeed.get(0));
        }
        if (feed == Feed.REGISTRATIONS) {
            throw CommandTexts.misuse(spec, "usage.sender-required", String.join(", ", ofTheFeed));
        }
        return Optional.empty();
    }

    private ParameterException unknownSender(String unknown, Senders senders) {
        String help = Spelling.nearest(unknown, senders.senders().keySet())
                .map(nearest -> CommandTexts.in(spec, "usage.meant", nearest))
                .orElseGet(() -> CommandTexts.in(
                        spec,
                        "usage.senders",
                        String.join(", ", senders.senders().keySet())));
        return CommandTexts.misuse(spec, "usage.no-sender", unknown, help);
    }

    private void complain(Path file, String key, Object... reason) {
        spec.commandLine()
                .getErr()
                .println(CommandTexts.in(
                        spec, key, VisibleText.of(file.toString()), reason.length == 0 ? "" : reason[0]));
    }

    private static int exit(CheckedFile checked) {
        if (checked.isRefused()) {
            return Exit.REFUSED;
        }
        return checked.isAccepted() ? Exit.OK : Exit.PARTLY;
    }

    private static CommandFailure failure(StartFailure failure) {
        return failure.getCause() == null
                ? new CommandFailure(failure, "sentences", failure.reason(), failure.remedy())
                : new CommandFailure(
                        failure,
                        "sentences-with-cause",
                        failure.reason(),
                        FailureReason.of(failure.getCause()),
                        failure.remedy());
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
