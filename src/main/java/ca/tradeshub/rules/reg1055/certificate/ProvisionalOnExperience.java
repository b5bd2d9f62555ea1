// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.reg1055.certificate;

import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.law.Law;
import ca.tradeshub.law.Source;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;
import java.time.LocalDate;

/**
 * R1055-20: a provisional certificate is valid until the expiry date on it. One after an alternate programme is
 * R1055-17.2's. No feed carries the evidence of the time worked as a journeyperson.
 */
public final class ProvisionalOnExperience extends CertificateRule {

    private static final RuleFailure NO_EXPIRY = RuleFailure.hold(
            "The provisional certificate of qualification has no expiry date. State the date.",
            "Le certificat de qualification provisoire n'a pas de date d'expiration. Indiquez la date.");

    /** The rule. */
    public ProvisionalOnExperience(Law law) {
        super(
                law,
                Declaration.of(
                                "R1055-20",
                                "A provisional certificate of qualification on proof of experience is valid until the"
                                        + " expiry date on it.",
                                "Le certificat de qualification provisoire délivré sur preuve d'expérience est valide"
                                        + " jusqu'à la date d'expiration qu'il porte.",
                                Source.REG_1055.at(
                                        "s. 20",
                                        "a provisional certificate of qualification valid until the expiry date specified"
                                                + " thereon"))
                        .reads("type", "route", "expiresOn", "issuedOn")
                        .failures(NO_EXPIRY),
                "issuedOn",
                Certificate::issuedOn);
    }

    @Override
    protected boolean concerns(Certificate certificate) {
        return certificate.type() == Certificate.Type.PQ
                && certificate.route() != Certificate.Route.ALTERNATE_PROGRAMME;
    }

    @Override
    protected RuleResult judgeInForce(Certificate certificate, LocalDate issued) {
        return certificate.expiresOn() == null
                ? RuleResult.fails(NO_EXPIRY, "expiresOn", null)
                : RuleResult.satisfied();
    }
}
