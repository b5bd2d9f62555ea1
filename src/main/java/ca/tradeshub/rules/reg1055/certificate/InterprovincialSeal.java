// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.reg1055.certificate;

import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.FileContext;
import ca.tradeshub.law.Law;
import ca.tradeshub.law.Source;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.Rule;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;
import ca.tradeshub.rules.gates.Reg1055Gates;
import java.util.Optional;

/** R1055-14.2: an Ontario certificate of apprenticeship bears the Interprovincial seal when the mark is more than 69. */
public final class InterprovincialSeal implements Rule<Certificate> {

    private static final RuleFailure UNDESERVED = RuleFailure.hold(
            "The certificate bears the Interprovincial seal, but the mark is not more than 69"
                    + " per cent. Check the mark and the seal.",
            "Le certificat porte le sceau interprovincial, mais la note ne dépasse pas 69 pour"
                    + " cent. Vérifiez la note et le sceau.");
    private static final RuleFailure MISSING = RuleFailure.warn(
            "The mark is more than 69 per cent, but the certificate does not bear the"
                    + " Interprovincial seal. Check the mark and the seal.",
            "La note dépasse 69 pour cent, mais le certificat ne porte pas le sceau"
                    + " interprovincial. Vérifiez la note et le sceau.");

    private static final String ID = "R1055-14.2";

    private final Reg1055Gates gates;
    private final SealMark mark;
    private final Declaration declared;

    /** The rule with the law's mark. */
    public InterprovincialSeal(Law law) {
        this.gates = new Reg1055Gates(law, ID);
        this.mark = new SealMark(law, UNDESERVED, MISSING);
        this.declared = Reg1055Gates.during(
                law,
                Declaration.of(
                                ID,
                                "The Interprovincial seal is awarded for a mark of more than 69 per cent on the"
                                        + " Interprovincial Standards Examination.",
                                "Le sceau interprovincial est accordé pour une note supérieure à 69 pour cent à"
                                        + " l'examen d'après les normes interprovinciales.",
                                Source.REG_1055.at("s. 14 (2)", "obtains more than 69 per cent on that examination"))
                        .on(Certificate.class)
                        .reads("examinationMark", "interprovincialSeal", "type", "issuingProvince", "issuedOn", "trade")
                        .restsOn("C24")
                        .failures(UNDESERVED, MISSING));
    }

    @Override
    public Declaration declared() {
        return declared;
    }

    @Override
    public RuleResult judge(Certificate certificate, FileContext facts) {
        if (certificate.type() != Certificate.Type.CA || !"ON".equals(certificate.issuingProvince())) {
            return RuleResult.notApplicable(
                    "this is not an Ontario certificate of apprenticeship",
                    "ce n'est pas un certificat d'apprentissage de l'Ontario");
        }
        if (certificate.issuedOn() == null) {
            return RuleResult.unknown("issuedOn");
        }
        Optional<RuleResult> closed = gates.closed(certificate, certificate.issuedOn());
        if (closed.isPresent()) {
            return closed.get();
        }
        if (LaterSeal.isLater(certificate)) {
            return RuleResult.notApplicable("R1055-14.3");
        }
        return mark.judge(certificate, certificate.issuedOn());
    }
}
