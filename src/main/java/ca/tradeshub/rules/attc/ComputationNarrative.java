// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.attc;

import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.Period;
import ca.tradeshub.canonical.Ratio;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.rules.attc.ClaimAssessment.Step;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.Finding;
import java.util.ArrayList;
import java.util.List;

/** The steps of a claim's computation in words, in both languages, made from its figures. */
final class ComputationNarrative {

    private final Commencement commencement;
    private final DeemedEnd deemedEnd;
    private final QualifyingTrade qualifyingTrade;
    private final Maximum maximum;

    ComputationNarrative(
            Commencement commencement, DeemedEnd deemedEnd, QualifyingTrade qualifyingTrade, Maximum maximum) {
        this.commencement = commencement;
        this.deemedEnd = deemedEnd;
        this.qualifyingTrade = qualifyingTrade;
        this.maximum = maximum;
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
            steps.add(step(
                    ClaimedAmount.declared(),
                    Text.signs(computation.rate().value() + " × " + computation.eligible()),
                    atRate));
            steps.add(step(
                    ClaimedAmount.declared(),
                    new Text(
                            "the lesser of " + atRate + " and " + computation.maximum() + ", rounded once to the cent",
                            "le moindre de " + atRate + " et de " + computation.maximum()
                                    + ", arrondi une fois au cent"),
                    credit));
        }
        return List.copyOf(steps);
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
                        letter + ", days employed in the apprenticeship and its window",
                        letter + ", jours d'emploi dans l'apprentissage et sa période"),
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

    private static Step step(Declaration rule, Text statement, Object value) {
        return new Step(rule.id(), statement, value.toString(), rule.citation());
    }
}
