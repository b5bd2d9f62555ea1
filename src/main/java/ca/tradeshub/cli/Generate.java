// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.cli;

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
import java.io.PrintWriter;
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
import picocli.CommandLine.TypeConversionException;

/** Generates a year of files with their expected results. */
@Command(
        name = "generate",
        description = {
            "Generates a realistic year of registrations, certificates and payroll files of synthetic people and"
                    + " employers, with the results that the hub is expected to produce.",
            "",
            "DIR/<sender>/ has the files of a sender, DIR/manifest.csv the order in which to drop them, DIR/expected/ the"
                    + " expected results: the final balance of each file, each claim with its amounts, and the totals."
                    + " The same options produce the same bytes on every machine. No person in the files exists."
        },
        exitCodeList = {"0:the year is written", "2:the command line is not valid", "4:the command failed"},
        footer = {
            "  " + Commands.NAME + " generate --apprentices 95000 --pay-lines 2500000 \\",
            "      --certificates 350000 --seed 1 --out year",
            "  " + Commands.NAME + " generate --apprentices 500 --pay-lines 12000 \\",
            "      --certificates 900 --corrections 0.02 --late 0.01 --refused 0.05 --out campaign"
        })
final class Generate implements Callable<Integer> {

    private static final double NANOS = 1e9;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--apprentices",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Number of apprentices (${DEFAULT-VALUE}).")
    private int apprentices;

    @Option(
            names = "--pay-lines",
            paramLabel = "N",
            defaultValue = "26000",
            description = "Number of pay lines (${DEFAULT-VALUE}).")
    private int payLines;

    @Option(
            names = "--certificates",
            paramLabel = "N",
            defaultValue = "3700",
            description = "Number of certificates (${DEFAULT-VALUE}).")
    private int certificates;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of the random generator; another seed gives another year (${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "Output folder; it must be empty or not exist.")
    private Path out;

    @Option(
            names = "--year",
            paramLabel = "YYYY",
            defaultValue = "2015",
            description = "Year in which the taxation years begin, 2010 to 2019 (${DEFAULT-VALUE}). 2015 includes both"
                    + " regimes of the tax credit; up to 2012 Reg. 1055 is in force all year.")
    private int year;

    @Option(
            names = "--years",
            paramLabel = "N",
            defaultValue = "1",
            description = "Number of taxation years of each employer, 1 or 2 (${DEFAULT-VALUE}).")
    private int years;

    @Option(
            names = "--registers",
            paramLabel = "HOW",
            defaultValue = "WEEKLY",
            description = "How often the agencies send their new records: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
    private RegisterSchedule registerSchedule;

    @Option(
            names = "--payroll",
            paramLabel = "HOW",
            defaultValue = "BY_SIZE",
            description =
                    "BY_SIZE: larger employers send their payroll quarterly or monthly; YEARLY: each sends one file"
                            + " (${DEFAULT-VALUE}).")
    private PayrollSchedule payrollSchedule;

    @Option(
            names = "--largest-file",
            paramLabel = "N",
            defaultValue = "50000",
            description = "Maximum number of records in a file (${DEFAULT-VALUE}).")
    private int largestFile;

    @ArgGroup(
            exclusive = false,
            heading = "%nFaults to inject, as a share: 0.02 or 2%%; without them no record is rejected or held%n")
    private Shares shares = new Shares();

    /** The options of the faults. */
    static final class Shares {

        @Option(
                names = "--refused",
                converter = Generate.ShareConverter.class,
                paramLabel = "SHARE",
                description = "Files whose first attempt is refused.")
        private Share refused = Share.NONE;

        @Option(
                names = "--rejected",
                converter = Generate.ShareConverter.class,
                paramLabel = "SHARE",
                description = "Rejected records, in addition to the records of the year.")
        private Share rejected = Share.NONE;

        @Option(
                names = "--rejected-for",
                paramLabel = "WHAT",
                split = ",",
                description = "Defects of the rejected records, any of: ${COMPLETION-CANDIDATES} (all).")
        private Set<RecordDefect> recordDefects = EnumSet.allOf(RecordDefect.class);

        @Option(
                names = "--corrections",
                converter = Generate.ShareConverter.class,
                paramLabel = "SHARE",
                description = "Records that a newer version replaces.")
        private Share corrections = Share.NONE;

        @Option(
                names = "--withdrawals",
                converter = Generate.ShareConverter.class,
                paramLabel = "SHARE",
                description = "Certificates that are first sent with a wrong trade.")
        private Share withdrawals = Share.NONE;

        @Option(
                names = "--late",
                converter = Generate.ShareConverter.class,
                paramLabel = "SHARE",
                description = "Registrations that arrive after the pay lines.")
        private Share late = Share.NONE;

        @Option(
                names = "--lost",
                converter = Generate.ShareConverter.class,
                paramLabel = "SHARE",
                description = "Registrations that never arrive.")
        private Share lost = Share.NONE;

        @Option(
                names = "--duplicates",
                converter = Generate.ShareConverter.class,
                paramLabel = "SHARE",
                description = "Records that are sent again unchanged.")
        private Share duplicates = Share.NONE;

        @Option(
                names = "--name-errors",
                converter = Generate.ShareConverter.class,
                paramLabel = "SHARE",
                description = "Pay lines and certificates with another spelling of the name.")
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
            try {
                return Share.of(value);
            } catch (IllegalArgumentException noShare) {
                throw new TypeConversionException(noShare.getMessage());
            }
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
            throw new ParameterException(spec.commandLine(), cannotBe.getMessage());
        } catch (IOException e) {
            throw new CommandFailure("The year could not be written to " + out + ": " + CliErrors.reason(e) + ".", e);
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
            throw new ParameterException(spec.commandLine(), outOfBounds.getMessage());
        }
    }

    private void prepare() {
        try {
            Files.createDirectories(out);
            try (Stream<Path> content = Files.list(out)) {
                if (content.findAny().isPresent()) {
                    throw new CommandFailure("The folder " + out + " is not empty. Use an empty folder.");
                }
            }
        } catch (IOException e) {
            throw new CommandFailure("The folder " + out + " cannot be used: " + CliErrors.reason(e) + ".", e);
        }
    }

    private void print(YearReport report, double seconds) {
        PrintWriter results = spec.commandLine().getOut();
        results.printf(Locale.ROOT, "registrations %,12d%n", report.registrations());
        results.printf(Locale.ROOT, "certificates  %,12d%n", report.certificates());
        results.printf(Locale.ROOT, "pay lines     %,12d of %,d employers%n", report.payLines(), report.employers());
        results.printf(Locale.ROOT, "files         %,12d, %,d bytes%n", report.files(), report.bytes());
        results.printf(Locale.ROOT, "seconds       %12.1f%n", seconds);
    }

    /** Shows one step after the other. */
    private final class Steps implements GenerationProgress, AutoCloseable {

        private @Nullable Progress current;

        @Override
        public void begins(String task, String unit, long total) {
            close();
            current = Progress.show(spec.commandLine(), task, unit, total);
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
