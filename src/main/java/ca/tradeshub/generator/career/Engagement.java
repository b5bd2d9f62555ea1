// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.generator.career;

import ca.tradeshub.canonical.Period;
import ca.tradeshub.canonical.Person;
import ca.tradeshub.generator.employer.Employer;
import ca.tradeshub.generator.employer.TradeProfile;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A continuous period of work for an employer under an agreement.
 *
 * @param employer the employer that pays
 * @param agreement the agreement
 * @param person the apprentice
 * @param term first and last days
 * @param arrangement what the employer pays
 * @param split how the hours are split over two trades, null if there is only one trade
 * @param conditions absence, working time and assistance
 */
public record Engagement(
        Employer employer,
        Agreement agreement,
        Person person,
        Term term,
        Arrangement arrangement,
        @Nullable Split split,
        Conditions conditions) {

    /**
     * First and last days of work.
     *
     * @param start first day
     * @param end last day, null if the work continues
     * @param paidUntil last day paid as an apprentice, null if it is the last day of the work
     */
    public record Term(LocalDate start, @Nullable LocalDate end, @Nullable LocalDate paidUntil) {

        /** Returns the last day that can be paid, null if it is open. */
        public @Nullable LocalDate lastPaidDay() {
            if (end == null || paidUntil == null) {
                return end == null ? paidUntil : end;
            }
            return end.isBefore(paidUntil) ? end : paidUntil;
        }
    }

    /**
     * Conditions of work that change what is paid or claimed.
     *
     * @param away unpaid absence, for example for in-school training; null for none
     * @param isPartTime whether the apprentice is a secondary-school student who works half days
     * @param aid government assistance
     * @param isCooperative whether the first months are claimed under the co-operative education tax credit
     */
    public record Conditions(@Nullable Period away, boolean isPartTime, Aid aid, boolean isCooperative) {

        /** Full-time work without absence or assistance. */
        static final Conditions REGULAR = new Conditions(null, false, Aid.NONE, false);
    }

    /** What an employer pays for. */
    public enum Arrangement {
        /** Wages. */
        WAGES,
        /** Fees of the employment agency that pays the wages. */
        FEES
    }

    /**
     * Hours split over two trades.
     *
     * @param percent the percentage of the hours that belongs to the trade of this agreement
     * @param other the other trade
     */
    public record Split(int percent, TradeProfile other) {}

    /** Government assistance for an apprentice's wages. */
    public enum Aid {
        NONE(null),
        /** A wage subsidy, which reduces the expenditure. */
        SUBSIDY("SUBSIDY"),
        /** A single grant. */
        GRANT("GRANT"),
        /** The federal investment tax credit, which does not count as assistance. */
        INVESTMENT_TAX_CREDIT("ITA-127");

        private final @Nullable String kind;

        Aid(@Nullable String kind) {
            this.kind = kind;
        }

        /** Returns the kind as payroll files state it, null for none. */
        public @Nullable String kind() {
            return kind;
        }
    }

    /** Creates work for wages with a first day and no last day. */
    static Engagement begun(Employer employer, Agreement agreement, Person person, LocalDate start) {
        return new Engagement(
                employer, agreement, person, new Term(start, null, null), Arrangement.WAGES, null, Conditions.REGULAR);
    }

    /** Returns a copy under the given conditions. */
    Engagement under(Conditions others) {
        return new Engagement(employer, agreement, person, term, arrangement, split, others);
    }

    /** Returns a copy with the given last day. */
    Engagement endingOn(LocalDate last) {
        return lasting(new Term(term.start(), last, term.paidUntil()));
    }

    /** Returns a copy with the given last day paid as an apprentice. */
    Engagement paidTo(LocalDate last) {
        return lasting(new Term(term.start(), term.end(), last));
    }

    private Engagement lasting(Term other) {
        return new Engagement(employer, agreement, person, other, arrangement, split, conditions);
    }

    /** Returns the part of the work that belongs to the agreement in one of two trades. */
    Engagement split(Agreement part, int percent, TradeProfile other) {
        return new Engagement(employer, part, person, term, arrangement, new Split(percent, other), conditions);
    }

    /** Returns the same work as billed by the agency to the business that uses it. */
    Engagement asFees(Employer client) {
        Conditions billed = new Conditions(conditions.away(), conditions.isPartTime(), Aid.NONE, false);
        return new Engagement(client, agreement, person, term, Arrangement.FEES, null, billed);
    }

    /** Returns the percentage of the hours that belongs to the agreement. */
    public int share() {
        return split == null ? 100 : split.percent();
    }
}
