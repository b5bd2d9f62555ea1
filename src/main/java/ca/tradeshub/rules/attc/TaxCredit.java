package ca.tradeshub.rules.attc;

import ca.tradeshub.canonical.EmployerYear;
import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.Period;
import ca.tradeshub.canonical.Ratio;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.law.Law;
import ca.tradeshub.rules.attc.ClaimAssessment.Apprenticeship;
import ca.tradeshub.rules.attc.ClaimAssessment.Computation;
import ca.tradeshub.rules.attc.ClaimAssessment.Regime;
import ca.tradeshub.rules.attc.ClaimAssessment.Step;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.Finding;
import ca.tradeshub.rules.engine.JudgedRule;
import ca.tradeshub.rules.engine.Outcome;
import ca.tradeshub.rules.engine.RuleResult;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The Apprenticeship Training Tax Credit of one claim (Taxation Act, 2007 s. 89). First the rules on the whole claim are
 * asked, then the amount is computed in exact fractions and each published figure rounded once. A reason against the
 * claim outweighs a hold, since what a person could still find out would not change it; only when the sources disagree on
 * the apprenticeship itself does the hold stand.
 */
public final class TaxCredit {

    private final Law law;
    private final Commencement commencement = new Commencement();
    private final Programmes programmes;
    private final DeemedEnd deemedEnd;
    private final Expenditure expenditure;
    private final Maximum maximum;
    private final ClaimedAmount claimedAmount;
    private final List<ClaimRule> rules;
    private final LifetimeMaximum lifetime;
    private final QualifyingTrade qualifyingTrade;
    private final boolean tradeEndsDays;
    private final RoundingMode rounding;

    /** The credit under the law and its readings. */
    public TaxCredit(Law law) {
        this.law = law;
        Assistance assistance = new Assistance(law);
        this.programmes = new Programmes(law);
        this.deemedEnd = new DeemedEnd(law);
        this.expenditure = new Expenditure(law, deemedEnd, assistance);
        this.maximum = new Maximum(law);
        this.claimedAmount = new ClaimedAmount(law);
        this.lifetime = new LifetimeMaximum(law);
        this.qualifyingTrade = new QualifyingTrade(law);
        this.rounding = law.rounding();
        this.tradeEndsDays = law.interpretation("C15").is("days-stop");
        this.rules = List.of(
                new ProgrammeInTime(law),
                new OntarioEstablishment(),
                new OntarioTaxpayer(),
                new OntarioWork(),
                new ReasonableRate(),
                new Participation(),
                new RegisteredInTime(law),
                commencement,
                qualifyingTrade,
                new NewlyDevelopedTrade(law),
                new AgencyClaim(),
                assistance,
                new OwnCredit(law),
                new Expenditure.CooperativeCredit(),
                deemedEnd,
                new LaterAgreement(),
                new PriorYearPayroll(law),
                maximum,
                new PartnershipShares(),
                new SponsorOnPayDate(),
                new WorkWithinSpell(),
                new WagesOnT4(law),
                new LicensedWork(law, deemedEnd),
                new WagesThroughout(law),
                new SourcesAgree(commencement));
    }

    /** Every rule and step of the credit, for the catalogue. */
    public List<Declaration> declared() {
        List<Declaration> all = new ArrayList<>();
        rules.stream().filter(rule -> !(rule instanceof WagesThroughout)).forEach(rule -> all.add(rule.declared()));
        all.addAll(Programmes.declared(law));
        all.addAll(Expenditure.declarations(law));
        all.addAll(Assistance.declarations());
        PriorYearPayroll.declarations().stream().skip(1).forEach(all::add);
        all.addAll(Maximum.declarations());
        all.add(ClaimedAmount.declared());
        all.addAll(List.of(
                LifetimeMaximum.declared(law), ClaimedTwice.DECLARED, OyapWindow.DECLARED, CreditAsIncome.DECLARED));
        return List.copyOf(all);
    }

    /**
     * Asks every rule on a claim, satisfied ones included.
     *
     * @param facts everything it is computed from
     * @param understood run once the terms of the programme are worked out, before the first rule is asked
     * @param each told of each rule and its answer, in the order of asking
     */
    public void explain(ClaimFacts facts, Runnable understood, Consumer<JudgedRule> each) {
        ClaimCase claim = claim(facts);
        understood.run();
        for (ClaimRule rule : rules) {
            each.accept(new JudgedRule(rule.declared(), rule.judge(claim)));
        }
    }

    /**
     * Assesses a claim.
     *
     * @param facts everything it is computed from; nothing of it is rejected or held
     */
    public ClaimAssessment assess(ClaimFacts facts) {
        ClaimCase claim = claim(facts);
        LocalDate commencedOn = claim.commencedOn();
        Programme programme = claim.programme();
        List<Finding> findings = new ArrayList<>();
        for (ClaimRule rule : rules) {
            findings.addAll(rule.declared().findings(rule.judge(claim)));
        }
        Apprenticeship apprenticeship = new Apprenticeship(
                commencedOn,
                programme == null ? null : programme.windowEnd(),
                deemedEnd.of(facts).orElse(null),
                programme == null ? null : programme.regime());
        Amounts amounts = programme == null ? outsideTheCredit(claim) : amounts(claim);

        Optional<Finding> against = findings.stream()
                .filter(finding -> finding.outcome() == Outcome.REJECT)
                .findFirst();
        if (against.isPresent() && !disputed(findings)) {
            amounts.steps().decide(against.get());
            return new ClaimAssessment.NotSupported(
                    against.get(),
                    apprenticeship,
                    amounts.published(Money.ZERO, facts.claimed()),
                    amounts.excluded(),
                    mild(findings));
        }
        Money credit = amounts.credit().toMoney(rounding);
        amounts.conclude(credit);
        findings.addAll(LifetimeMaximum.DECLARED.findings(lifetime.judge(claim, credit)));
        RuleResult compared = amounts.rate() == null
                ? RuleResult.notApplicable("the rate is not established", "le taux n'est pas établi")
                : claimedAmount.judge(facts.claimed(), credit);
        findings.addAll(ClaimedAmount.declared().findings(compared));
        Computation computation = amounts.published(credit, facts.claimed());
        boolean held = findings.stream().anyMatch(finding -> finding.outcome() == Outcome.HOLD);
        return held
                ? new ClaimAssessment.Held(
                        apprenticeship,
                        commencedOn == null ? null : computation,
                        amounts.excluded(),
                        List.copyOf(findings))
                : new ClaimAssessment.Supported(apprenticeship, computation, amounts.excluded(), mild(findings));
    }

    private ClaimCase claim(ClaimFacts facts) {
        LocalDate commencedOn = commencement.of(facts).orElse(null);
        Programme programme = Optional.ofNullable(commencedOn)
                .flatMap(programmes::commencedOn)
                .orElse(null);
        return new ClaimCase(facts, commencedOn, programme);
    }

    /** Sources that disagree on the date or trade of the apprenticeship leave the reasons against it in doubt. */
    private static boolean disputed(List<Finding> findings) {
        return findings.stream().anyMatch(finding -> finding.rule().equals(SourcesAgree.ID));
    }

    private static List<Finding> mild(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.outcome().compareTo(Outcome.HOLD) < 0)
                .toList();
    }

    /** No terms stand for the programme: the expenditure is shown, nothing is computed from it. */
    private Amounts outsideTheCredit(ClaimCase claim) {
        Ratio gross = claim.lines().stream()
                .map(line -> Ratio.of(line.line().grossExpenditure()))
                .reduce(Ratio.ZERO, Ratio::plus);
        Steps steps = new Steps();
        steps.add(
                Expenditure.counted(),
                "wages, taxable benefits and agency fees of every line",
                "salaires, avantages imposables et frais d'agence de chaque ligne",
                gross);
        return new Amounts(
                gross,
                Ratio.ZERO,
                claim.employer().priorYearPayroll(),
                null,
                0,
                0,
                maximum.yearLength(claim.taxationYear()),
                Ratio.ZERO,
                List.of(),
                rounding,
                steps);
    }

    private Amounts amounts(ClaimCase claim) {
        Programme programme = claim.programme();
        Period year = claim.taxationYear();
        Steps steps = new Steps();
        steps.add(
                commencement.declared(),
                "original registration of the agreement",
                "enregistrement initial du contrat",
                programme.commencedOn());
        steps.add(
                programme.regime() == Regime.BEFORE_2015_04_24
                        ? Programmes.BEFORE_APRIL_2015
                        : Programmes.FROM_APRIL_2015,
                "regime of a programme commenced on " + programme.commencedOn(),
                "régime d'un programme commencé le " + programme.commencedOn(),
                programme.regime());
        steps.add(
                Expenditure.window(),
                programme.months() + " months from " + programme.commencedOn() + " (readings C1, C3)",
                programme.months() + " mois à compter du " + programme.commencedOn() + " (interprétations C1, C3)",
                programme.windowEnd());
        deemedEnd
                .of(claim.facts())
                .ifPresent(day -> steps.add(
                        deemedEnd.declared(),
                        "the apprenticeship is deemed to end",
                        "l'apprentissage est réputé prendre fin",
                        day));
        if (qualifyingTrade.startUnknown(claim.registration())) {
            steps.add(
                    qualifyingTrade.declared(),
                    "listed with a footnote whose text is missing: since when is not known (reading C12)",
                    "inscrit avec un renvoi dont le texte manque : on ne sait depuis quand (interprétation C12)",
                    claim.registration().trade());
        }
        if (OyapWindow.concerns(claim.facts())) {
            steps.add(
                    OyapWindow.DECLARED,
                    "time in OYAP uses up the months",
                    "le temps passé au PAJO entame les mois",
                    programme.windowEnd());
        }

        EmploymentSpells spells = new EmploymentSpells(claim.lines(), year);
        Expenditure.Counted counted = expenditure.count(claim, spells);
        steps.add(
                Expenditure.counted(),
                "counted wages, taxable benefits and agency fees of "
                        + claim.lines().size() + " lines",
                "salaires, avantages imposables et frais d'agence comptés de "
                        + claim.lines().size() + " lignes",
                counted.gross());
        steps.add(
                Assistance.REDUCES,
                "government assistance that reduces them, the excepted credits left aside",
                "aide gouvernementale qui les réduit, sans les crédits exceptés",
                counted.assistance());
        int days = countedDays(claim).map(spells::daysIn).orElse(0);
        int yearLength = maximum.yearLength(year);
        PriorYearPayroll.Rate rate = claim.employer().priorYearPayroll() == null
                ? null
                : PriorYearPayroll.rate(programme, claim.employer().priorYearPayroll());
        if (rate != null) {
            steps.add(rate.rule(), rate.statement(), rate.value());
        }
        Ratio formula = maximum.of(programme, days, year);
        Optional<Ratio> left = lifetime.left(claim);
        Ratio most = left.map(formula::min).orElse(formula);
        boolean before = programme.regime() == Regime.BEFORE_2015_04_24;
        steps.add(
                Maximum.year(),
                "Y of the taxation year " + year.start() + " to " + year.end(),
                "Y de l'année d'imposition du " + year.start() + " au " + year.end(),
                yearLength);
        steps.add(
                Maximum.days(),
                (before ? "D" : "E") + ", days employed in the apprenticeship and its window",
                (before ? "D" : "E") + ", jours d'emploi dans l'apprentissage et sa période",
                days);
        steps.add(
                maximum.declared(), Text.signs(programme.yearlyMaximum() + " × " + days + " / " + yearLength), formula);
        left.ifPresent(rest -> steps.add(
                LifetimeMaximum.DECLARED,
                "left of the maximum over the months",
                "reste du maximum sur l'ensemble des mois",
                rest));
        return new Amounts(
                counted.gross(),
                counted.assistance(),
                claim.employer().priorYearPayroll(),
                rate == null ? null : rate.value(),
                before ? days : 0,
                before ? 0 : days,
                yearLength,
                most,
                counted.excluded(),
                rounding,
                steps);
    }

    /** The days of the taxation year that can count: in the window, not after the deemed end or the trade's last day. */
    private Optional<Period> countedDays(ClaimCase claim) {
        Programme programme = claim.programme();
        LocalDate from =
                programme.commencedOn().isAfter(programme.firstDay()) ? programme.commencedOn() : programme.firstDay();
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

    /** The steps of a computation as they come. */
    private static final class Steps {
        private final List<Step> taken = new ArrayList<>();

        void add(Declaration rule, String en, String fr, Object value) {
            add(rule, new Text(en, fr), value);
        }

        void add(Declaration rule, Text statement, Object value) {
            taken.add(new Step(rule.id(), statement, value.toString(), rule.citation()));
        }

        void decide(Finding against) {
            taken.add(new Step(
                    against.rule(),
                    new Text(against.message(), against.messageFr()),
                    Money.ZERO.toString(),
                    against.citation()));
        }
    }

    /** The exact amounts of a claim; the rate is null when the payroll is not known. */
    private record Amounts(
            Ratio gross,
            Ratio assistance,
            Money priorYearPayroll,
            Ratio rate,
            int daysD,
            int daysE,
            int daysY,
            Ratio maximum,
            List<ClaimAssessment.Excluded> excluded,
            RoundingMode rounding,
            Steps steps) {

        Ratio eligible() {
            return gross.minus(assistance).max(Ratio.ZERO);
        }

        Ratio atRate() {
            return rate == null ? Ratio.ZERO : rate.times(eligible());
        }

        Ratio credit() {
            return atRate().min(maximum);
        }

        void conclude(Money credit) {
            if (rate != null) {
                steps.add(ClaimedAmount.declared(), Text.signs(rate + " × " + eligible()), atRate());
                steps.add(
                        ClaimedAmount.declared(),
                        "the lesser of " + atRate() + " and " + maximum + ", rounded once to the cent",
                        "le moindre de " + atRate() + " et de " + maximum + ", arrondi une fois au cent",
                        credit);
            }
        }

        Computation published(Money credit, EmployerYear.Claim claim) {
            BigDecimal exactRate = rate == null ? null : rate.toDecimal();
            return new Computation(
                    gross.toMoney(rounding),
                    assistance.toMoney(rounding),
                    eligible().toMoney(rounding),
                    priorYearPayroll,
                    exactRate,
                    atRate().toMoney(rounding),
                    daysD,
                    daysE,
                    daysY,
                    maximum.toMoney(rounding),
                    credit,
                    claim == null ? null : claim.claimed(),
                    List.copyOf(steps.taken));
        }
    }
}
