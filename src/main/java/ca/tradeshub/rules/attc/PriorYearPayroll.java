// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.attc;

import ca.tradeshub.canonical.EmployerYear;
import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.Ratio;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.law.Law;
import ca.tradeshub.law.Source;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;
import java.util.List;
import java.util.Optional;

/**
 * ATTC-24, 25 and 26: the payroll of the previous taxation year sets the rate. The source text does not cover a short
 * previous year or associated employers: a person decides (interpretation C19). A payroll that is not stated is
 * unknown; an employer without payroll states 0.00.
 */
final class PriorYearPayroll implements ClaimRule {

    private static final RuleFailure SHORT_YEAR = RuleFailure.hold(
            "The previous taxation year was short, and the guidelines do not state how its"
                    + " payroll counts. Decide which payroll applies.",
            "L'année d'imposition précédente était courte, et les lignes directrices n'indiquent"
                    + " pas comment compter sa masse salariale. Décidez quelle masse salariale s'applique.");
    private static final RuleFailure GROUP = RuleFailure.hold(
            "The employer belongs to an associated group, and the guidelines do not state whose"
                    + " payroll counts. Decide which payroll applies.",
            "L'employeur fait partie d'un groupe associé, et les lignes directrices n'indiquent"
                    + " pas quelle masse salariale compte. Décidez quelle masse salariale s'applique.");

    private static final RuleFailure NEGATIVE = RuleFailure.hold(
            "The payroll of the previous taxation year is negative. Correct it; an employer without payroll states"
                    + " 0.00.",
            "La masse salariale de l'année d'imposition précédente est négative. Corrigez-la; un employeur sans masse"
                    + " salariale indique 0.00.");

    private static final Declaration SMALL = Declaration.of(
                    "ATTC-24",
                    "An employer with a payroll of 400,000 or less in the previous taxation year is a"
                            + " small business.",
                    "L'employeur dont la masse salariale de l'année d'imposition précédente est de 400"
                            + " 000 ou moins est une petite entreprise.",
                    Source.ATTC.at(
                            "What is a small business?",
                            "with a total payroll in the previous taxation year of $400,000 or less"))
            .reads("priorYearPayroll", "priorYearShort", "associatedGroup")
            .restsOn("C19")
            .failures(SHORT_YEAR, GROUP, NEGATIVE);
    private static final Declaration GENERAL = Declaration.of(
                    "ATTC-25",
                    "An employer with a payroll of 600,000 or more has the general rate.",
                    "L'employeur dont la masse salariale est de 600 000 ou plus a droit au taux général.",
                    Source.ATTC.at("What is a small business?", "Taxpayers with payrolls of $600,000 or more"))
            .reads("priorYearPayroll");
    private static final Declaration BETWEEN = Declaration.of(
                    "ATTC-26",
                    "For a payroll between 400,000 and 600,000, the addition for small businesses is"
                            + " reduced in proportion.",
                    "Pour une masse salariale entre 400 000 et 600 000, la majoration pour petite"
                            + " entreprise est réduite en proportion.",
                    Source.ATTC.at(
                            "What is a small business?",
                            "the ATTC rate is gradually reduced under the following formula"))
            .reads("priorYearPayroll");

    private final boolean held;

    PriorYearPayroll(Law law) {
        this.held = law.interpretation("C19").is("held");
    }

    static List<Declaration> declarations() {
        return List.of(SMALL, GENERAL, BETWEEN);
    }

    @Override
    public Declaration declared() {
        return SMALL;
    }

    @Override
    public RuleResult judge(ClaimCase claim) {
        EmployerYear employer = claim.employer();
        if (employer.priorYearPayroll() == null) {
            return RuleResult.unknown("priorYearPayroll");
        }
        if (employer.priorYearPayroll().isNegative()) {
            return RuleResult.fails(NEGATIVE, "priorYearPayroll", employer.priorYearPayroll());
        }
        if (!held) {
            return RuleResult.satisfied();
        }
        if (employer.priorYearShort() == null) {
            return RuleResult.unknown("priorYearShort");
        }
        if (employer.associatedGroup() == null) {
            return RuleResult.unknown("associatedGroup");
        }
        return new RuleResult.Failures()
                .failIf(employer.priorYearShort(), SHORT_YEAR, "priorYearShort", true)
                .failIf(employer.associatedGroup(), GROUP, "associatedGroup", true)
                .result();
    }

    /**
     * A rate and the rule that sets it.
     *
     * @param value the exact rate
     * @param rule the rule
     * @param payroll the previous year's payroll that decides
     */
    record Rate(Ratio value, Declaration rule, Money payroll) {}

    /** The rate of a programme for an employer, empty while its previous payroll is not known or not possible. */
    static Optional<Rate> rate(Programme programme, EmployerYear employer) {
        return Optional.ofNullable(employer.priorYearPayroll())
                .filter(payroll -> !payroll.isNegative())
                .map(payroll -> rate(programme, payroll));
    }

    static Rate rate(Programme programme, Money payroll) {
        Programme.Rates scale = programme.rates();
        if (scale.isSmall(payroll)) {
            return new Rate(scale.small(), SMALL, payroll);
        }
        return scale.isGeneral(payroll)
                ? new Rate(scale.general(), GENERAL, payroll)
                : new Rate(scale.between(payroll), BETWEEN, payroll);
    }

    /** How the rate follows from the payroll. */
    static Text statement(Programme programme, Money payroll) {
        Programme.Rates scale = programme.rates();
        if (scale.isSmall(payroll)) {
            return new Text(
                    "small business: payroll " + payroll + " is not over " + scale.smallPayroll(),
                    "petite entreprise : masse salariale " + payroll + ", au plus " + scale.smallPayroll());
        }
        if (scale.isGeneral(payroll)) {
            return new Text(
                    "payroll " + payroll + " is at least " + scale.generalPayroll(),
                    "masse salariale " + payroll + ", au moins " + scale.generalPayroll());
        }
        return Text.signs(scale.general() + " + " + scale.addition() + " × [1 − (" + scale.excess(payroll) + " / "
                + scale.band() + ")]");
    }
}
