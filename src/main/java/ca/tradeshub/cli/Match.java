// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.cli;

import ca.tradeshub.canonical.text.ContentFormat;
import ca.tradeshub.cli.match.BadTableException;
import ca.tradeshub.cli.match.DateOrder;
import ca.tradeshub.cli.match.PairWriter;
import ca.tradeshub.cli.match.PersonColumn;
import ca.tradeshub.cli.match.PersonTable;
import ca.tradeshub.cli.terminal.Exit;
import ca.tradeshub.cli.terminal.Progress;
import ca.tradeshub.identity.Field;
import ca.tradeshub.identity.Weights;
import ca.tradeshub.identity.learning.Evaluation;
import ca.tradeshub.identity.learning.WeightLearning;
import ca.tradeshub.identity.matching.MatchRun;
import ca.tradeshub.identity.matching.MatchRun.Pair;
import ca.tradeshub.identity.matching.MatchStatus;
import ca.tradeshub.identity.matching.PersonIndex;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Links the records of two files, or finds records of one person in one file. */
@Command(
        name = "match",
        customSynopsis = Commands.NAME + " match A.csv [B.csv] [options]",
        footer = {
            "  " + Commands.NAME + " match persons.csv --fields familyName=surname,\\",
            "      givenNames=first,birthDate=born --out pairs.csv",
            "  " + Commands.NAME + " match labelled.csv --learn weights.yaml --label person",
            "  " + Commands.NAME + " match payroll.csv register.csv --weights weights.yaml"
        })
final class Match implements Callable<Integer> {

    private static final String ENCODING = "--encoding";
    private static final String SEPARATOR = "--separator";

    /** Ends the names of the options of B.csv. */
    private static final String OF_SECOND = "-b";

    private static final List<String> ONLY_WITH_SECOND =
            List.of("--fields-b", "--id-b", "--dates-b", ENCODING + OF_SECOND, SEPARATOR + OF_SECOND);
    private static final List<String> ONLY_TO_LEARN = List.of("--precision", "--required");
    private static final List<String> NOT_TO_LEARN = List.of("--weights", "--out", "--id");

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "A.csv", descriptionKey = "A")
    private Path first;

    @Parameters(index = "1", paramLabel = "B.csv", descriptionKey = "B", arity = "0..1")
    private @Nullable Path second;

    @Option(names = "--fields", paramLabel = "FIELD=COLUMN", split = ",")
    private List<String> fields = List.of();

    @Option(names = "--fields-b", paramLabel = "FIELD=COLUMN", split = ",")
    private List<String> fieldsOfSecond = List.of();

    @Option(names = "--id", paramLabel = "COLUMN")
    private @Nullable String id;

    @Option(names = "--id-b", paramLabel = "COLUMN")
    private @Nullable String idOfSecond;

    @Option(names = "--dates", paramLabel = "ORDER", defaultValue = "YMD")
    private DateOrder dates;

    @Option(names = "--dates-b", paramLabel = "ORDER")
    private @Nullable DateOrder datesOfSecond;

    @Option(names = ENCODING, paramLabel = "NAME", defaultValue = "UTF-8")
    private Charset encoding;

    @Option(names = ENCODING + OF_SECOND, paramLabel = "NAME")
    private @Nullable Charset encodingOfSecond;

    @Option(names = SEPARATOR, paramLabel = "CHAR", defaultValue = ",")
    private String separator;

    @Option(names = SEPARATOR + OF_SECOND, paramLabel = "CHAR")
    private @Nullable String separatorOfSecond;

    @Option(names = "--weights", paramLabel = "FILE")
    private @Nullable Path weightsFile;

    @Option(names = "--out", paramLabel = "FILE")
    private @Nullable Path out;

    @Option(names = "--label", paramLabel = "COLUMN")
    private @Nullable String label;

    @Option(names = "--label-pattern", paramLabel = "REGEX", defaultValue = ".*")
    private Pattern labelPattern;

    @Option(names = "--learn", paramLabel = "FILE")
    private @Nullable Path learn;

    @Option(names = "--precision", paramLabel = "SHARE")
    private @Nullable Double precision;

    @Option(names = "--required", paramLabel = "FIELD", split = ",")
    private List<String> required = List.of();

    @Override
    public Integer call() {
        requireEffect();
        requireOutputOfItsOwn();
        if (learn != null) {
            return learn(learn);
        }
        Weights weights = weights();
        PersonTable one = read(ofFirst());
        PersonTable two = second == null ? one : read(ofSecond(second));
        MatchRun run;
        try (Progress progress = Progress.show(
                spec.commandLine(),
                CommandTexts.in(spec, "match.task"),
                CommandTexts.in(spec, "match.records"),
                one.persons().size(),
                CommandTexts.language(spec))) {
            run = second == null
                    ? MatchRun.duplicates(one.persons(), weights, progress::advance)
                    : MatchRun.link(one.persons(), PersonIndex.of(two.persons()), weights, progress::advance);
        }
        write(run, one, two);
        return report(run, one, two);
    }

    /** An option without effect would be taken for one that has it. */
    private void requireEffect() {
        if (learn != null) {
            refuse(NOT_TO_LEARN, "usage.not-to-learn");
        } else {
            refuse(ONLY_TO_LEARN, "usage.only-to-learn");
        }
        if (second == null) {
            refuse(ONLY_WITH_SECOND, "usage.only-with-second");
        }
    }

    private void refuse(List<String> options, String misuse) {
        for (String option : options) {
            if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
                throw CommandTexts.misuse(spec, misuse, option);
            }
        }
    }

    /** What is read must not be overwritten. */
    private void requireOutputOfItsOwn() {
        for (Path output : Stream.of(out, learn).flatMap(Stream::ofNullable).toList()) {
            for (Path input : Stream.of(first, second, weightsFile)
                    .flatMap(Stream::ofNullable)
                    .toList()) {
                if (isSame(output, input)) {
                    throw CommandTexts.misuse(spec, "usage.overwrites", output);
                }
            }
        }
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return Files.exists(one) && Files.exists(other) && Files.isSameFile(one, other);
        } catch (IOException unreadable) {
            // Reading or writing it fails with the reason.
            return false;
        }
    }

    private static char separator(Input input, CommandSpec spec) {
        String given = input.separator();
        if (given.equals("tab") || given.equals("\\t")) {
            return '\t';
        }
        if (given.length() != 1 || "\"\r\n".contains(given)) {
            throw CommandTexts.misuse(spec, "usage.separator", input.option(SEPARATOR));
        }
        return given.charAt(0);
    }

    private int learn(Path target) {
        if (label == null) {
            throw CommandTexts.misuse(spec, "usage.learn-label");
        }
        if (second != null) {
            throw CommandTexts.misuse(spec, "usage.learn-one");
        }
        if (precision != null && !(precision > 0 && precision <= 1)) {
            throw CommandTexts.misuse(spec, "usage.precision");
        }
        Set<Field> wanted = EnumSet.noneOf(Field.class);
        required.forEach(name -> wanted.add(
                column(name, "usage.person-field").field().orElseThrow(() -> unknown(name, "usage.person-field"))));
        PersonTable table = read(ofFirst());
        long labels = table.labels().stream().distinct().count();
        if (labels < 2 || labels == table.labels().size()) {
            throw new CommandFailure("labels", first, label);
        }
        Weights learned = WeightLearning.learn(
                table.persons(),
                table.labels(),
                wanted,
                precision,
                "Learned from " + table.persons().size() + " records of " + first.getFileName());
        try (Writer writer = Files.newBufferedWriter(target, StandardCharsets.UTF_8)) {
            learned.write(writer);
        } catch (IOException e) {
            throw new CommandFailure(e, "output", target, CliErrors.reasonOfOutput(e, target));
        }
        say("match.learned", target, learned.link(), learned.review());
        return unread(table) ? Exit.PARTLY : Exit.OK;
    }

    private Weights weights() {
        if (weightsFile == null) {
            return Weights.standard();
        }
        try (Reader reader = Files.newBufferedReader(weightsFile, StandardCharsets.UTF_8)) {
            return Weights.read(reader);
        } catch (JsonProcessingException invalid) {
            throw new CommandFailure(invalid, "weights", weightsFile);
        } catch (IOException e) {
            throw new CommandFailure(e, "input", weightsFile, CliErrors.reason(e));
        }
    }

    /**
     * A file with the options that it is read by.
     *
     * @param suffix ends the names of these options
     */
    private record Input(
            Path file,
            List<String> fields,
            @Nullable String id,
            DateOrder dates,
            Charset encoding,
            String separator,
            String suffix) {

        private String option(String name) {
            return name + suffix;
        }
    }

    private Input ofFirst() {
        return new Input(first, fields, id, dates, encoding, separator, "");
    }

    private Input ofSecond(Path file) {
        return new Input(
                file,
                fieldsOfSecond.isEmpty() ? fields : fieldsOfSecond,
                idOfSecond == null ? id : idOfSecond,
                datesOfSecond == null ? dates : datesOfSecond,
                encodingOfSecond == null ? encoding : encodingOfSecond,
                separatorOfSecond == null ? separator : separatorOfSecond,
                OF_SECOND);
    }

    private PersonTable read(Input input) {
        Path file = input.file();
        PersonTable.Layout layout = new PersonTable.Layout(
                columns(input.fields()),
                input.id(),
                label,
                labelPattern,
                input.dates(),
                input.encoding(),
                separator(input, spec));
        try {
            return PersonTable.read(file, layout);
        } catch (BadTableException bad) {
            throw inAnotherFormat(input, bad)
                    .orElseGet(() -> new CommandFailure(
                            bad,
                            "table."
                                    + bad.problem()
                                            .name()
                                            .toLowerCase(Locale.ROOT)
                                            .replace('_', '-'),
                            Stream.of(Stream.of(file, input.option(SEPARATOR), input.suffix()), bad.details().stream())
                                    .flatMap(part -> part)
                                    .toArray()));
        } catch (CharacterCodingException notEncoded) {
            throw inAnotherFormat(input, notEncoded)
                    .orElseGet(() -> new CommandFailure(
                            notEncoded,
                            "table.encoding",
                            file,
                            input.option(ENCODING),
                            input.encoding().name()));
        } catch (IOException e) {
            throw new CommandFailure(e, "input", file, CliErrors.reasonOfInput(e, file));
        }
    }

    /** The failure of a file that is not a table because it has another format; empty when its format is not known. */
    private static Optional<CommandFailure> inAnotherFormat(Input input, Exception failure) {
        byte[] start;
        try (InputStream in = Files.newInputStream(input.file())) {
            start = in.readNBytes(ContentFormat.SAMPLE);
        } catch (IOException unreadable) {
            return Optional.empty();
        }
        return ContentFormat.of(start, start.length)
                .map(format -> new CommandFailure(
                        failure,
                        format.isEncoding() ? "table.other-encoding" : "table.format",
                        input.file(),
                        format.label(),
                        input.encoding().name(),
                        input.option(ENCODING)));
    }

    /** The columns of the fields; a field alone has a column of its name. */
    private Map<PersonColumn, String> columns(List<String> names) {
        Map<PersonColumn, String> columns = new EnumMap<>(PersonColumn.class);
        for (String name : names) {
            int equals = name.indexOf('=');
            String field = equals < 0 ? name.strip() : name.substring(0, equals).strip();
            String column = equals < 0 ? field : name.substring(equals + 1).strip();
            if (column.isEmpty() && !field.isEmpty()) {
                throw CommandTexts.misuse(spec, "usage.person-column-missing", field);
            }
            if (columns.put(column(field, "usage.person-column"), column) != null) {
                throw CommandTexts.misuse(spec, "usage.person-column-twice", field);
            }
        }
        return columns;
    }

    private PersonColumn column(String name, String misuse) {
        return PersonColumn.named(name).orElseThrow(() -> unknown(name, misuse));
    }

    private RuntimeException unknown(String name, String misuse) {
        return CommandTexts.misuse(
                spec,
                misuse,
                name,
                String.join(
                        ", ",
                        EnumSet.allOf(PersonColumn.class).stream()
                                .map(PersonColumn::toString)
                                .toList()));
    }

    private void write(MatchRun run, PersonTable one, PersonTable two) {
        try (Writer writer = out == null
                ? new KeptOpen(spec.commandLine().getOut())
                : Files.newBufferedWriter(out, StandardCharsets.UTF_8)) {
            Set<Field> compared = EnumSet.noneOf(Field.class);
            one.columns().forEach(column -> column.field().ifPresent(compared::add));
            PairWriter pairs = new PairWriter(writer, compared);
            for (Pair pair : run.pairs()) {
                pairs.write(
                        one.ids().get(pair.first()),
                        two.ids().get(pair.second()),
                        second == null && pair.status() == MatchStatus.LINK
                                ? one.ids().get(run.group(pair.first()))
                                : "",
                        pair.status(),
                        pair.comparison());
            }
        } catch (IOException e) {
            Path target = Optional.ofNullable(out).orElseThrow();
            throw new CommandFailure(e, "output", target, CliErrors.reasonOfOutput(e, target));
        }
    }

    private int report(MatchRun run, PersonTable one, PersonTable two) {
        say(
                second == null ? "match.read-one" : "match.read",
                one.persons().size(),
                two.persons().size());
        say(
                "match.found",
                run.count(MatchStatus.LINK),
                run.count(MatchStatus.REVIEW),
                run.count(MatchStatus.AMBIGUOUS));
        if (second == null) {
            say("match.persons", run.groups());
        }
        if (run.dividedBlocks() > 0) {
            say("match.blocks", run.dividedBlocks(), PersonIndex.LARGEST_BLOCK, run.incomplete());
        }
        if (label != null) {
            Evaluation evaluation = second == null
                    ? Evaluation.of(one.labels(), run::group)
                    : Evaluation.of(one.labels(), two.labels(), run.links());
            say(
                    "match.evaluation",
                    share(evaluation.precision()),
                    share(evaluation.recall()),
                    share(evaluation.f1()),
                    evaluation.right(),
                    evaluation.found(),
                    evaluation.truth());
        }
        boolean unread = unread(one) | (second != null && unread(two));
        boolean open = run.count(MatchStatus.REVIEW) + run.count(MatchStatus.AMBIGUOUS) + run.incomplete() > 0;
        return unread || open ? Exit.PARTLY : Exit.OK;
    }

    private boolean unread(PersonTable table) {
        table.unread().forEach((column, unread) -> say("match.unread", unread.count(), column, unread.firstLine()));
        return !table.unread().isEmpty();
    }

    private static String share(double share) {
        return String.format(Locale.ROOT, "%.5f", share);
    }

    private void say(String key, Object... values) {
        spec.commandLine().getErr().println(CommandTexts.in(spec, key, values));
    }

    /** The standard output, which is flushed and stays open. */
    private static final class KeptOpen extends FilterWriter {

        KeptOpen(Writer out) {
            super(out);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
