// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.generator.career;

import ca.tradeshub.canonical.Period;
import ca.tradeshub.canonical.Person;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.Registration.Origin;
import ca.tradeshub.canonical.Registration.Programme;
import ca.tradeshub.canonical.Registration.Status;
import ca.tradeshub.canonical.Sponsor;
import ca.tradeshub.generator.career.Engagement.Aid;
import ca.tradeshub.generator.career.Engagement.Conditions;
import ca.tradeshub.generator.employer.Employer;
import ca.tradeshub.generator.employer.TradeProfile;
import ca.tradeshub.generator.employer.Weekdays;
import ca.tradeshub.generator.people.People;
import ca.tradeshub.generator.random.SeededRandom;
import ca.tradeshub.generator.random.WeightedChoices;
import ca.tradeshub.generator.request.GeneratedPeriod;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Draws the history of one apprentice. In a compulsory trade the work starts with the registration of the agreement and
 * is paid as an apprentice's work until completion; in other trades it may start before and continue afterwards.
 */
final class CareerDraw {

    private static final Set<String> SEASONAL = Set.of("building", "masonry", "structural");

    /** An event in the generated period, with its weight in 1,000 apprentices. */
    private enum CareerEvent {
        STAYS(730),
        COMPLETES(110),
        IS_CANCELLED(45),
        IS_SUSPENDED(15),
        IS_TRANSFERRED(25),
        CHANGES_EMPLOYER(45),
        IS_LAID_OFF(30);

        private static final WeightedChoices<CareerEvent> SHARES =
                WeightedChoices.of(List.of(values()), event -> event.weight);

        private final int weight;

        CareerEvent(int weight) {
            this.weight = weight;
        }
    }

    private final long ordinal;
    private final Employer employer;
    private final List<Employer> unitEmployers;
    private final SeededRandom random;
    private final List<Agreement> agreements = new ArrayList<>();
    private final List<Engagement> engagements = new ArrayList<>();
    private final Person person;
    private final RegistrationDraw registrations;

    CareerDraw(
            long ordinal,
            Employer employer,
            List<Employer> unitEmployers,
            GeneratedPeriod generatedPeriod,
            SeededRandom random) {
        this.ordinal = ordinal;
        this.employer = employer;
        this.unitEmployers = unitEmployers;
        this.random = random;
        Optional<Employer> client = employer.isAgency() ? client() : Optional.empty();
        TradeProfile trade = client.orElse(employer).training().trades().draw(random);
        LocalDate registered = registered(generatedPeriod);
        LocalDate became = random.perMille(700) ? Weekdays.onOrBefore(registered.minusDays(random.below(60))) : null;
        LocalDate before = Weekdays.onOrBefore((became == null ? registered : became).minusDays(random.below(11)));
        LocalDate start = trade.isCompulsory() ? registered : before;
        int age = People.ageOnEntry(random);
        Programme programme = programme(age);
        boolean isMember = random.perMille(generatedPeriod.year() < 2013 ? 400 : 850);
        this.person = People.apprentice(
                ordinal, employer.business().region(), trade.womenPerMille(), age, before, isMember, random);
        this.registrations = new RegistrationDraw(ordinal, person, programme, random);
        Registration first = registrations.original(trade, registered, became, registrations.sponsor(employer, start));
        Agreement agreement = new Agreement(trade, registered, first, registered.plusDays(random.between(2, 16)));
        agreements.add(agreement);
        Engagement engagement = Engagement.begun(employer, agreement, person, start)
                .under(new Conditions(away(start), programme == Programme.OYAP, aid(), random.perMille(4)));
        engagements.add(engagement);
        applyEvent(engagement);
        client.ifPresent(business -> List.copyOf(engagements).forEach(work -> engagements.add(work.asFees(business))));
    }

    ApprenticeHistory history() {
        return new ApprenticeHistory(ordinal, person, agreements, engagements);
    }

    private LocalDate registered(GeneratedPeriod generatedPeriod) {
        LocalDate first = employer.firstDay();
        long span = ChronoUnit.DAYS.between(first, employer.lastDay());
        boolean isNew = span > 80 && random.perMille(Math.min(500, 230 * generatedPeriod.years()));
        LocalDate drawn = isNew
                ? first.plusDays(20L + random.below((int) span - 60))
                : generatedPeriod.opening().minusDays(seniority());
        return Weekdays.onOrBefore(drawn);
    }

    /** Days since registration: most apprentices are in their first three years. */
    private int seniority() {
        int year = WeightedChoices.of(List.of(0, 1, 2, 3, 4, 5), years -> List.of(27, 24, 19, 14, 9, 7)
                        .get(years))
                .draw(random);
        return year * 365 + random.between(4, 365);
    }

    private Programme programme(int age) {
        int drawn = random.below(1000);
        if (age <= 18 && drawn < 330) {
            return Programme.OYAP;
        }
        if (drawn > 988) {
            return Programme.EMPLOYER_ESTABLISHED;
        }
        return drawn > 975 ? Programme.PRE_APPRENTICESHIP : Programme.STANDARD;
    }

    private @Nullable Period away(LocalDate start) {
        if (!random.perMille(300)) {
            return null;
        }
        LocalDate first = employer.firstDay().isAfter(start) ? employer.firstDay() : start;
        LocalDate from = first.plusDays(random.between(20, 280)).with(TemporalAdjusters.next(DayOfWeek.MONDAY));
        return new Period(from, from.plusWeeks(8).minusDays(1));
    }

    private Aid aid() {
        int drawn = random.below(1000);
        if (drawn < 25) {
            return Aid.SUBSIDY;
        }
        if (drawn < 40) {
            return Aid.GRANT;
        }
        return drawn < 60 ? Aid.INVESTMENT_TAX_CREDIT : Aid.NONE;
    }

    private void applyEvent(Engagement work) {
        LocalDate registered = agreements.get(0).commencedOn();
        LocalDate from = (employer.firstDay().isAfter(registered) ? employer.firstDay() : registered).plusDays(40);
        int span = (int) ChronoUnit.DAYS.between(from, employer.lastDay().minusDays(30));
        if (span <= 0) {
            return;
        }
        LocalDate day = Weekdays.onOrBefore(from.plusDays(random.below(span)));
        switch (CareerEvent.SHARES.draw(random)) {
            case STAYS -> learnsTwoTrades(work);
            case COMPLETES -> completes(work, day);
            case IS_CANCELLED -> breaksOff(work, day, Status.CANCELLED);
            case IS_SUSPENDED -> breaksOff(work, day, Status.SUSPENDED);
            case IS_TRANSFERRED -> moves(work, day, Origin.TRANSFER);
            case CHANGES_EMPLOYER -> moves(work, day, Origin.CHANGE_OF_EMPLOYER);
            case IS_LAID_OFF -> isLaidOff(work, day);
        }
    }

    private void learnsTwoTrades(Engagement work) {
        List<TradeProfile> others = employer.training().trades().choices().stream()
                .filter(trade -> !trade.equals(agreements.get(0).trade()))
                .toList();
        if (employer.isAgency() || others.isEmpty() || !random.perMille(15)) {
            return;
        }
        TradeProfile other = random.of(others);
        Registration first = agreements.get(0).last();
        Agreement second = new Agreement(
                other,
                first.registeredOn(),
                registrations.inAnotherTrade(first, other),
                agreements.get(0).versions().get(0).recordedOn());
        agreements.add(second);
        engagements.set(0, work.split(agreements.get(0), 60, other));
        engagements.add(work.split(second, 40, agreements.get(0).trade()));
    }

    /** Completes the agreement if the apprentice has trained long enough; otherwise nothing changes. */
    private void completes(Engagement work, LocalDate day) {
        Agreement agreement = agreements.get(0);
        long months = ChronoUnit.MONTHS.between(agreement.commencedOn(), day);
        boolean isReady = months >= agreement.trade().levels() * 9L
                && agreement.last().programme() != Programme.PRE_APPRENTICESHIP;
        if (!isReady) {
            return;
        }
        LocalDate reportedOn = Weekdays.onOrAfter(day.plusDays(random.below(30)));
        agreement.addVersion(
                registrations.completed(agreement.last(), agreement.trade(), day, reportedOn),
                reportedOn.plusDays(random.between(2, 16)));
        int more = random.below(28);
        engagements.set(0, work.paidTo(agreement.trade().isCompulsory() ? day : day.plusDays(more)));
    }

    private void breaksOff(Engagement work, LocalDate day, Status status) {
        Agreement agreement = agreements.get(0);
        LocalDate on = Weekdays.onOrAfter(day.plusDays(random.below(14)));
        agreement.addVersion(
                registrations.ended(agreement.last(), agreement.trade(), status, on),
                on.plusDays(random.between(2, 20)));
        engagements.set(0, work.endingOn(day));
    }

    private void isLaidOff(Engagement work, LocalDate day) {
        LocalDate back = Weekdays.onOrAfter(day.plusDays(random.between(25, 80)));
        if (SEASONAL.contains(employer.business().line())
                && back.isBefore(employer.lastDay().minusDays(14))) {
            engagements.set(0, work.endingOn(day));
            engagements.add(Engagement.begun(employer, work.agreement(), person, back));
        }
    }

    /**
     * Moves the apprentice to another employer, by a transfer or under a new agreement. If a body of the trade is the
     * sponsor, the agreement does not change.
     */
    private void moves(Engagement work, LocalDate day, Origin origin) {
        Agreement agreement = agreements.get(0);
        Optional<Employer> found = employer.isAgency() ? Optional.empty() : other(agreement.trade());
        if (found.isEmpty()) {
            return;
        }
        Employer other = found.get();
        LocalDate start = Weekdays.onOrAfter(day.plusDays(random.between(1, 14)));
        engagements.set(0, work.endingOn(day));
        if (agreement.last().sponsor().kind() != Sponsor.Kind.EMPLOYER) {
            engagements.add(Engagement.begun(other, agreement, person, start));
            return;
        }
        LocalDate registered = Weekdays.onOrAfter(start.plusDays(random.between(3, 25)));
        Registration later = registrations.later(
                agreement.last(), agreement.trade(), origin, registered, registrations.own(other, start));
        LocalDate recordedOn = registered.plusDays(random.between(2, 16));
        if (origin == Origin.TRANSFER) {
            agreement.addVersion(later, recordedOn);
            engagements.add(Engagement.begun(other, agreement, person, start));
        } else {
            agreement.addVersion(
                    registrations.ended(agreement.last(), agreement.trade(), Status.CANCELLED, day),
                    day.plusDays(random.between(2, 16)));
            Agreement successor = new Agreement(agreement.trade(), agreement.commencedOn(), later, recordedOn);
            agreements.add(successor);
            engagements.add(Engagement.begun(other, successor, person, start));
        }
    }

    private Optional<Employer> client() {
        List<Employer> businesses = unitEmployers.stream()
                .filter(other -> !other.isAgency())
                .filter(other -> SEASONAL.contains(other.business().line())
                        || other.business().line().equals("manufacturing"))
                .toList();
        return businesses.isEmpty() ? Optional.empty() : Optional.of(random.of(businesses));
    }

    private Optional<Employer> other(TradeProfile trade) {
        List<Employer> others = unitEmployers.stream()
                .filter(one -> one.ordinal() != employer.ordinal() && one.couldTake(trade))
                .toList();
        return others.isEmpty() ? Optional.empty() : Optional.of(random.of(others));
    }
}
