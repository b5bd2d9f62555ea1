// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.attc;

import ca.tradeshub.canonical.EmployerYear;
import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.SourceRef;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.law.Citation;
import ca.tradeshub.rules.engine.Finding;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The result of a claim under the law. */
public sealed interface ClaimAssessment {

    /** Findings on the claim that warn or inform; for {@link Held} also those that hold. */
    List<Finding> findings();

    /** What could be established of the apprenticeship; null only when nothing could. */
    @Nullable
    Apprenticeship apprenticeship();

    /** The amounts; null only for {@link Held} while the day the programme commenced is not known. */
    @Nullable
    Computation computation();

    /** The expenditure that the law excludes. */
    List<Excluded> excluded();

    /** The claim is computed; it is sent as supported. */
    record Supported(
            Apprenticeship apprenticeship, Computation computation, List<Excluded> excluded, List<Finding> findings)
            implements ClaimAssessment {}

    /**
     * The whole claim is rejected. The message is sent as not supported when the employer claims a credit; otherwise
     * the lines are out of scope under the deciding rule.
     *
     * @param deciding the finding that decides
     * @param apprenticeship what could be established of the apprenticeship
     * @param computation the amounts with a credit of zero, days and rate as far as established
     */
    record NotSupported(
            Finding deciding,
            Apprenticeship apprenticeship,
            Computation computation,
            List<Excluded> excluded,
            List<Finding> findings)
            implements ClaimAssessment {}

    /**
     * A person must decide before a message is sent; the findings with outcome hold give the reasons.
     *
     * @param apprenticeship what could be established of the apprenticeship
     * @param computation the amounts without the decision, null while the day the programme commenced is not known
     * @param excluded the excluded expenditure as far as established
     */
    record Held(
            @Nullable Apprenticeship apprenticeship,
            @Nullable Computation computation,
            List<Excluded> excluded,
            List<Finding> findings)
            implements ClaimAssessment {

        /** A claim held before anything of it could be established. */
        public Held(List<Finding> findings) {
            this(null, null, List.of(), findings);
        }
    }

    /** The credit's terms by the day the programme commenced. */
    enum Regime {
        /** Commenced before 2015-04-24: 48 months, 35 to 45 per cent, 10,000 a year. */
        BEFORE_2015_04_24,
        /** Commenced from 2015-04-24 to 2017-11-14: 36 months, 25 to 30 per cent, 5,000 a year. */
        FROM_2015_04_24
    }

    /**
     * The apprenticeship of the claim.
     *
     * @param originalRegisteredOn the day the programme commenced, null when not known
     * @param windowEnd the last day of the 36 or 48 months, null when there is no window
     * @param endedOn the day the qualifying apprenticeship is deemed to have ended, null while it goes on
     * @param regime the regime, null when the programme commenced too late for either
     */
    record Apprenticeship(
            @Nullable LocalDate originalRegisteredOn,
            @Nullable LocalDate windowEnd,
            @Nullable LocalDate endedOn,
            @Nullable Regime regime) {}

    /**
     * The figures of the claim.
     *
     * @param expenditure what the employer spent
     * @param atRate the eligible expenditure at the rate
     * @param days the days in the formula of the maximum
     * @param maximum the most the formula allows
     * @param credit the lesser of amount and maximum
     * @param claimed what the employer claims, null when it claims nothing
     * @param steps how the figures came about, in order
     */
    record Computation(
            Spent expenditure,
            AtRate atRate,
            Days days,
            Money maximum,
            Money credit,
            @Nullable Money claimed,
            List<Step> steps) {}

    /**
     * What the employer spent.
     *
     * @param gross counted gross wages, benefits and agency fees before assistance, rounded to the cent once
     * @param assistance government assistance that reduces it
     * @param eligible gross expenditure less assistance, never below zero
     */
    record Spent(Money gross, Money assistance, Money eligible) {}

    /**
     * The eligible expenditure at the rate.
     *
     * @param priorYearPayroll the previous year's payroll, which decides the rate; null when not known
     * @param rate the exact rate, null when not established
     * @param amount rate times eligible expenditure, zero while the rate is not established
     */
    record AtRate(@Nullable Money priorYearPayroll, @Nullable BigDecimal rate, Money amount) {}

    /**
     * The days in the formula of the maximum. D or E is zero.
     *
     * @param d days of the formula's D, of a programme that commenced before 2015-04-24
     * @param e days of the formula's E, of a later programme
     * @param y the formula's Y, 365 or 366
     */
    record Days(int d, int e, int y) {}

    /**
     * One step of the computation.
     *
     * @param id the rule the step follows, for example {@code ATTC-27}
     * @param statement the step in words with its inputs; messages carry the English
     * @param value its result as text
     * @param citation the law
     */
    record Step(String id, Text statement, String value, Citation citation) {}

    /**
     * A pay line, or part of one, that the law excludes from the expenditure.
     *
     * @param source the line's address
     * @param amount the gross expenditure excluded
     * @param rule the rule that excludes it
     * @param wholly whether nothing of the line counts
     */
    record Excluded(SourceRef source, Money amount, String rule, boolean wholly) {}

    /**
     * One partner's share of a credit (rule ATTC-33).
     *
     * @param number 1, 2, … in the order of the control file
     * @param kind general or limited
     * @param share the share as stated
     * @param credited its part of the credit, zero for a limited partner
     */
    record PartnerShare(int number, EmployerYear.Partner.Kind kind, BigDecimal share, Money credited) {}
}
