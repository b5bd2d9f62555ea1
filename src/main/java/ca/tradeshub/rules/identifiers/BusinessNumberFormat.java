// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.identifiers;

import ca.tradeshub.canonical.BusinessNumber;
import ca.tradeshub.canonical.CanonicalRecord;
import ca.tradeshub.canonical.FileContext;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.law.Source;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.Rule;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;

/** FMT-02: a business number has a valid check digit, and an employer's is a whole payroll account. */
public final class BusinessNumberFormat implements Rule<CanonicalRecord> {

    private static final RuleFailure FAILS = RuleFailure.hold(
            "The business number is not valid. It has nine digits with a valid check digit, then"
                    + " two letters and four digits. Correct the number.",
            "Le numéro d'entreprise n'est pas valide. Il compte neuf chiffres avec un chiffre de"
                    + " contrôle valide, puis deux lettres et quatre chiffres. Corrigez le numéro.");
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
            .failures(FAILS, NO_PAYROLL_ACCOUNT);

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
            return number.isValid()
                    ? RuleResult.satisfied()
                    : RuleResult.fails(FAILS, "sponsor.businessNumber", number);
        }
        BusinessNumber number = ((PayLine) subject).employer();
        if (!number.isValid()) {
            return RuleResult.fails(FAILS, "employer", number);
        }
        return number.isPayrollAccount()
                ? RuleResult.satisfied()
                : RuleResult.fails(NO_PAYROLL_ACCOUNT, "employer", number);
    }
}
