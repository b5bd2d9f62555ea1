// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.generator.payroll;

import ca.tradeshub.canonical.Period;
import ca.tradeshub.generator.random.SeededRandom;
import ca.tradeshub.generator.request.PayrollSchedule;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * The days on which an employer's payroll of a taxation year is sent: once after its end, or in parts during it.
 *
 * @param parts the parts, in order
 */
public record SubmissionDates(List<Part> parts) {

    public SubmissionDates {
        parts = List.copyOf(parts);
    }

    /**
     * One part of the payroll.
     *
     * @param through last pay date of the part
     * @param sentOn the day the part is sent, which is the date in its file name
     */
    public record Part(LocalDate through, LocalDate sentOn) {}

    /** Draws the parts of a taxation year with the given number of pay lines. */
    static SubmissionDates of(Period year, int lines, PayrollSchedule payrollSchedule, SeededRandom random) {
        int months = payrollSchedule == PayrollSchedule.YEARLY || lines < 400 ? 12 : lines < 2500 ? 3 : 1;
        List<Part> parts = new ArrayList<>();
        for (LocalDate end = year.start().plusMonths(months).minusDays(1);
                end.isBefore(year.end());
                end = end.plusDays(1).plusMonths(months).minusDays(1)) {
            parts.add(new Part(end, end.plusDays(random.between(2, 12))));
        }
        parts.add(new Part(year.end(), year.end().plusDays(random.between(14, 50))));
        return new SubmissionDates(parts);
    }

    /** Returns the index of the part that contains a pay date. */
    public int partOf(LocalDate payDate) {
        int part = 0;
        while (payDate.isAfter(parts.get(part).through())) {
            part++;
        }
        return part;
    }
}
