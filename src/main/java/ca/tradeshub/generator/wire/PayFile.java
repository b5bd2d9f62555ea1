// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.generator.wire;

import ca.tradeshub.canonical.EmployerYear;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.generator.employer.Provider;
import ca.tradeshub.generator.forecast.DropPhase;
import ca.tradeshub.generator.request.RecordDefect;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The content of a payroll file and its control file.
 *
 * @param phase the phase in which it is dropped
 * @param provider the payroll provider that sends it
 * @param year the employer and its taxation year
 * @param sentOn the date in the file name
 * @param sequence its sequence number among the files of the employer
 * @param rows the pay lines
 * @param claims the claims that the employer states in it
 */
public record PayFile(
        DropPhase phase,
        Provider provider,
        EmployerYear year,
        LocalDate sentOn,
        int sequence,
        List<Row> rows,
        List<EmployerYear.Claim> claims) {

    /**
     * A pay line with its defect.
     *
     * @param line the line
     * @param defect the defect, null if absent
     */
    public record Row(PayLine line, @Nullable RecordDefect defect) {}

    /** Returns the name of the CSV file. */
    public String name() {
        return "PAY_%s_%s_%s.csv"
                .formatted(year.businessNumber().bn9(), FileNames.date(sentOn), FileNames.sequence(sequence));
    }

    /** Returns the first attempt at the file, sent the day before. */
    PayFile firstAttempt() {
        return new PayFile(DropPhase.REFUSED_FIRST, provider, year, sentOn.minusDays(1), sequence, rows, claims);
    }
}
