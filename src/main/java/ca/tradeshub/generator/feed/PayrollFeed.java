// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.generator.feed;

import ca.tradeshub.canonical.EmployerYear;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.generator.career.Engagement;
import ca.tradeshub.generator.employer.Employer;
import ca.tradeshub.generator.forecast.Forecast;
import ca.tradeshub.generator.payroll.PayrollLedger;
import ca.tradeshub.generator.request.YearRequest;
import ca.tradeshub.generator.wire.PayrollWriter;
import ca.tradeshub.generator.wire.RefusedAttempts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Sends the payroll and claims of employers and records the expected results. */
public final class PayrollFeed {

    private final YearRequest request;
    private final int weeklyPercent;
    private final PayrollYear.Outgoing outgoing;
    private int left;

    /**
     * Creates the feed.
     *
     * @param request the request
     * @param weeklyPercent how many of 100 employers pay every week
     * @param writer writes the files
     * @param forecast receives the expected results
     * @param attempts decides which files have a refused first attempt
     */
    public PayrollFeed(
            YearRequest request, int weeklyPercent, PayrollWriter writer, Forecast forecast, RefusedAttempts attempts) {
        this.request = request;
        this.weeklyPercent = weeklyPercent;
        this.outgoing = new PayrollYear.Outgoing(writer, forecast, attempts);
        this.left = request.size().payLines();
    }

    /**
     * Sends the payroll of an employer, up to the requested number of pay lines.
     *
     * @param employer the employer
     * @param engagements the work for the employer
     * @param faults the faults injected into registrations, by agreement number
     * @return the number of lines sent, without lines that faults add
     */
    public int send(Employer employer, List<Engagement> engagements, Map<String, RegistrationFault> faults)
            throws IOException {
        int sent = 0;
        List<PayrollYear> years = new ArrayList<>();
        for (EmployerYear year : employer.years()) {
            PayrollLedger ledger = new PayrollLedger(
                    request.seed(), employer, year, engagements, weeklyPercent, request.payrollSchedule());
            List<PayLine> all = ledger.lines();
            List<PayLine> lines = all.subList(0, Math.min(left, all.size()));
            left -= lines.size();
            sent += lines.size();
            if (!lines.isEmpty()) {
                PayrollYear open = new PayrollYear(request, outgoing, employer, year, ledger.submissionDates());
                open.add(lines, engagements, faults);
                years.add(open);
            }
        }
        int sequence = 0;
        for (PayrollYear year : years) {
            sequence = year.sendYear(sequence);
        }
        for (PayrollYear year : years) {
            sequence = year.sendAfterwards(sequence);
        }
        return sent;
    }
}
