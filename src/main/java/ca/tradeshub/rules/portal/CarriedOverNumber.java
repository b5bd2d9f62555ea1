// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.portal;

import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.FileContext;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.law.Basis;
import ca.tradeshub.law.Dated;
import ca.tradeshub.law.Law;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.Rule;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;
import java.time.LocalDate;
import java.util.Set;

/**
 * What PORT-01 and PORT-02 have in common: a number the college gave before 2022 is the account number of today. One
 * certificate can only show whether its number can be carried over at all.
 */
abstract sealed class CarriedOverNumber implements Rule<Certificate> permits MembershipNumber, AccountNumber {

    private static final RuleFailure NOBODY = RuleFailure.hold(
            "The number contains only zeros and cannot be an account number. State the holder's number.",
            "Le numéro ne contient que des zéros et ne peut pas être un numéro de compte."
                    + " Indiquez le numéro du titulaire.");

    private final Set<Certificate.Type> types;
    private final Dated<String> carriedOver;
    private final Declaration declared;

    CarriedOverNumber(String id, Text statement, Basis basis, Set<Certificate.Type> types, Law law) {
        this.types = types;
        this.carriedOver = law.texts("portal.carried-over");
        this.declared = Declaration.of(id, statement.en(), statement.fr(), basis)
                .during(carriedOver)
                .on(Certificate.class)
                .reads("memberNumber", "type", "registeredOn", "issuedOn")
                .restsOn("C21")
                .failures(NOBODY);
    }

    @Override
    public final Declaration declared() {
        return declared;
    }

    @Override
    public final RuleResult judge(Certificate certificate, FileContext facts) {
        if (!types.contains(certificate.type())) {
            return RuleResult.notApplicable("the certificate is of another kind", "le certificat est d'un autre genre");
        }
        LocalDate held = certificate.registeredOn() != null ? certificate.registeredOn() : certificate.issuedOn();
        if (held != null && !carriedOver.covers(held)) {
            return RuleResult.notApplicable("GATE-05");
        }
        if (certificate.memberNumber() == null) {
            return RuleResult.unknown("memberNumber");
        }
        return isZero(certificate.memberNumber())
                ? RuleResult.fails(NOBODY, "memberNumber", certificate.memberNumber())
                : RuleResult.satisfied();
    }

    static boolean isZero(String number) {
        return number.chars().allMatch(digit -> digit == '0');
    }
}
