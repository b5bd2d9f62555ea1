// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.attc;

import ca.tradeshub.canonical.Period;
import ca.tradeshub.canonical.Ratio;
import ca.tradeshub.law.Law;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Computes the exact figures of a claim under the law and its interpretations. */
final class ClaimCalculator {

    private final DeemedEnd deemedEnd;
    private final Expenditure expenditure;
    private final LaterAgreement laterAgreement;
    private final PartnershipShares partnership;
    private final Maximum maximum;
    private final LifetimeMaximum lifetime;
    private final boolean tradeEndsDays;

    ClaimCalculator(
            Law law,
            DeemedEnd deemedEnd,
            Expenditure expenditure,
            LaterAgreement laterAgreement,
            Maximum maximum,
            LifetimeMaximum lifetime,
            PartnershipShares partnership) {
        this.deemedEnd = deemedEnd;
        this.expenditure = expenditure;
        this.laterAgreement = laterAgreement;
        this.partnership = partnership;
        this.maximum = maximum;
        this.lifetime = lifetime;
        this.tradeEndsDays = law.interpretation("C15").is("days-stop");
    }

    /** The figures; without the terms of a programme, only the gross expenditure of every line. */
    ClaimComputation compute(ClaimCase claim) {
        return claim.programme() == null ? outsideTheCredit(claim) : inProgramme(claim);
    }

    private ClaimComputation outsideTheCredit(ClaimCase claim) {
        Ratio gross = claim.lines().stream()
                .map(line -> Ratio.of(line.line().grossExpenditure()))
                .reduce(Ratio.ZERO, Ratio::plus);
        Expenditure.Counted counted = new Expenditure.Counted(gross, Ratio.ZERO, List.of(), List.of());
        return new ClaimComputation(
                claim, counted, null, List.of(), maximum.yearLength(claim.taxationYear()), Ratio.ZERO, null, Ratio.ONE);
    }

    private ClaimComputation inProgramme(ClaimCase claim) {
        Programme programme = claim.terms();
        Period year = claim.taxationYear();
        EmploymentSpells spells = new EmploymentSpells(claim.lines(), year);
        List<Period> spans = countedDays(claim).map(spells::partsOf).orElse(List.of());
        return new ClaimComputation(
                claim,
                expenditure.count(claim, spells),
                PriorYearPayroll.rate(programme, claim.employer()).orElse(null),
                spans,
                maximum.yearLength(year),
                maximum.of(programme, ClaimComputation.days(spans), year),
                lifetime.left(claim).orElse(null),
                partnership.creditedPart(claim));
    }

    /**
     * The days of the taxation year that can count: within the window, up to the deemed end of the apprenticeship and the
     * trade's last day.
     */
    private Optional<Period> countedDays(ClaimCase claim) {
        Programme programme = claim.terms();
        LocalDate from = later(laterAgreement.firstDay(claim), programme.firstDay());
        LocalDate to = programme.windowEnd();
        Optional<LocalDate> lastCounted = deemedEnd.lastCounted(claim.facts());
        if (lastCounted.isPresent() && lastCounted.get().isBefore(to)) {
            to = lastCounted.get();
        }
        Optional<LocalDate> tradeEnd =
                tradeEndsDays ? expenditure.tradeQualifiesUntil(claim.registration()) : Optional.empty();
        if (tradeEnd.isPresent() && tradeEnd.get().isBefore(to)) {
            to = tradeEnd.get();
        }
        return Period.between(from, to).flatMap(claim.taxationYear()::intersection);
    }

    private static LocalDate later(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }
}
