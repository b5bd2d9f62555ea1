// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.attc;

import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.EmployerYear;
import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.canonical.Period;
import ca.tradeshub.canonical.Ratio;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.SourceRef;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
 * @param context the related records: other claims of the apprenticeship, certificates of the apprentice
 */
public record ClaimFacts(
        Registration registration,
        List<Registration> versions,
        @Nullable Registration original,
        EmployerYear employerYear,
        EmployerYear.@Nullable Claim claimed,
        List<Line> lines,
        Context context) {

    public ClaimFacts {
        versions = List.copyOf(versions);
        lines = List.copyOf(lines);
    }

    /** A claim without related records. */
    public ClaimFacts(
            Registration registration,
            List<Registration> versions,
            @Nullable Registration original,
            EmployerYear employerYear,
            EmployerYear.@Nullable Claim claimed,
            List<Line> lines) {
        this(registration, versions, original, employerYear, claimed, lines, Context.NOTHING);
    }

    /** The same claim under another registration. */
    public ClaimFacts withRegistration(Registration other) {
        return new ClaimFacts(other, versions, original, employerYear, claimed, lines, context);
    }

    /** The same claim with its related records. */
    public ClaimFacts with(Context other) {
        return new ClaimFacts(registration, versions, original, employerYear, claimed, lines, other);
    }

    /**
     * The records related to a claim. It is computed from the records alone, so that the order in which claims are
     * decided has no effect.
     *
     * @param creditedBefore the credits of the apprenticeship's claims that come before, by the end of their taxation
     *     year and then their key, of any employer
     * @param sameEmployer lines of the employer's other claims of the apprentice: of the same agreement for other
     *     taxation years, and of the apprentice's other agreements
     * @param otherEmployers lines of other employers' claims of the same agreement that are not rejected
     * @param certificates the apprentice's standing certificates
     * @param otherAgreements the newest versions, held or not, of the apprentice's agreements of other chains
     * @param sharedMaximum the claims with which this one shares the year's maximum, null when it shares with no other
     */
    public record Context(
            Money creditedBefore,
            List<Line> sameEmployer,
            List<Line> otherEmployers,
            List<Certificate> certificates,
            List<Registration> otherAgreements,
            @Nullable SharedMaximum sharedMaximum) {

        /** No related records. */
        public static final Context NOTHING = new Context(Money.ZERO, List.of(), List.of(), List.of());

        public Context {
            sameEmployer = List.copyOf(sameEmployer);
            otherEmployers = List.copyOf(otherEmployers);
            certificates = List.copyOf(certificates);
            otherAgreements = List.copyOf(otherAgreements);
        }

        /** Related claims and certificates, without other agreements. */
        public Context(
                Money creditedBefore,
                List<Line> sameEmployer,
                List<Line> otherEmployers,
                List<Certificate> certificates) {
            this(creditedBefore, sameEmployer, otherEmployers, certificates, List.of(), null);
        }

        /** The same with the apprentice's agreements of other apprenticeships. */
        public Context withOtherAgreements(List<Registration> agreements) {
            return new Context(creditedBefore, sameEmployer, otherEmployers, certificates, agreements, sharedMaximum);
        }

        /** The same with the claims that share the maximum. */
        public Context sharing(SharedMaximum maximum) {
            return new Context(creditedBefore, sameEmployer, otherEmployers, certificates, otherAgreements, maximum);
        }
    }

    /**
     * The claims of one taxpayer for one apprenticeship and year, which have one maximum (interpretation C39).
     *
     * @param own this claim
     * @param others the other claims, at least one
     * @param severalOriginals whether the claims are under several original agreements of the person in the trade
     */
    public record SharedMaximum(MaximumShare own, List<MaximumShare> others, boolean severalOriginals) {

        public SharedMaximum {
            others = List.copyOf(others);
        }
    }

    /**
     * A claim's use of a maximum.
     *
     * @param claimKey the key of the claim
     * @param credit its credit, exact, before it is shared among partners
     * @param days the days it counts in the formula, as disjoint periods
     */
    public record MaximumShare(String claimKey, Ratio credit, List<Period> days) {

        public MaximumShare {
            days = List.copyOf(days);
        }
    }

    /**
     * A pay line and its address.
     *
     * @param line the pay line
     * @param source its address
     * @param fileDate the date in the name of its file, to which an open employment spell counts
     */
    public record Line(PayLine line, SourceRef source, LocalDate fileDate) {}
}
