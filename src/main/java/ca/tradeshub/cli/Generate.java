// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.cli;

import ca.tradeshub.cli.terminal.Exit;
import ca.tradeshub.cli.terminal.Progress;
import ca.tradeshub.generator.GenerationProgress;
import ca.tradeshub.generator.YearGenerator;
import ca.tradeshub.generator.YearReport;
import ca.tradeshub.generator.request.FaultInjection;
import ca.tradeshub.generator.request.FaultKind;
import ca.tradeshub.generator.request.GeneratedPeriod;
import ca.tradeshub.generator.request.ImpossibleYearException;
import ca.tradeshub.generator.request.PayrollSchedule;
import ca.tradeshub.generator.request.RecordDefect;
import ca.tradeshub.generator.request.RegisterSchedule;
import ca.tradeshub.generator.request.Share;
import ca.tradeshub.generator.request.YearRequest;
import ca.tradeshub.generator.request.YearSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Generates a year of files with their expected results. */
@Command(
        name = "generate",
        footer = {
            "  " + Commands.NAME + " generate --apprentices 95000 --pay-lines 2500000 \\",
            "      --certificates 350000 --seed 1 --out year",
            "  " + Commands.NAME + " generate --apprentices 500 --pay-lines 12000 \\",
            "      --certificates 900 --corrections 0.02 --late 0.01 --refused 0.05 --out campaign"
        })
final class Generate implements Callable<Integer> {

    private static final double NANOS = 1e9;
    private static final int NAME_WIDTH = 13;

    @Spec
    private CommandSpec spec;

    @Option(names = "--apprentices", paramLabel = "N", defaultValue = "1000")
    private int apprentices;

    @Option(names = "--pay-lines", paramLabel = "N", defaultValue = "26000")
    private int payLines;

    @Option(names = "--certificates", paramLabel = "N", defaultValue = "3700")
    private int certificates;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1")
    private long seed;

    @Option(names = "--out", paramLabel = "DIR", required = true)
    private Path out;

    @Option(names = "--year", paramLabel = "YYYY", defaultValue = "2015")
    private int year;

    @Option(names = "--years", paramLabel = "N", defaultValue = "1")
    private int years;

    @Option(names = "--registers", paramLabel = "HOW", defaultValue = "WEEKLY")
    private RegisterSchedule registerSchedule;

    @Option(names = "--payroll", paramLabel = "HOW", defaultValue = "BY_SIZE")
    private PayrollSchedule payrollSchedule;

    @Option(names = "--largest-file", paramLabel = "N", defaultValue = "50000")
    private int largestFile;

    @ArgGroup(exclusive = false, headingKey = "faults", heading = "%n")
    private Shares shares = new Shares();

    /** The options of the faults. */
    static final class Shares {

        @Option(names = "--refused", converter = Generate.ShareConverter.class, paramLabel = "SHARE")
        private Share refused = Share.NONE;

        @Option(names = "--rejected", converter = Generate.ShareConverter.class, paramLabel = "SHARE")
        private Share rejected = Share.NONE;

        @Option(names = "--rejected-for", paramLabel = "WHAT", split = ",")
        private Set<RecordDefect> recordDefects = EnumSet.allOf(RecordDefect.class);

        @Option(names = "--corrections", converter = Generate.ShareConverter.class, paramLabel = "SHARE")
        private Share corrections = Share.NONE;

        @Option(names = "--withdrawals", converter = Generate.ShareConverter.class, paramLabel = "SHARE")
        private Share withdrawals = Share.NONE;

        @Option(names = "--late", converter = Generate.ShareConverter.class, paramLabel = "SHARE")
        private Share late = Share.NONE;

        @Option(names = "--lost", converter = Generate.ShareConverter.class, paramLabel = "SHARE")
        private Share lost = Share.NONE;

        @Option(names = "--duplicates", converter = Generate.ShareConverter.class, paramLabel = "SHARE")
        private Share duplicates = Share.NONE;

        @Option(names = "--name-errors", converter = Generate.ShareConverter.class, paramLabel = "SHARE")
        private Share nameErrors = Share.NONE;

        private FaultInjection faults() {
            return new FaultInjection(
                    Map.of(
                            FaultKind.REFUSED, refused,
                            FaultKind.REJECTED, rejected,
                            FaultKind.CORRECTION, corrections,
                            FaultKind.WITHDRAWAL, withdrawals,
                            FaultKind.LATE, late,
                            FaultKind.LOST, lost,
                            FaultKind.DUPLICATE, duplicates,
                            FaultKind.NAME_ERROR, nameErrors),
                    recordDefects);
        }
    }

    /** Reads shares. */
    static final class ShareConverter implements ITypeConverter<Share> {

        @Override
        public Share convert(String value) {
            return Share.of(value);
        }
    }

    @Override
    public Integer call() {
        YearRequest request = request();
        prepare();
        long begun = System.nanoTime();
        YearReport report;
        try (Steps steps = new Steps()) {
            report = new YearGenerator(request, steps).generate(out);
        } catch (ImpossibleYearException cannotBe) {
            throw new ParameterException(spec.commandLine(), cannotBe.getMessage(), cannotBe);
        } catch (IOException e) {
            throw new CommandFailure(e, "year", out, CliErrors.reason(e));
        }
        print(report, (System.nanoTime() - begun) / NANOS);
        return Exit.OK;
    }

    private YearRequest request() {
        try {
            return new YearRequest(
                    new YearSize(apprentices, payLines, certificates),
                    seed,
                    new GeneratedPeriod(year, years),
                    registerSchedule,
                    payrollSchedule,
                    largestFile,
                    shares.faults());
        } catch (ImpossibleYearException outOfBounds) {
            throw new ParameterException(spec.commandLine(), outOfBounds.getMessage(), outOfBounds);
        }
    }

    private void prepare() {
        try {
            Files.createDirectories(out);
            try (Stream<Path> content = Files.list(out)) {
                if (content.findAny().isPresent()) {
                    throw new CommandFailure("not-empty", out);
                }
            }
        } catch (IOException e) {
            throw new CommandFailure(e, "unusable", out, CliErrors.reason(e));
        }
    }

    private void print(YearReport report, double seconds) {
        result("registrations", number(report.registrations()), "");
        result("certificates", number(report.certificates()), "");
        result(
                "pay-lines",
                number(report.payLines()),
                " " + CommandTexts.in(spec, "generate.result.employers", number(report.employers())));
        result(
                "files",
                number(report.files()),
                ", " + CommandTexts.in(spec, "generate.result.bytes", number(report.bytes())));
        result("seconds", String.format(Locale.ROOT, "%.1f", seconds), "");
    }

    private void result(String key, String figure, String more) {
        spec.commandLine()
                .getOut()
                .println(String.format(
                        Locale.ROOT,
                        "%-" + NAME_WIDTH + "s %12s%s",
                        CommandTexts.in(spec, "generate.result." + key),
                        figure,
                        more));
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** Shows one step after the other. */
    private final class Steps implements GenerationProgress, AutoCloseable {

        private @Nullable Progress current;

        @Override
        public void begins(String task, String unit, long total) {
            close();
            current = Progress.show(
                    spec.commandLine(),
                    CommandTexts.in(spec, "generate." + task),
                    CommandTexts.in(spec, "generate." + unit),
                    total,
                    CommandTexts.language(spec));
        }

        @Override
        public void advances(long units) {
            Objects.requireNonNull(current, "a step begins before it advances").advance(units);
        }

        @Override
        public void close() {
            if (current != null) {
                current.close();
            }
        }
    }
}
