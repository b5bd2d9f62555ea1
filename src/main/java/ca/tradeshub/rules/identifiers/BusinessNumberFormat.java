// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.identifiers;

import ca.tradeshub.canonical.BusinessNumber;
import ca.tradeshub.canonical.CanonicalRecord;
import ca.tradeshub.canonical.FileContext;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.text.IdentifierDamage;
import ca.tradeshub.law.Source;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.Rule;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;
import java.util.regex.Pattern;

/** FMT-02: a business number has a valid check digit, and an employer's is a whole payroll account. */
public final class BusinessNumberFormat implements Rule<CanonicalRecord> {

    /** A payroll account, or eight digits of a business number, of which leading digits are missing. */
    private static final Pattern LOST_ZEROS = Pattern.compile("[0-9]{1,8}([A-Z]{2}[0-9]{4})?");

    private static final RuleFailure FAILS = RuleFailure.hold(
            "The business number is not valid. It has nine digits with a valid check digit, then"
                    + " two letters and four digits. Correct the number.",
            "Le numéro d'entreprise n'est pas valide. Il compte neuf chiffres avec un chiffre de"
                    + " contrôle valide, puis deux lettres et quatre chiffres. Corrigez le numéro.");
    private static final RuleFailure DAMAGED = RuleFailure.hold(
            "The business number appears to be damaged by a spreadsheet or program: decimals, an exponent, separated"
                    + " thousands, lost leading zeros or a character that resembles another. Export the column as text.",
            "Le numéro d'entreprise semble abîmé par un tableur ou un programme : des décimales, un exposant, des"
                    + " séparateurs de milliers, des zéros initiaux perdus ou un caractère qui ressemble à un autre."
                    + " Exportez la colonne comme du texte.");
    private static final RuleFailure NO_PAYROLL_ACCOUNT = RuleFailure.hold(
            "The number is not a payroll account. Use the employer's payroll account: the"
                    + " business number, RP and four digits.",
            "Le numéro n'est pas un compte de retenues sur la paie. Utilisez celui de"
                    + " l'employeur : le numéro d'entreprise, RP et quatre chiffres.");

    private static final Declaration DECLARED = Declaration.of(
                    "FMT-02",
                    "A business number has nine digits with a valid check digit; an employer's payroll"
                            + " account adds RP and four digits.",
                    "Un numéro d'entreprise compte neuf chiffres avec un chiffre de contrôle valide; le"
                            + " compte de retenues sur la paie d'un employeur y ajoute RP et quatre chiffres.",
                    Source.CRA.at("business number"))
            .on(Registration.class, PayLine.class)
            .reads("sponsor.businessNumber", "employer")
            .failures(FAILS, DAMAGED, NO_PAYROLL_ACCOUNT);

    @Override
    public Declaration declared() {
        return DECLARED;
    }

    @Override
    public RuleResult judge(CanonicalRecord subject, FileContext facts) {
        if (subject instanceof Registration registration) {
            BusinessNumber number = registration.sponsor().businessNumber();
            if (number == null) {
                return RuleResult.unknown("sponsor.businessNumber");
            }
            return number.isValid() ? RuleResult.satisfied() : fails("sponsor.businessNumber", number);
        }
        BusinessNumber number = ((PayLine) subject).employer();
        if (!number.isValid()) {
            return fails("employer", number);
        }
        return number.isPayrollAccount()
                ? RuleResult.satisfied()
                : RuleResult.fails(NO_PAYROLL_ACCOUNT, "employer", number);
    }

    private static RuleResult fails(String field, BusinessNumber number) {
        return RuleResult.fails(isDamaged(number.value()) ? DAMAGED : FAILS, field, number);
    }

    private static boolean isDamaged(String number) {
        IdentifierDamage damage = IdentifierDamage.of(number);
        return LOST_ZEROS.matcher(number).matches()
                || IdentifierDamage.GROUPED.isOf(number)
                || damage != null && damage != IdentifierDamage.SOCIAL_INSURANCE_NUMBER;
    }
}
