// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.reg1055;

import ca.tradeshub.canonical.FileContext;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.law.Dated;
import ca.tradeshub.law.Law;
import ca.tradeshub.law.Source;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.Rule;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;
import ca.tradeshub.rules.gates.Reg1055Gates;
import java.time.LocalDate;
import java.util.Optional;

/**
 * R1055-3a: an apprentice is sixteen and has Grade 10. Qualifications prescribed for a trade (s. 3 (b)) may replace the
 * schooling, never the age (TQAA s. 1). No feed carries them, so a person decides on the schooling.
 */
public final class AgeAndSchooling implements Rule<Registration> {

    private static final RuleFailure TOO_YOUNG = RuleFailure.reject(
            "The person was younger than sixteen on becoming an apprentice. Check the date of"
                    + " birth and the date of the contract.",
            "La personne avait moins de seize ans en devenant apprentie. Vérifiez la date de"
                    + " naissance et la date du contrat.");
    private static final RuleFailure SCHOOLING = RuleFailure.hold(
            "The person had less than Grade 10. Check whether the regulation of the trade"
                    + " prescribes other qualifications.",
            "La personne n'avait pas terminé sa 10e année. Vérifiez si le règlement du métier"
                    + " prescrit d'autres titres.");

    private static final String ID = "R1055-3a";

    private final Reg1055Gates gates;
    private final Dated<Integer> age;
    private final Declaration declared;

    /** The rule with the law's age. */
    public AgeAndSchooling(Law law) {
        this.gates = new Reg1055Gates(law, ID);
        this.age = law.integers("reg1055.age.least");
        this.declared = Reg1055Gates.during(
                law,
                Declaration.of(
                                ID,
                                "No person becomes an apprentice before the age of sixteen or without Grade 10 or equivalent,"
                                        + " or the other qualifications that are prescribed for the trade.",
                                "Nul ne devient apprenti avant seize ans ni sans 10e année, l'équivalent ou les autres titres"
                                        + " prescrits pour le métier.",
                                Source.REG_1055.at(
                                        "s. 3 (a)", "is at least sixteen years of age and has Grade 10 standing"),
                                Source.REG_1055.at(
                                        "s. 3 (b)",
                                        "has the qualifications that are prescribed in the regulations for the trade"),
                                Source.TQAA.at("s. 1, apprentice"))
                        .beyondText(
                                "Section 3 (b) may replace the schooling of (a), never the age, which the Act itself requires"
                                        + " (s. 1, apprentice). No feed states whether a trade has other qualifications.",
                                "L'article 3 (b) peut remplacer la scolarité de (a), jamais l'âge, que la Loi elle-même exige"
                                        + " (art. 1, apprenti). Aucun flux n'indique si un métier a d'autres titres.")
                        .on(Registration.class)
                        .reads("person.birthDate", "contractOn", "registeredOn", "education", "act")
                        .failures(TOO_YOUNG, SCHOOLING));
    }

    @Override
    public Declaration declared() {
        return declared;
    }

    @Override
    public RuleResult judge(Registration registration, FileContext facts) {
        LocalDate day = registration.becameApprenticeOn();
        if (day == null) {
            return RuleResult.unknown("registeredOn");
        }
        Optional<RuleResult> closed = gates.closed(registration, day);
        if (closed.isPresent()) {
            return closed.get();
        }
        LocalDate born = registration.person().birthDate();
        if (born == null) {
            return RuleResult.unknown("person.birthDate");
        }
        int least = age.on(day).orElseThrow();
        if (born.plusYears(least).isAfter(day)) {
            int years = born.until(day).getYears();
            return RuleResult.fails(TOO_YOUNG, "person.birthDate", years + ", " + day);
        }
        if (registration.education() == null || registration.education() == Registration.Education.UNKNOWN) {
            return RuleResult.unknown("education");
        }
        return registration.education() == Registration.Education.BELOW_GRADE_10
                ? RuleResult.fails(SCHOOLING, "education", registration.education())
                : RuleResult.satisfied();
    }
}
