// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.portal;

import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.FileContext;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.law.Basis;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.Rule;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;

/**
 * What PORT-03 and PORT-05 have in common: Skilled Trades Ontario has the holder's information, so there is an account
 * it is found by. No feed carries that organisation's own records; the rule can only check whether the certificate
 * names an account at all.
 */
abstract sealed class KnownToSto implements Rule<Certificate>
        permits ApprenticeshipKnownToSto, QualificationKnownToSto {

    private static final RuleFailure NO_ACCOUNT = RuleFailure.hold(
            "Skilled Trades Ontario has the information of this certificate, but the certificate"
                    + " states no account number of its holder. State the number.",
            "Métiers spécialisés Ontario a les données de ce certificat, mais celui-ci n'indique"
                    + " aucun numéro de compte de son titulaire. Indiquez le numéro.");

    private final Declaration declared;

    KnownToSto(String id, Text statement, Basis basis) {
        this.declared = Declaration.of(id, statement.en(), statement.fr(), basis)
                .on(Certificate.class)
                .reads("type", "issuingProvince", "registeredOn", "memberNumber")
                .failures(NO_ACCOUNT);
    }

    /** Whether the page states that the organisation has the information of this certificate. */
    abstract boolean concerns(Certificate certificate);

    @Override
    public final Declaration declared() {
        return declared;
    }

    @Override
    public final RuleResult judge(Certificate certificate, FileContext facts) {
        if (!"ON".equals(certificate.issuingProvince()) || !concerns(certificate)) {
            return RuleResult.notApplicable("the certificate is of another kind", "le certificat est d'un autre genre");
        }
        if (certificate.memberNumber() == null) {
            return RuleResult.unknown("memberNumber");
        }
        return CarriedOverNumber.isZero(certificate.memberNumber())
                ? RuleResult.fails(NO_ACCOUNT, "memberNumber", certificate.memberNumber())
                : RuleResult.satisfied();
    }
}
