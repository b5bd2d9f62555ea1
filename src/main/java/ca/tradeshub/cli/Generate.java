package ca.tradeshub.cli;

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
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Generates a year of files with what should become of them. */
@Command(
        name = "generate",
        description = {
            "Makes a realistic year of registrations, certificates and payroll of made-up people and employers, as the"
                    + " senders would drop them, and writes beside it what the hub should make of it.",
            "",
            "DIR/<sender>/ holds a sender's files, DIR/manifest.csv the order to drop them in, DIR/expected/ the outcome:"
                    + " the final balance of each file, each claim with its amounts, and the sums. The same options give"
                    + " the same bytes on every machine. Nobody in it exists."
        },
        exitCodeList = {
            "0:the year is written",
            "2:the command line was not understood",
            "4:the command could not do its work"
        },
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
            description = "How many apprentices (${DEFAULT-VALUE}).")
    private int apprentices;

    @Option(
            names = "--pay-lines",
            paramLabel = "N",
            defaultValue = "26000",
            description = "How many pay lines (${DEFAULT-VALUE}).")
    private int payLines;

    @Option(
            names = "--certificates",
            paramLabel = "N",
            defaultValue = "3700",
            description = "How many certificates (${DEFAULT-VALUE}).")
    private int certificates;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Another seed gives another year (${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "An empty folder, or one to be made.")
    private Path out;

    @Option(
            names = "--year",
            paramLabel = "YYYY",
            defaultValue = "2015",
            description = "The year taxation years begin in, 2010 to 2019 (${DEFAULT-VALUE}). 2015 has both of the tax"
                    + " credit's regimes; up to 2012 Reg. 1055 is in force all year.")
    private int year;

    @Option(
            names = "--years",
            paramLabel = "N",
            defaultValue = "1",
            description = "Taxation years of each employer, 1 or 2 (${DEFAULT-VALUE}).")
    private int years;

    @Option(
            names = "--registers",
            paramLabel = "HOW",
            defaultValue = "WEEKLY",
            description = "How often the agencies send what is new: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
    private RegisterSchedule registerSchedule;

    @Option(
            names = "--payroll",
            paramLabel = "HOW",
            defaultValue = "BY_SIZE",
            description = "BY_SIZE: larger employers send theirs by the quarter or month; YEARLY: all send one file"
                    + " (${DEFAULT-VALUE}).")
    private PayrollSchedule payrollSchedule;

    @Option(
            names = "--largest-file",
            paramLabel = "N",
            defaultValue = "50000",
            description = "Most records of a file (${DEFAULT-VALUE}).")
    private int largestFile;

    @ArgGroup(exclusive = false, heading = "%nDisturbances, as shares: 0.02 or 2%%; without them the year is clean%n")
    private Shares shares = new Shares();

    /** The options of the disturbances. */
    static final class Shares {

        @Option(
                names = "--refused",
                converter = Generate.ShareConverter.class,
                paramLabel = "SHARE",
                description = "Files whose first attempt is broken.")
        private Share refused = Share.NONE;

        @Option(
                names = "--rejected",
                converter = Generate.ShareConverter.class,
                paramLabel = "SHARE",
                description = "Rejected records beside the year's.")
        private Share rejected = Share.NONE;

        @Option(
                names = "--rejected-for",
                paramLabel = "WHAT",
                split = ",",
                description = "What is wrong with those, some of: ${COMPLETION-CANDIDATES} (all).")
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
                description = "Certificates first sent under a wrong trade.")
        private Share withdrawals = Share.NONE;

        @Option(
                names = "--late",
                converter = Generate.ShareConverter.class,
                paramLabel = "SHARE",
                description = "Registrations that come after the pay.")
        private Share late = Share.NONE;

        @Option(
                names = "--lost",
                converter = Generate.ShareConverter.class,
                paramLabel = "SHARE",
                description = "Registrations that never come.")
        private Share lost = Share.NONE;

        @Option(
                names = "--duplicates",
                converter = Generate.ShareConverter.class,
                paramLabel = "SHARE",
                description = "Records sent again unchanged.")
        private Share duplicates = Share.NONE;

        @Option(
                names = "--name-errors",
                converter = Generate.ShareConverter.class,
                paramLabel = "SHARE",
                description = "Pay and certificates with the name written otherwise.")
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
        tell(report, (System.nanoTime() - begun) / NANOS);
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
                    throw new CommandFailure("The folder " + out + " is not empty. Name another, or empty it.");
                }
            }
        } catch (IOException e) {
            throw new CommandFailure("The folder " + out + " cannot be used: " + CliErrors.reason(e) + ".", e);
        }
    }

    private void tell(YearReport report, double seconds) {
        PrintWriter results = spec.commandLine().getOut();
        results.printf(Locale.ROOT, "registrations %,12d%n", report.registrations());
        results.printf(Locale.ROOT, "certificates  %,12d%n", report.certificates());
        results.printf(Locale.ROOT, "pay lines     %,12d of %,d employers%n", report.payLines(), report.employers());
        results.printf(Locale.ROOT, "files         %,12d, %,d bytes%n", report.files(), report.bytes());
        results.printf(Locale.ROOT, "seconds       %12.1f%n", seconds);
    }

    /** Shows one step after the other. */
    private final class Steps implements GenerationProgress, AutoCloseable {

        private Progress current;

        @Override
        public void begins(String task, String unit, long total) {
            close();
            current = Progress.show(spec.commandLine(), task, unit, total);
        }

        @Override
        public void advances(long units) {
            current.advance(units);
        }

        @Override
        public void close() {
            if (current != null) {
                current.close();
            }
        }
    }
}
