// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.generator.payroll;

import ca.tradeshub.canonical.EmployerYear;
import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.canonical.Period;
import ca.tradeshub.canonical.Person;
import ca.tradeshub.generator.career.Agreement;
import ca.tradeshub.generator.career.Engagement;
import ca.tradeshub.generator.career.Engagement.Arrangement;
import ca.tradeshub.generator.employer.Employer;
import ca.tradeshub.generator.employer.PayPattern.PayRun;
import ca.tradeshub.generator.employer.TradeProfile;
import ca.tradeshub.generator.employer.Wages;
import ca.tradeshub.generator.employer.Weekdays;
import ca.tradeshub.generator.random.SeededRandom;
import ca.tradeshub.generator.request.PayrollSchedule;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The pay lines of one employer in one taxation year. */
public final class PayrollLedger {

    private static final int COOPERATIVE_DAYS = 120;

    private final long seed;
    private final Employer employer;
    private final EmployerYear year;
    private final List<Engagement> engagements;
    private final List<PayRun> runs;
    private final SubmissionDates submissionDates;

    /**
     * Creates the ledger.
     *
     * @param seed the seed of the year
     * @param employer the employer
     * @param year one of the taxation years of the employer
     * @param engagements the work for the employer
     * @param weeklyPercent how many of 100 employers pay every week
     * @param payrollSchedule the schedule on which payroll is sent
     */
    public PayrollLedger(
            long seed,
            Employer employer,
            EmployerYear year,
            List<Engagement> engagements,
            int weeklyPercent,
            PayrollSchedule payrollSchedule) {
        this.seed = seed;
        this.employer = employer;
        this.year = year;
        this.engagements = engagements;
        this.runs = employer.payingWeekly(weeklyPercent).runs(year.taxationYear());
        SeededRandom random = SeededRandom.of(seed, "extracts", employer.ordinal());
        this.submissionDates = SubmissionDates.of(year.taxationYear(), count(), payrollSchedule, random);
    }

    /** Returns the days on which the parts are sent. */
    public SubmissionDates submissionDates() {
        return submissionDates;
    }

    /** Returns the number of pay lines. */
    public int count() {
        int count = 0;
        for (Engagement engagement : engagements) {
            for (PayRun run : runs) {
                if (worked(engagement, run.period()) > 0) {
                    count++;
                }
            }
        }
        return count;
    }

    /** Returns the pay lines, run by run. A line states the end of employment only if it is not after the day of sending. */
    public List<PayLine> lines() {
        List<Payee> payees = new ArrayList<>();
        for (Engagement engagement : engagements) {
            payees.add(new Payee(engagement, payees.size()));
        }
        List<PayLine> lines = new ArrayList<>();
        for (PayRun run : runs) {
            LocalDate sentOn = submissionDates
                    .parts()
                    .get(submissionDates.partOf(run.payDate()))
                    .sentOn();
            for (Payee payee : payees) {
                int days = worked(payee.engagement, run.period());
                if (days > 0) {
                    lines.add(payee.line(run, days, sentOn));
                }
            }
        }
        return lines;
    }

    /** Returns the paid working days of a pay period. */
    private static int worked(Engagement engagement, Period period) {
        LocalDate from = later(engagement.term().start(), period.start());
        LocalDate to = earlier(engagement.term().lastPaidDay(), period.end());
        if (to.isBefore(from)) {
            return 0;
        }
        int days = Weekdays.in(from, to);
        Period away = engagement.conditions().away();
        return away == null ? days : days - Weekdays.in(later(from, away.start()), earlier(away.end(), to));
    }

    private static LocalDate later(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }

    private static LocalDate earlier(@Nullable LocalDate one, LocalDate other) {
        return one != null && one.isBefore(other) ? one : other;
    }

    /** A person on the ledger. */
    private final class Payee {

        private final Engagement engagement;
        private final SeededRandom random;
        private final int benefits;
        private int paid;

        Payee(Engagement engagement, int place) {
            this.engagement = engagement;
            long yearAndPlace = year.taxationYear().end().getYear() * 10_000L + place;
            this.random = SeededRandom.of(seed, "pay", employer.ordinal() * 100_000_000L + yearAndPlace);
            this.benefits = random.perMille(120) ? random.between(15, 60) * 100 : 0;
        }

        PayLine line(PayRun run, int days, LocalDate sentOn) {
            paid++;
            Agreement agreement = engagement.agreement();
            TradeProfile trade = agreement.trade();
            Person person = engagement.person();
            int dayHours =
                    engagement.conditions().isPartTime() ? 400 : employer.pay().weeklyHours() * 20;
            int regular = days * dayHours * engagement.share() / 100;
            int overtime = overtime(days);
            int level = Wages.level(trade, agreement.commencedOn(), run.payDate());
            int payYear = run.payDate().getYear();
            int rate = Wages.apprentice(trade, employer, level, payYear);
            long wages = cents(regular, rate * 2L) + cents(overtime, rate * 3L);
            boolean isFee = engagement.arrangement() == Arrangement.FEES;
            long gross = isFee ? 0 : wages;
            long total = gross + otherTrade(run, days * dayHours - regular).orElse(0L);
            long aid = isFee ? 0 : aid(gross);
            boolean isCooperative = engagement.conditions().isCooperative()
                    && run.period().end().isBefore(engagement.term().start().plusDays(COOPERATIVE_DAYS));
            return new PayLine(
                    employer.business().account(),
                    year.taxationYear(),
                    lineId(run),
                    agreement.number(),
                    person.accountNumber(),
                    person.sin(),
                    person.familyName(),
                    person.givenNames(),
                    person.birthDate(),
                    trade.code(),
                    engagement.term().start(),
                    engagement.term().end() == null || engagement.term().end().isAfter(sentOn)
                            ? null
                            : engagement.term().end(),
                    run.period(),
                    run.payDate(),
                    BigDecimal.valueOf(regular, 2),
                    BigDecimal.valueOf(overtime, 2),
                    money(rate),
                    money(gross),
                    money(isFee ? 0 : benefits),
                    money(isFee ? wages * 138 / 100 : 0),
                    money(total),
                    money(aid),
                    aid == 0 ? null : engagement.conditions().aid().kind(),
                    isCooperative,
                    money(Wages.journeyperson(trade, employer, payYear)),
                    level,
                    "ON");
        }

        /** Draws overtime in hundredths of hours; 0 for apprentices in two trades and for part-time work. */
        private int overtime(int days) {
            boolean has = random.perMille(180);
            int hours = random.between(1, 2 * days) * 100;
            return has && engagement.split() == null && !engagement.conditions().isPartTime() ? hours : 0;
        }

        /** Returns the wages of the same days in the other trade, in cents; empty if there is no other trade. */
        private Optional<Long> otherTrade(PayRun run, int hours) {
            return Optional.ofNullable(engagement.split()).map(split -> {
                int level = Wages.level(split.other(), engagement.agreement().commencedOn(), run.payDate());
                int year = run.payDate().getYear();
                return cents(hours, Wages.apprentice(split.other(), employer, level, year) * 2L);
            });
        }

        private long aid(long gross) {
            return switch (engagement.conditions().aid()) {
                case NONE -> 0;
                case SUBSIDY -> gross / 5;
                case GRANT -> paid == 3 ? 100_000 : 0;
                case INVESTMENT_TAX_CREDIT -> paid == 12 ? 200_000 : 0;
            };
        }

        private String lineId(PayRun run) {
            String number = engagement.agreement().number();
            String end = Integer.toString(year.taxationYear().end().getYear());
            return end + "-" + (100 + run.number()) + "-" + number.substring(number.length() - 7);
        }
    }

    /** Multiplies hundredths of hours by half-cents per hour, rounded half up to the cent. */
    private static long cents(int hours, long halfCents) {
        return (hours * halfCents + 100) / 200;
    }

    private static Money money(long cents) {
        return new Money(BigDecimal.valueOf(cents, 2));
    }
}
