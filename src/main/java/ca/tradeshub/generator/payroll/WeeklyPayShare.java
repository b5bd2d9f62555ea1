// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.generator.payroll;

import ca.tradeshub.canonical.EmployerYear;
import ca.tradeshub.generator.career.Engagement;
import ca.tradeshub.generator.career.GenerationUnit;
import ca.tradeshub.generator.employer.Employer;
import ca.tradeshub.generator.request.ImpossibleYearException;
import ca.tradeshub.generator.request.YearRequest;
import java.util.List;

/**
 * Finds the percentage of employers that must pay weekly so that the year has the requested number of pay lines. The
 * percentage is found in steps of five, so that years with the same proportions share it, whatever their size.
 */
public final class WeeklyPayShare {

    private static final int STEP = 5;
    private static final int ALL = 100;

    private final YearRequest request;
    private final long[] lines = new long[ALL / STEP + 1];

    public WeeklyPayShare(YearRequest request) {
        this.request = request;
    }

    /** Counts the pay lines of a unit. */
    public void count(GenerationUnit unit) {
        for (Employer employer : unit.employers()) {
            List<Engagement> engagements = unit.engagements(employer);
            long weekly = count(employer, engagements, ALL);
            long otherwise = count(employer, engagements, 0);
            for (int i = 0; i < lines.length; i++) {
                lines[i] += employer.pay().payLot() < i * STEP ? weekly : otherwise;
            }
        }
    }

    private long count(Employer employer, List<Engagement> engagements, int percent) {
        long count = 0;
        for (EmployerYear year : employer.years()) {
            count += new PayrollLedger(request.seed(), employer, year, engagements, percent, request.payrollSchedule())
                    .count();
        }
        return count;
    }

    /**
     * Returns the smallest percentage of weekly paying employers that gives enough pay lines.
     *
     * @throws ImpossibleYearException if the requested number of pay lines is not possible
     */
    public int percent() {
        for (int i = 0; i < lines.length; i++) {
            if (lines[i] >= request.size().payLines()) {
                return i * STEP;
            }
        }
        throw new ImpossibleYearException(
                "too-many-lines",
                request.size().apprentices(),
                lines[lines.length - 1],
                request.size().payLines());
    }
}
