// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.reg1055;

import ca.tradeshub.canonical.FileContext;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.canonical.Period;
import ca.tradeshub.canonical.Ratio;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.law.Dated;
import ca.tradeshub.law.Law;
import ca.tradeshub.law.Source;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.Rule;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;
import ca.tradeshub.rules.gates.Reg1055Gates;
import ca.tradeshub.rules.gates.TqaaTrade;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * R1055-10.1: an apprentice's wage is at least a share of the journeypersons' average rate, compared exactly. There is
 * no sixth period. The enrolment that exempts (s. 10 (3)) is part of the registration, not of the payroll. One line
 * therefore only warns; the pay of a whole claim is evaluated together with its registration.
 */
public final class WageFloor implements Rule<PayLine> {

    /** The rule's id. */
    public static final String ID = "R1055-10.1";

    private static final RuleFailure BELOW = RuleFailure.warn(
            "The hourly rate is lower than the required share of the journeypersons' average"
                    + " rate for this period. Check the rates and the period.",
            "Le taux horaire est inférieur à la part exigée du taux moyen des compagnons pour"
                    + " cette période. Vérifiez les taux et la période.");

    private static final RuleFailure BELOW_FOR_HOURS = RuleFailure.warn(
            "The gross wages are lower than the required share of the journeypersons' average rate for the hours"
                    + " worked. Check the wages, the hours and the period.",
            "Le salaire brut est inférieur à la part exigée du taux moyen des compagnons pour les heures travaillées."
                    + " Vérifiez le salaire, les heures et la période.");
    private static final RuleFailure BELOW_THROUGHOUT = RuleFailure.hold(
            "The hourly rate is lower than the required share of the journeypersons' average"
                    + " rate in every pay period. Check the rates and the period.",
            "Le taux horaire est inférieur à la part exigée du taux moyen des compagnons dans"
                    + " toutes les périodes de paie. Vérifiez les taux et la période.");

    private static final RuleResult OTHER_ACT = RuleResult.notApplicable(TqaaTrade.ID);

    private final Reg1055Gates gates;
    private final TqaaTrade tqaa;
    private final boolean byWork;
    private final Dated<List<Ratio>> shares;
    private final Declaration declared;

    /** The rule with the law's shares. */
    public WageFloor(Law law) {
        this.gates = new Reg1055Gates(law, ID);
        this.byWork = law.interpretation("C36").is("work");
        this.tqaa = new TqaaTrade(law);
        this.shares = law.lists("reg1055.wage.percents").as(WageFloor::shares);
        this.declared = Reg1055Gates.during(
                law,
                Declaration.of(
                                ID,
                                "An apprentice is paid at least 40, 50, 60, 70 and 80 per cent of the journeypersons' average"
                                        + " rate in the first to the fifth period.",
                                "Un apprenti est payé au moins 40, 50, 60, 70 et 80 pour cent du taux moyen des compagnons de la"
                                        + " première à la cinquième période.",
                                Source.REG_1055.at(
                                        "s. 10 (1)", "of the average rate of wages for journeypersons employed"))
                        .on(PayLine.class)
                        .reads(
                                "hourlyRate",
                                "journeypersonRate",
                                "apprenticePeriod",
                                "grossWages",
                                "regularHours",
                                "overtimeHours",
                                "payPeriod.end",
                                "payDate",
                                "trade")
                        .restsOn("C23", "C36")
                        .failures(BELOW, BELOW_THROUGHOUT, BELOW_FOR_HOURS));
    }

    private static List<Ratio> shares(List<String> percents) {
        return percents.stream()
                .map(percent -> Ratio.of(new BigDecimal(percent).movePointLeft(2)))
                .toList();
    }

    /**
     * The exact floor of a period, nothing when the law names none.
     *
     * @param average the journeypersons' average rate
     * @param period the apprenticeship period, from 1
     * @param day the day of the wages
     */
    public Optional<Ratio> floor(Ratio average, int period, LocalDate day) {
        return shares.on(day).filter(all -> period >= 1 && period <= all.size()).map(all -> all.get(period - 1)
                .times(average));
    }

    /** The result for pay under a registration that exempts from the rule; empty when it does not. */
    public static Optional<RuleResult> exemption(Registration registration) {
        if (Exemptions.enrolled(registration)) {
            return Optional.of(RuleResult.notApplicable("R1055-10.3"));
        }
        return Exemptions.approvedEmployerProgramme(registration)
                ? Optional.of(RuleResult.notApplicable("R1055-5.2"))
                : Optional.empty();
    }

    /**
     * Judges the pay of an agreement: below the floor in every pay period, of several, calls for a person. A single pay
     * period shows no more than one line does, and pay after the regulation's last day shows nothing.
     *
     * @param registration the agreement the lines are paid under
     * @param lines its pay lines
     */
    public RuleResult throughout(Registration registration, Collection<PayLine> lines) {
        if (!tqaa.covers(registration)) {
            return OTHER_ACT;
        }
        Optional<RuleResult> exempt = exemption(registration);
        if (exempt.isPresent()) {
            return exempt.get();
        }
        Set<Period> periods = new HashSet<>();
        for (PayLine line : lines) {
            if (gates.closed(registration, dayOf(line)).isPresent()) {
                continue;
            }
            if (!(judge(line) instanceof RuleResult.Fails)) {
                return RuleResult.satisfied();
            }
            periods.add(line.payPeriod());
        }
        return periods.size() > 1
                ? RuleResult.fails(BELOW_THROUGHOUT, "hourlyRate", periods.size())
                : RuleResult.satisfied();
    }

    @Override
    public Declaration declared() {
        return declared;
    }

    @Override
    public RuleResult judge(PayLine line, FileContext facts) {
        return judge(line);
    }

    /** The day of the wages: the end of the pay period, in which they were earned, or the pay date (interpretation C36). */
    private LocalDate dayOf(PayLine line) {
        return byWork ? line.payPeriod().end() : line.payDate();
    }

    private RuleResult judge(PayLine line) {
        LocalDate day = dayOf(line);
        Optional<RuleResult> closed = gates.closed(line.trade(), day);
        if (closed.isPresent()) {
            return closed.get();
        }
        Integer period = line.apprenticePeriod();
        if (period != null && floor(Ratio.ONE, period, day).isEmpty()) {
            return RuleResult.notApplicable(
                    "the regulation sets no minimum rate for this period",
                    "le règlement ne fixe aucun taux minimal pour cette période");
        }
        BigDecimal hours = hours(line);
        if (line.hourlyRate() == null && hours.signum() == 0) {
            return RuleResult.unstated("hourlyRate");
        }
        if (line.journeypersonRate() == null) {
            return RuleResult.unstated("journeypersonRate");
        }
        if (period == null) {
            return RuleResult.unstated("apprenticePeriod");
        }
        Ratio floor = floor(Ratio.of(line.journeypersonRate()), period, day).orElseThrow();
        Ratio forHours = floor.times(Ratio.of(hours));
        boolean isRateBelow =
                line.hourlyRate() != null && Ratio.of(line.hourlyRate()).compareTo(floor) < 0;
        boolean areWagesBelow =
                hours.signum() > 0 && Ratio.of(line.grossWages()).compareTo(forHours) < 0;
        if (!areWagesBelow && line.hourlyRate() == null && line.regularHours() == null) {
            // Wages that suffice for the overtime alone do not show what was paid for an hour.
            return RuleResult.unstated("regularHours");
        }
        return new RuleResult.Failures()
                .failIf(isRateBelow, BELOW, "hourlyRate", line.hourlyRate() + " < " + floor)
                .failIf(areWagesBelow, BELOW_FOR_HOURS, "grossWages", line.grossWages() + " < " + forHours)
                .result();
    }

    /** The hours that the gross wages pay; none for a reversal, whose wages are negative. */
    private static BigDecimal hours(PayLine line) {
        if (line.grossWages().isNegative()) {
            return BigDecimal.ZERO;
        }
        BigDecimal regular = line.regularHours() == null ? BigDecimal.ZERO : line.regularHours();
        BigDecimal overtime = line.overtimeHours() == null ? BigDecimal.ZERO : line.overtimeHours();
        return regular.add(overtime).max(BigDecimal.ZERO);
    }
}
