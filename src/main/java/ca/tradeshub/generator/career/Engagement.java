package ca.tradeshub.generator.career;

import ca.tradeshub.canonical.Period;
import ca.tradeshub.canonical.Person;
import ca.tradeshub.generator.employer.Employer;
import ca.tradeshub.generator.employer.TradeProfile;
import java.time.LocalDate;

/**
 * A continuous period of work for an employer under an agreement.
 *
 * @param employer the employer that pays
 * @param agreement the agreement
 * @param person the apprentice
 * @param start first day
 * @param end last day, null if the work continues
 * @param paidUntil last day paid as an apprentice, null if it is the last day of the work
 * @param arrangement what the employer pays
 * @param split how the hours are split over two trades, null if there is only one trade
 * @param away unpaid absence, for example for in-school training; null if absent
 * @param isPartTime whether the apprentice is a secondary-school student who works half days
 * @param aid government assistance
 * @param isCooperative whether the first months are claimed under the co-operative education tax credit
 */
public record Engagement(
        Employer employer,
        Agreement agreement,
        Person person,
        LocalDate start,
        LocalDate end,
        LocalDate paidUntil,
        Arrangement arrangement,
        Split split,
        Period away,
        boolean isPartTime,
        Aid aid,
        boolean isCooperative) {

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

        private final String kind;

        Aid(String kind) {
            this.kind = kind;
        }

        /** Returns the kind as payroll files state it, null for none. */
        public String kind() {
            return kind;
        }
    }

    /** Creates work for wages with a first day and no last day. */
    static Engagement begun(Employer employer, Agreement agreement, Person person, LocalDate start) {
        return new Engagement(
                employer, agreement, person, start, null, null, Arrangement.WAGES, null, null, false, Aid.NONE, false);
    }

    /** Returns a copy with the given absence, working time, assistance and co-operative credit. */
    Engagement marked(Period without, boolean partTime, Aid assistance, boolean cooperative) {
        return new Engagement(
                employer,
                agreement,
                person,
                start,
                end,
                paidUntil,
                arrangement,
                split,
                without,
                partTime,
                assistance,
                cooperative);
    }

    /** Returns a copy with the given last day. */
    Engagement endingOn(LocalDate last) {
        return lasting(last, paidUntil);
    }

    /** Returns a copy with the given last day paid as an apprentice. */
    Engagement paidTo(LocalDate last) {
        return lasting(end, last);
    }

    private Engagement lasting(LocalDate last, LocalDate lastPaid) {
        return new Engagement(
                employer,
                agreement,
                person,
                start,
                last,
                lastPaid,
                arrangement,
                split,
                away,
                isPartTime,
                aid,
                isCooperative);
    }

    /** Returns the part of the work that belongs to the agreement in one of two trades. */
    Engagement split(Agreement part, int percent, TradeProfile other) {
        return new Engagement(
                employer,
                part,
                person,
                start,
                end,
                paidUntil,
                arrangement,
                new Split(percent, other),
                away,
                isPartTime,
                aid,
                isCooperative);
    }

    /** Returns the same work as billed by the agency to the business that uses it. */
    Engagement asFees(Employer client) {
        return new Engagement(
                client,
                agreement,
                person,
                start,
                end,
                paidUntil,
                Arrangement.FEES,
                null,
                away,
                isPartTime,
                Aid.NONE,
                false);
    }

    /** Returns the percentage of the hours that belongs to the agreement. */
    public int share() {
        return split == null ? 100 : split.percent();
    }

    /** Returns the last day that can be paid, null if it is open. */
    public LocalDate lastPaidDay() {
        if (end == null || paidUntil == null) {
            return end == null ? paidUntil : end;
        }
        return end.isBefore(paidUntil) ? end : paidUntil;
    }
}
