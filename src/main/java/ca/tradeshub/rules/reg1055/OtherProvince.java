// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.reg1055;

import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.law.Law;
import ca.tradeshub.law.Source;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;
import java.time.LocalDate;

/** R1055-16.2: without examination, a certificate from another province opens the way only with the seal. */
public final class OtherProvince extends CertificateRule {

    private static final RuleFailure NO_SEAL = RuleFailure.hold(
            "The certificate was issued without examination for another province's certificate"
                    + " that does not bear the interprovincial seal. Check the seal or the examination.",
            "Le certificat a été délivré sans examen pour celui d'une autre province qui ne"
                    + " porte pas le sceau interprovincial. Vérifiez le sceau ou l'examen.");

    /** The rule. */
    public OtherProvince(Law law) {
        super(
                law,
                Declaration.of(
                                "R1055-16.2",
                                "The holder of another province's certificate of apprenticeship with the"
                                        + " interprovincial seal receives a certificate of qualification without examination.",
                                "Le titulaire du certificat d'apprentissage d'une autre province portant le sceau"
                                        + " interprovincial obtient le certificat de qualification sans examen.",
                                Source.REG_1055.at(
                                        "s. 16 (2)",
                                        "bears a seal awarded for passing an Interprovincial Standards Examination"))
                        .reads("type", "route", "examinationPassedOn", "interprovincialSeal", "issuedOn")
                        .failures(NO_SEAL),
                "issuedOn",
                Certificate::issuedOn);
    }

    @Override
    boolean concerns(Certificate certificate) {
        return certificate.type() == Certificate.Type.CQ
                && certificate.route() == Certificate.Route.OTHER_PROVINCE
                && certificate.examinationPassedOn() == null;
    }

    @Override
    RuleResult judgeInForce(Certificate certificate, LocalDate issued) {
        return certificate.interprovincialSeal()
                ? RuleResult.satisfied()
                : RuleResult.fails(NO_SEAL, "interprovincialSeal", "N");
    }
}
