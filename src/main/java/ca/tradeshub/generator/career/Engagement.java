package ca.tradeshub.generator.career;

import ca.tradeshub.canonical.Period;
import ca.tradeshub.canonical.Person;
import ca.tradeshub.generator.employer.Employer;
import ca.tradeshub.generator.employer.TradeProfile;
import java.time.LocalDate;

/**
 * Somebody's work for an employer under an agreement, from one first day to one last.
 *
 * @param employer the employer that pays
 * @param agreement the agreement
 * @param person the apprentice
 * @param start first day
 * @param end last day, null when it goes on
 * @param paidUntil last day that is paid as an apprentice's, null when nothing ends it but the end of the work
 * @param arrangement what is paid
 * @param split how the hours are split over two trades, null when there is one
 * @param away days without pay, for example at school; null when there are none
 * @param isPartTime whether a pupil works half days only
 * @param aid government assistance
 * @param isCooperative whether the first months are claimed as co-operative education
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

    /** What an employer pays for an apprentice. */
    public enum Arrangement {
        /** Wages. */
        WAGES,
        /** Fees to the employment agency that pays the wages. */
        FEES
    }

    /**
     * Two trades at once.
     *
     * @param percent how much of the hours belongs to this agreement's trade
     * @param other the other trade
     */
    public record Split(int percent, TradeProfile other) {}

    /** Government assistance for an apprentice's wages. */
    public enum Aid {
        NONE(null),
        /** A wage subsidy, which reduces the expenditure. */
        SUBSIDY("SUBSIDY"),
        /** A grant paid once. */
        GRANT("GRANT"),
        /** The federal investment tax credit, which is no assistance. */
        INVESTMENT_TAX_CREDIT("ITA-127");

        private final String kind;

        Aid(String kind) {
            this.kind = kind;
        }

        /** The kind as payroll writes it, null for none. */
        public String kind() {
            return kind;
        }
    }

    /** Work that begins, and goes on. */
    static Engagement begun(Employer employer, Agreement agreement, Person person, LocalDate start) {
        return new Engagement(
                employer, agreement, person, start, null, null, Arrangement.WAGES, null, null, false, Aid.NONE, false);
    }

    /** The same work with what marks it. */
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

    /** The same work, up to a day. */
    Engagement endingOn(LocalDate last) {
        return lasting(last, paidUntil);
    }

    /** The same work, going on, but paid as an apprentice's only to a day. */
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

    /** The part of the work that belongs to an agreement in one of two trades. */
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

    /** The same work seen from a business that pays the agency for it. */
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

    /** How much of the hours belongs to the agreement, in per cent. */
    public int share() {
        return split == null ? 100 : split.percent();
    }

    /** The last day that can be paid, null when it is open. */
    public LocalDate lastPaidDay() {
        if (end == null || paidUntil == null) {
            return end == null ? paidUntil : end;
        }
        return end.isBefore(paidUntil) ? end : paidUntil;
    }
}
