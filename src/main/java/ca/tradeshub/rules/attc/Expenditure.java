// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.attc;

import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.canonical.Period;
import ca.tradeshub.canonical.Ratio;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.law.Law;
import ca.tradeshub.law.Source;
import ca.tradeshub.law.Trade;
import ca.tradeshub.law.TradeRegister;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * ATTC-10, 12, 14, 15, 16 and 20: which part of each pay line is an eligible expenditure. A pay period that straddles a
 * boundary counts by the Mondays to Fridays of its employed part, by calendar days when it has none (interpretation
 * C26).
 */
final class Expenditure {

    private static final Declaration COUNTED = Declaration.of(
                    "ATTC-16",
                    "Eligible expenditures are salaries and wages with taxable benefits, and fees paid to an employment agency.",
                    "Les dépenses admissibles sont les traitements et salaires avec les avantages imposables, et les frais payés à"
                            + " une agence de placement.",
                    Source.ATTC.at(
                            "What is an eligible expenditure?",
                            "Eligible expenditures are salaries and wages, including taxable benefits"))
            .reads("grossWages", "taxableBenefits", "agencyFees");
    private static final Declaration TOO_EARLY = Declaration.of(
                    "ATTC-10",
                    "Expenditures before 2009-03-27 are outside the scope of the source text and do not count.",
                    "Les dépenses engagées avant le 27 mars 2009 sont hors de la portée du texte source"
                            + " et ne comptent pas.",
                    Source.ATTC.at("General", "in respect of eligible expenditures incurred after March 26, 2009"))
            .reads("payPeriod.start", "payPeriod.end");
    private static final Declaration TRADE_LEFT = Declaration.of(
                    "ATTC-12",
                    "Expenditures after 2014-03-31 in the trades 634A, 634D and 634E do not count.",
                    "Les dépenses engagées après le 31 mars 2014 dans les métiers 634A, 634D et 634E ne comptent pas.",
                    Source.ATTC.at(
                            "Appendix A",
                            "Effective for expenditures incurred after March 31, 2014, trade numbers 634a, 634d and 634e"
                                    + " will not be qualifying skilled trades"))
            .reads("trade", "payPeriod.start", "payPeriod.end")
            .restsOn("C15", "C26");
    private static final Declaration OUTSIDE_WINDOW = Declaration.of(
                    "ATTC-14",
                    "Services count only within the first 36 or 48 months of the programme.",
                    "Les services ne comptent que pendant les 36 ou 48 premiers mois du programme.",
                    Source.ATTC.at(
                            "What is an eligible expenditure?",
                            "must be for services provided by the apprentice to the taxpayer during the first"))
            .reads("payPeriod.start", "payPeriod.end")
            .restsOn("C1", "C3", "C26");
    private static final Declaration BEFORE_REGISTRATION = Declaration.of(
                    "ATTC-15",
                    "Services performed before the agreement was registered do not count.",
                    "Les services rendus avant l'inscription de l'entente ne comptent pas.",
                    Source.ATTC.at(
                            "What is an eligible expenditure?",
                            "An amount is not an eligible expenditure if it was paid for services performed before the"
                                    + " training agreement"))
            .reads("payPeriod.start", "payPeriod.end", "originalRegisteredOn")
            .restsOn("C34");
    private static final Declaration COOPERATIVE = Declaration.of(
                    "ATTC-20",
                    "The same expenditure is not also claimed for the Co-operative Education Tax Credit.",
                    "La même dépense n'est pas également demandée au titre du crédit d'impôt pour"
                            + " l'éducation coopérative.",
                    Source.ATTC.at(
                            "What is an eligible expenditure?",
                            "The same expenditures cannot be claimed for both the ATTC"))
            .reads("coopCreditClaimed")
            .failures(RuleFailure.reject(
                    "The expenditure is also claimed for the Co-operative Education Tax Credit. Claim it"
                            + " for one credit only.",
                    "La dépense est aussi demandée au titre du crédit d'impôt pour l'éducation"
                            + " coopérative. Demandez-la pour un seul crédit."));

    private final TradeRegister trades;
    private final DeemedEnd deemedEnd;
    private final Assistance assistance;
    private final boolean byWeekdays;
    private final boolean assistanceFollowsLine;
    private final LaterAgreement laterAgreement;
    private final RoundingMode rounding;

    Expenditure(Law law, DeemedEnd deemedEnd, Assistance assistance, LaterAgreement laterAgreement) {
        this.trades = law.trades();
        this.deemedEnd = deemedEnd;
        this.assistance = assistance;
        this.assistanceFollowsLine = law.interpretation("C33").is("line");
        this.laterAgreement = laterAgreement;
        this.byWeekdays = law.interpretation("C26").is("weekdays");
        this.rounding = law.rounding();
    }

    static List<Declaration> declarations(Law law) {
        LocalDate firstDay = law.dates("attc.expenditure.first-day").first().value();
        LocalDate tradesLeftAfter = law.trades().all().stream()
                .map(Trade::qualifiesUntil)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        return List.of(
                COUNTED,
                TOO_EARLY.during(null, firstDay.minusDays(1)),
                TRADE_LEFT.during(tradesLeftAfter.plusDays(1), null),
                OUTSIDE_WINDOW,
                BEFORE_REGISTRATION);
    }

    static Declaration counted() {
        return COUNTED;
    }

    static Declaration window() {
        return OUTSIDE_WINDOW;
    }

    /** The days that count, and the rule that excludes the others; null where the period is open. */
    private record Boundary(Declaration rule, @Nullable LocalDate from, @Nullable LocalDate to) {

        Optional<Period> inside(Period period) {
            LocalDate start = from != null && from.isAfter(period.start()) ? from : period.start();
            LocalDate end = to != null && to.isBefore(period.end()) ? to : period.end();
            return Period.between(start, end);
        }
    }

    /**
     * What counts of the lines.
     *
     * @param gross gross expenditure before assistance
     * @param assistance assistance that reduces it, by the same fractions
     * @param excluded the expenditure excluded
     * @param prorated the lines that count in part
     */
    record Counted(Ratio gross, Ratio assistance, List<ClaimAssessment.Excluded> excluded, List<Prorated> prorated) {}

    /**
     * A line that counts in part.
     *
     * @param line the line
     * @param rule the first rule that excludes a part
     * @param employed the employed part of the pay period
     * @param counted the part that counts
     * @param days the days that count
     * @param all the days of the employed part
     * @param weekdays whether the days are Mondays to Fridays, else calendar days
     * @param assistance the assistance of the whole line that reduces it
     */
    record Prorated(
            ClaimFacts.Line line,
            Declaration rule,
            Period employed,
            Period counted,
            int days,
            int all,
            boolean weekdays,
            Ratio assistance) {}

    /** The counted expenditure of a claim whose programme has known terms. */
    Counted count(ClaimCase claim, EmploymentSpells spells) {
        List<Boundary> boundaries = boundaries(claim);
        Ratio gross = Ratio.ZERO;
        Ratio aided = Ratio.ZERO;
        List<ClaimAssessment.Excluded> excluded = new ArrayList<>();
        List<Prorated> prorated = new ArrayList<>();
        for (ClaimFacts.Line line : claim.lines()) {
            Share share = share(line, claim, boundaries, spells);
            excluded.addAll(share.excluded());
            if (share.prorated() != null) {
                prorated.add(share.prorated());
            }
            gross = gross.plus(Ratio.of(line.line().grossExpenditure()).times(share.counted()));
            aided = aided.plus(
                    assistance.reducing(line.line()).times(assistanceFollowsLine ? share.counted() : Ratio.ONE));
        }
        return new Counted(gross, aided, List.copyOf(excluded), List.copyOf(prorated));
    }

    /**
     * What of a line counts.
     *
     * @param counted the fraction that counts
     * @param excluded what the law excludes of it
     * @param prorated how the fraction follows from days, null for a whole line
     */
    private record Share(Ratio counted, List<ClaimAssessment.Excluded> excluded, @Nullable Prorated prorated) {}

    private Share share(ClaimFacts.Line line, ClaimCase claim, List<Boundary> boundaries, EmploymentSpells spells) {
        if (Boolean.TRUE.equals(line.line().coopCreditClaimed())) {
            return nothing(line, COOPERATIVE);
        }
        if (ClaimedTwice.elsewhere(line, claim.lines(), claim.facts().context().otherEmployers())) {
            return nothing(line, ClaimedTwice.DECLARED);
        }
        Period employed = spells.employedPart(line.line()).orElse(line.line().payPeriod());
        boolean weekdays = byWeekdays && WorkingDays.in(employed) > 0;
        ToIntFunction<Period> days = weekdays ? WorkingDays::in : Period::days;
        int all = days.applyAsInt(employed);
        int left = all;
        Optional<Period> rest = Optional.of(employed);
        List<Part> parts = new ArrayList<>(0);
        for (Boundary boundary : boundaries) {
            rest = rest.flatMap(boundary::inside);
            int inside = rest.map(days::applyAsInt).orElse(0);
            if (inside < left) {
                parts.add(new Part(boundary.rule(), Ratio.of(left - inside, all)));
                left = inside;
            }
        }
        Prorated prorated = parts.isEmpty() || left == 0
                ? null
                : new Prorated(
                        line,
                        parts.get(0).rule(),
                        employed,
                        rest.orElse(employed),
                        left,
                        all,
                        weekdays,
                        assistance.reducing(line.line()));
        return new Share(Ratio.of(left, all), excluded(line, parts, left == 0), prorated);
    }

    private static Share nothing(ClaimFacts.Line line, Declaration rule) {
        return new Share(
                Ratio.ZERO,
                List.of(new ClaimAssessment.Excluded(line.source(), line.line().grossExpenditure(), rule.id(), true)),
                null);
    }

    private List<ClaimAssessment.Excluded> excluded(ClaimFacts.Line line, List<Part> parts, boolean wholly) {
        Ratio amount = Ratio.of(line.line().grossExpenditure());
        return parts.stream()
                .map(part -> new ClaimAssessment.Excluded(
                        line.source(),
                        amount.times(part.fraction()).toMoney(rounding),
                        part.rule().id(),
                        wholly))
                .toList();
    }

    private record Part(Declaration rule, Ratio fraction) {}

    private List<Boundary> boundaries(ClaimCase claim) {
        Programme programme = claim.terms();
        List<Boundary> boundaries = new ArrayList<>();
        boundaries.add(new Boundary(BEFORE_REGISTRATION, laterAgreement.firstDay(claim), null));
        boundaries.add(new Boundary(TOO_EARLY, programme.firstExpenditureDay(), null));
        boundaries.add(new Boundary(OUTSIDE_WINDOW, null, programme.windowEnd()));
        tradeQualifiesUntil(claim.registration()).ifPresent(day -> boundaries.add(new Boundary(TRADE_LEFT, null, day)));
        deemedEnd
                .lastCounted(claim.facts())
                .ifPresent(day -> boundaries.add(new Boundary(deemedEnd.declared(), null, day)));
        return boundaries;
    }

    /** Last day the trade of an agreement qualifies, nothing when it never leaves the list. */
    Optional<LocalDate> tradeQualifiesUntil(Registration registration) {
        return trades.find(registration.trade()).map(Trade::qualifiesUntil);
    }

    /** ATTC-20 on the claim: whether each line states if it is claimed for the other credit. */
    static final class CooperativeCredit implements ClaimRule {

        @Override
        public Declaration declared() {
            return COOPERATIVE;
        }

        @Override
        public RuleResult judge(ClaimCase claim) {
            return claim.lines().stream().map(ClaimFacts.Line::line).anyMatch(CooperativeCredit::unstated)
                    ? RuleResult.unknown("coopCreditClaimed")
                    : RuleResult.satisfied();
        }

        private static boolean unstated(PayLine line) {
            return line.coopCreditClaimed() == null;
        }
    }
}
