// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.generator;

import ca.tradeshub.generator.career.ApprenticeHistory;
import ca.tradeshub.generator.career.GenerationUnit;
import ca.tradeshub.generator.employer.Employer;
import ca.tradeshub.generator.feed.CertificateFeed;
import ca.tradeshub.generator.feed.PayrollFeed;
import ca.tradeshub.generator.feed.RegistrationFault;
import ca.tradeshub.generator.feed.RegistrationFeed;
import ca.tradeshub.generator.forecast.Forecast;
import ca.tradeshub.generator.payroll.WeeklyPayShare;
import ca.tradeshub.generator.request.FaultInjection;
import ca.tradeshub.generator.request.FaultKind;
import ca.tradeshub.generator.request.RecordDefect;
import ca.tradeshub.generator.request.YearRequest;
import ca.tradeshub.generator.wire.CertificateSourceRegister;
import ca.tradeshub.generator.wire.OutputFolder;
import ca.tradeshub.generator.wire.PayrollWriter;
import ca.tradeshub.generator.wire.RefusedAttempts;
import ca.tradeshub.generator.wire.RegistrationSourceRegister;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Generates a year unit by unit: the files of the ministry, the college and the payroll providers in their own formats,
 * and the results expected from the hub. The same request gives the same bytes on every machine.
 */
public final class YearGenerator {

    private final YearRequest request;
    private final GenerationProgress progress;

    /** Creates a generator of one year. */
    public YearGenerator(YearRequest request, GenerationProgress progress) {
        this.request = request;
        this.progress = progress;
    }

    /**
     * Generates the year.
     *
     * @param out an existing empty folder
     * @return the figures of the generated year
     * @throws ca.tradeshub.generator.request.ImpossibleYearException if the requested number of pay lines is not possible; no file is written
     * @throws IOException if the folder cannot be written to
     */
    public YearReport generate(Path out) throws IOException {
        int weeklyPercent = plan();
        progress.begins(
                "Writing",
                "records",
                (long) request.size().apprentices()
                        + request.size().payLines()
                        + request.size().certificates());
        OutputFolder folder = new OutputFolder(out);
        RefusedAttempts attempts = new RefusedAttempts(
                request.seed(),
                request.faultInjection().share(FaultKind.REFUSED).perMillion());
        RegistrationSourceRegister registrations = new RegistrationSourceRegister(
                folder,
                request.registerSchedule(),
                request.generatedPeriod().baseline(),
                request.largestFile(),
                attempts);
        CertificateSourceRegister certificates = new CertificateSourceRegister(
                folder,
                request.registerSchedule(),
                request.generatedPeriod().baseline(),
                request.largestFile(),
                attempts);
        try (Forecast forecast = new Forecast(out)) {
            RegistrationFeed ministry = new RegistrationFeed(request, registrations, forecast.registry());
            CertificateFeed college = new CertificateFeed(request, certificates, forecast.registry());
            PayrollFeed payroll =
                    new PayrollFeed(request, weeklyPercent, new PayrollWriter(folder), forecast, attempts);
            long employers = 0;
            for (int number = 0; number < units(); number++) {
                GenerationUnit unit = unit(number);
                employers += unit.employers().size();
                write(unit, ministry, college, payroll);
            }
            for (long ordinal = 0; !college.isDone(); ordinal++) {
                progress.advances(college.sendJourneyperson(ordinal));
            }
            registrations.finish(forecast);
            certificates.finish(forecast);
            folder.finish();
            forecast.finish(parameters());
            return new YearReport(
                    employers,
                    forecast.received("registrations"),
                    forecast.received("payroll"),
                    forecast.received("certificates"),
                    folder.files(),
                    folder.bytes());
        }
    }

    private void write(GenerationUnit unit, RegistrationFeed ministry, CertificateFeed college, PayrollFeed payroll)
            throws IOException {
        Map<String, RegistrationFault> faults = new HashMap<>();
        for (ApprenticeHistory history : unit.histories()) {
            RegistrationFault fault = ministry.send(history);
            history.agreements().forEach(agreement -> faults.put(agreement.number(), fault));
            college.send(history);
            progress.advances(1);
        }
        for (Employer employer : unit.employers()) {
            progress.advances(payroll.send(employer, unit.engagements(employer), faults));
        }
    }

    private int plan() {
        progress.begins("Planning", "apprentices", request.size().apprentices());
        WeeklyPayShare weekly = new WeeklyPayShare(request);
        for (int number = 0; number < units(); number++) {
            weekly.count(unit(number));
            progress.advances(apprentices(number));
        }
        return weekly.percent();
    }

    private GenerationUnit unit(int number) {
        return new GenerationUnit(request.seed(), number, apprentices(number), request.generatedPeriod());
    }

    private int units() {
        return (request.size().apprentices() + GenerationUnit.SIZE - 1) / GenerationUnit.SIZE;
    }

    private int apprentices(int number) {
        return Math.min(GenerationUnit.SIZE, request.size().apprentices() - number * GenerationUnit.SIZE);
    }

    private ObjectNode parameters() {
        FaultInjection faultInjection = request.faultInjection();
        ObjectNode parameters = JsonNodeFactory.instance.objectNode();
        parameters.put("apprentices", request.size().apprentices());
        parameters.put("payLines", request.size().payLines());
        parameters.put("certificates", request.size().certificates());
        parameters.put("seed", request.seed());
        parameters.put("year", request.generatedPeriod().year());
        parameters.put("years", request.generatedPeriod().years());
        parameters.put("cadence", request.registerSchedule().name());
        parameters.put("rhythm", request.payrollSchedule().name());
        parameters.put("largestFile", request.largestFile());
        parameters.put("refused", faultInjection.share(FaultKind.REFUSED).toString());
        parameters.put("rejected", faultInjection.share(FaultKind.REJECTED).toString());
        faultInjection.recordDefects().stream()
                .sorted()
                .map(RecordDefect::name)
                .forEach(parameters.putArray("rejectedFor")::add);
        parameters.put("corrections", faultInjection.share(FaultKind.CORRECTION).toString());
        parameters.put("withdrawals", faultInjection.share(FaultKind.WITHDRAWAL).toString());
        parameters.put("late", faultInjection.share(FaultKind.LATE).toString());
        parameters.put("lost", faultInjection.share(FaultKind.LOST).toString());
        parameters.put("duplicates", faultInjection.share(FaultKind.DUPLICATE).toString());
        parameters.put("nameErrors", faultInjection.share(FaultKind.NAME_ERROR).toString());
        return parameters;
    }
}
