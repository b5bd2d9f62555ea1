package ca.tradeshub.generator.wire;

import ca.tradeshub.canonical.EmployerYear;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.generator.employer.Provider;
import ca.tradeshub.generator.forecast.DropPhase;
import ca.tradeshub.generator.request.RecordDefect;
import java.time.LocalDate;
import java.util.List;

/**
 * What a payroll file and its control file say.
 *
 * @param phase when it is dropped
 * @param provider who sends it
 * @param year the employer and its taxation year
 * @param sentOn the date in its name
 * @param sequence its sequence among the employer's files
 * @param rows the pay lines
 * @param claims what the employer claims in it
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
     * A pay line as it is written.
     *
     * @param line the line
     * @param defect what is wrong with it, null when nothing is
     */
    public record Row(PayLine line, RecordDefect defect) {}

    /** The CSV's name. */
    public String name() {
        return "PAY_%s_%s_%s.csv"
                .formatted(year.businessNumber().bn9(), FileNames.date(sentOn), FileNames.sequence(sequence));
    }

    /** The same as its sender tried to send it the day before. */
    PayFile firstAttempt() {
        return new PayFile(DropPhase.REFUSED_FIRST, provider, year, sentOn.minusDays(1), sequence, rows, claims);
    }
}
