package ca.tradeshub.rules.attc;

import ca.tradeshub.canonical.EmployerYear;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.SourceRef;
import java.time.LocalDate;
import java.util.List;

/**
 * Everything a claim of one employer, agreement and taxation year is computed from.
 *
 * @param registration the standing version of the agreement
 * @param versions every version of the agreement that is neither rejected nor held, the standing one included, oldest
 *     first
 * @param original the standing version of the first document of the chain when it is another agreement and has
 *     arrived, else null
 * @param employerYear the employer and the taxation year, from the newest control file
 * @param claimed what the employer claims for the agreement, null when no file claims it
 * @param lines the standing pay lines of the claim, in the order of file sequence and line
 */
public record ClaimFacts(
        Registration registration,
        List<Registration> versions,
        Registration original,
        EmployerYear employerYear,
        EmployerYear.Claim claimed,
        List<Line> lines) {

    /**
     * A pay line and where it stands.
     *
     * @param line the pay line
     * @param source its address
     * @param fileDate the date in the name of its file, to which an open employment spell counts
     */
    public record Line(PayLine line, SourceRef source, LocalDate fileDate) {}
}
