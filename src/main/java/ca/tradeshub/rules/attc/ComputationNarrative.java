// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.attc;

import ca.tradeshub.canonical.EmployerYear;
import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.Period;
import ca.tradeshub.canonical.Ratio;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.rules.attc.ClaimAssessment.PartnerShare;
import ca.tradeshub.rules.attc.ClaimAssessment.Step;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.Finding;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The steps of a claim's computation in words, in both languages, made from its figures. */
final class ComputationNarrative {

    private final Commencement commencement;
    private final DeemedEnd deemedEnd;
    private final QualifyingTrade qualifyingTrade;
    private final Maximum maximum;
    private final PartnershipShares partnership;
    private final RoundingMode rounding;

    ComputationNarrative(
            Commencement commencement,
            DeemedEnd deemedEnd,
            QualifyingTrade qualifyingTrade,
            Maximum maximum,
            PartnershipShares partnership,
            RoundingMode rounding) {
        this.commencement = commencement;
        this.deemedEnd = deemedEnd;
        this.qualifyingTrade = qualifyingTrade;
        this.maximum = maximum;
        this.partnership = partnership;
        this.rounding = rounding;
    }

    /** The steps of a claim that a finding rejects: no credit is computed. */
    List<Step> rejected(ClaimComputation computation, Finding against) {
        List<Step> steps = figures(computation);
        steps.add(new Step(
                against.rule(),
                new Text(against.message(), against.messageFr()),
                Money.ZERO.toString(),
                against.citation()));
        return List.copyOf(steps);
    }

    /** The steps up to the credit; without a rate, up to the maximum. */
    List<Step> concluded(ClaimComputation computation, Money credit) {
        List<Step> steps = figures(computation);
        if (computation.rate() != null) {
            Ratio atRate = computation.atRate();
            boolean shared = computation.creditedPart().compareTo(Ratio.ONE) < 0;
            steps.add(step(
                    ClaimedAmount.declared(),
                    Text.signs(computation.rate().value().toFigure() + " × "
                            + computation.eligible().toFigure()),
                    atRate));
            steps.add(step(
                    ClaimedAmount.declared(),
                    new Text(
                            "the lesser of " + atRate.toFigure() + " and "
                                    + computation.maximum().toFigure() + rounded(shared, ", rounded once to the cent"),
                            "le moindre de " + atRate.toFigure() + " et de "
                                    + computation.maximum().toFigure() + rounded(shared, ", arrondi une fois au cent")),
                    shared ? computation.lesser() : credit));
            partners(computation, credit, steps);
        }
        return List.copyOf(steps);
    }

    private static String rounded(boolean shared, String text) {
        return shared ? "" : text;
    }

    /** ATTC-33: what is credited to each partner. */
    private void partners(ClaimComputation computation, Money credit, List<Step> steps) {
        if (computation.creditedPart().compareTo(Ratio.ONE) < 0) {
            String product = product(
                    computation.lesser().toFigure() + " × "
                            + computation.creditedPart().toFigure(),
                    computation.credit());
            steps.add(step(
                    PartnershipShares.DECLARED,
                    new Text(
                            "the general partners' shares: " + product + ", rounded once to the cent",
                            "les parts des commandités : " + product + ", arrondi une fois au cent"),
                    credit));
        }
        for (PartnerShare share : partnership.shares(computation.claim().employer(), credit, rounding)) {
            String stated = share.share().toPlainString();
            steps.add(step(
                    PartnershipShares.DECLARED,
                    share.kind() == EmployerYear.Partner.Kind.LIMITED
                            ? new Text(
                                    "partner " + share.number() + ", limited, share " + stated + ": no credit",
                                    "associé " + share.number() + ", commanditaire, part " + stated + " : aucun crédit")
                            : new Text(
                                    "partner " + share.number() + ", general, share " + stated,
                                    "associé " + share.number() + ", commandité, part " + stated),
                    share.credited()));
        }
    }

    /** A product with its decimals when they do not end. */
    private static String product(String factors, Ratio value) {
        return value.toDecimalText().equals(value.toString()) ? factors : factors + " = " + value.toDecimalText();
    }

    private List<Step> figures(ClaimComputation computation) {
        List<Step> steps = new ArrayList<>();
        if (!computation.hasProgramme()) {
            steps.add(step(
                    Expenditure.counted(),
                    new Text(
                            "wages, taxable benefits and agency fees of every line",
                            "salaires, avantages imposables et frais d'agence de chaque ligne"),
                    computation.counted().gross()));
            return steps;
        }
        programme(computation.claim(), steps);
        expenditure(computation, steps);
        maximum(computation, steps);
        return steps;
    }

    private void programme(ClaimCase claim, List<Step> steps) {
        Programme programme = claim.terms();
        steps.add(step(
                commencement.declared(),
                new Text("original registration of the agreement", "inscription initiale de l'entente"),
                programme.commencedOn()));
        steps.add(step(
                programme.regime() == ClaimAssessment.Regime.BEFORE_2015_04_24
                        ? Programmes.BEFORE_APRIL_2015
                        : Programmes.FROM_APRIL_2015,
                new Text(
                        "regime of a programme commenced on " + programme.commencedOn(),
                        "régime d'un programme commencé le " + programme.commencedOn()),
                programme.regime()));
        steps.add(step(
                Expenditure.window(),
                new Text(
                        programme.months() + " months from " + programme.commencedOn() + " (interpretations C1, C3)",
                        programme.months() + " mois à compter du " + programme.commencedOn()
                                + " (interprétations C1, C3)"),
                programme.windowEnd()));
        deemedEnd
                .of(claim.facts())
                .ifPresent(day -> steps.add(step(
                        deemedEnd.declared(),
                        new Text("the apprenticeship is deemed to end", "l'apprentissage est réputé prendre fin"),
                        day)));
        if (qualifyingTrade.startUnknown(claim.registration())) {
            steps.add(step(
                    qualifyingTrade.declared(),
                    new Text(
                            "listed with a footnote whose text is missing; the first qualifying day is not known"
                                    + " (interpretation C12)",
                            "inscrit avec un renvoi dont le texte manque; le premier jour admissible n'est pas connu"
                                    + " (interprétation C12)"),
                    claim.registration().trade()));
        }
        if (OyapWindow.concerns(claim.facts())) {
            steps.add(step(
                    OyapWindow.DECLARED,
                    new Text(
                            "time in OYAP counts toward the 36- or 48-month limit",
                            "le temps passé au PAJO compte dans la limite de 36 ou de 48 mois"),
                    programme.windowEnd()));
        }
    }

    private void expenditure(ClaimComputation computation, List<Step> steps) {
        computation.counted().prorated().forEach(line -> steps.add(prorated(line)));
        int lines = computation.claim().lines().size();
        steps.add(step(
                Expenditure.counted(),
                new Text(
                        "counted wages, taxable benefits and agency fees of " + lines + " lines",
                        "salaires, avantages imposables et frais d'agence comptés de " + lines + " lignes"),
                computation.counted().gross()));
        steps.add(step(
                Assistance.REDUCES,
                new Text(
                        "government assistance that reduces them, without the excepted credits",
                        "aide gouvernementale qui les réduit, sans les crédits exceptés"),
                computation.counted().assistance()));
    }

    /** How much of a line counts, with the days that decide it. */
    private static Step prorated(Expenditure.Prorated part) {
        Money amount = part.line().line().grossExpenditure();
        Ratio fraction = Ratio.of(part.days(), part.all());
        Ratio counted = Ratio.of(amount).times(fraction);
        String days = part.days() + "/" + part.all();
        String product = product(amount.toString(), days, counted);
        String assistance = part.assistance().equals(Ratio.ZERO)
                ? ""
                : product(part.assistance().toFigure(), days, part.assistance().times(fraction));
        String source = part.line().source().file() + ", ";
        int line = part.line().source().line();
        return step(
                part.rule(),
                new Text(
                        source + "line " + line + ": " + part.days() + " of " + part.all()
                                + (part.weekdays() ? " weekdays" : " calendar days") + boundary(part, " from ", " to ")
                                + " count: " + product
                                + (assistance.isEmpty() ? "" : "; of its assistance " + assistance),
                        source + "ligne " + line + " : " + part.days() + " des " + part.all()
                                + (part.weekdays() ? " jours de semaine" : " jours civils")
                                + boundary(part, " à compter du ", " jusqu'au ") + " comptent : " + product
                                + (assistance.isEmpty() ? "" : "; de son aide " + assistance)),
                counted);
    }

    private static String product(String amount, String days, Ratio value) {
        return amount + " × " + days + " = " + value.toDecimalText();
    }

    private static String boundary(Expenditure.Prorated part, String from, String to) {
        String first = part.counted().start().isAfter(part.employed().start())
                ? from + part.counted().start()
                : "";
        String last = part.counted().end().isBefore(part.employed().end())
                ? to + part.counted().end()
                : "";
        return first + last;
    }

    /** Periods in words, for example {@code 2016-01-01 to 2016-06-30, 2016-09-01 to 2016-12-31}. */
    private static String periods(List<Period> periods, String to) {
        return periods.isEmpty()
                ? ""
                : periods.stream()
                        .map(period -> period.start() + to + period.end())
                        .collect(Collectors.joining(", ", ": ", ""));
    }

    private void maximum(ClaimComputation computation, List<Step> steps) {
        ClaimCase claim = computation.claim();
        Period year = claim.taxationYear();
        String letter = computation.isBeforeApril2015() ? "D" : "E";
        PriorYearPayroll.Rate rate = computation.rate();
        if (rate != null) {
            steps.add(step(rate.rule(), PriorYearPayroll.statement(claim.terms(), rate.payroll()), rate.value()));
        }
        steps.add(step(
                Maximum.year(),
                new Text(
                        "Y of the taxation year " + year.start() + " to " + year.end(),
                        "Y de l'année d'imposition du " + year.start() + " au " + year.end()),
                computation.yearLength()));
        steps.add(step(
                Maximum.days(),
                new Text(
                        letter + ", days employed in the apprenticeship and its window"
                                + periods(computation.spans(), " to "),
                        letter + ", jours d'emploi dans l'apprentissage et sa période"
                                + periods(computation.spans(), " au ")),
                computation.days()));
        steps.add(step(
                maximum.declared(),
                Text.signs(
                        claim.terms().yearlyMaximum() + " × " + computation.days() + " / " + computation.yearLength()),
                computation.formula()));
        if (computation.lifetimeLeft() != null) {
            steps.add(step(
                    LifetimeMaximum.DECLARED,
                    new Text("remainder of the maximum over the months", "reste du maximum sur l'ensemble des mois"),
                    computation.lifetimeLeft()));
        }
    }

    /** A step; a value without finite decimals is a fraction, and the statement adds its first decimals. */
    private static Step step(Declaration rule, Text statement, Object value) {
        String decimals = value instanceof Ratio ratio && !ratio.toDecimalText().equals(ratio.toString())
                ? ratio.toDecimalText()
                : "";
        Text complete = statement.en().contains(decimals)
                ? statement
                : new Text(statement.en() + " = " + decimals, statement.fr() + " = " + decimals);
        return new Step(rule.id(), complete, value.toString(), rule.citation());
    }
}
