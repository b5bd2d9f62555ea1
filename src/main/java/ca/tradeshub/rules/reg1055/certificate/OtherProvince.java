// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.reg1055.certificate;

import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.law.Law;
import ca.tradeshub.law.Source;
import ca.tradeshub.law.TradeRegister;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.Finding;
import ca.tradeshub.rules.engine.PersonFacts;
import ca.tradeshub.rules.engine.PersonRule;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;
import ca.tradeshub.rules.gates.Reg1055Gates;
import java.util.Comparator;
import java.util.List;

/**
 * R1055-16.2: without examination, a certificate of apprenticeship from another province opens the way only with the
 * interprovincial seal. The seal is the one on the other province's certificate where the feed carries that certificate,
 * else the one that the Ontario record states (interpretation C43). It therefore is a rule on the person; of several
 * certificates the severest result counts.
 */
public final class OtherProvince implements PersonRule {

    private static final String ID = "R1055-16.2";
    private static final RuleFailure NO_SEAL = RuleFailure.hold(
            "The certificate was issued without examination for another province's certificate"
                    + " that does not bear the interprovincial seal. Check the seal or the examination.",
            "Le certificat a été délivré sans examen pour celui d'une autre province qui ne"
                    + " porte pas le sceau interprovincial. Vérifiez le sceau ou l'examen.");
    private static final RuleFailure ONTARIO_SEAL = RuleFailure.info(
            "No other province's certificate of apprenticeship in the trade is at hand. The interprovincial seal on the"
                    + " Ontario certificate is taken for its seal.",
            "Aucun certificat d'apprentissage d'une autre province dans le métier n'est disponible. Le sceau"
                    + " interprovincial du certificat de l'Ontario en tient lieu.");

    private final Reg1055Gates gates;
    private final TradeRegister trades;
    private final boolean ontarioRecordOnly;
    private final Declaration declared;

    /** The rule with its interpretation. */
    public OtherProvince(Law law) {
        this.gates = new Reg1055Gates(law, ID);
        this.trades = law.trades();
        this.ontarioRecordOnly = law.interpretation("C43").is("ontario-record");
        this.declared = Reg1055Gates.during(
                law,
                Declaration.of(
                                ID,
                                "The holder of another province's certificate of apprenticeship with the"
                                        + " interprovincial seal receives a certificate of qualification without"
                                        + " examination.",
                                "Le titulaire du certificat d'apprentissage d'une autre province portant le sceau"
                                        + " interprovincial obtient le certificat de qualification sans examen.",
                                Source.REG_1055.at(
                                        "s. 16 (2)",
                                        "is issued by another Province and that bears a seal awarded for passing an"
                                                + " Interprovincial Standards Examination"))
                        .reads(
                                "type",
                                "route",
                                "examinationPassedOn",
                                "interprovincialSeal",
                                "issuedOn",
                                "certificates")
                        .restsOn("C43")
                        .failures(NO_SEAL, ONTARIO_SEAL));
    }

    @Override
    public Declaration declared() {
        return declared;
    }

    @Override
    public RuleResult judge(PersonFacts person, TradeCode trade) {
        List<Certificate> issued = person.certificates().stream()
                .filter(certificate -> certificate.trade().equals(trade) && isWithoutExamination(certificate))
                .toList();
        List<Certificate> elsewhere = person.certificates().stream()
                .filter(certificate -> certificate.type() == Certificate.Type.CA
                        && !"ON".equals(certificate.issuingProvince())
                        && trades.isSame(certificate.trade(), trade))
                .toList();
        return issued.stream()
                .map(certificate -> certificate.issuedOn() == null
                        ? RuleResult.unknown("issuedOn")
                        : gates.closed(certificate, certificate.issuedOn())
                                .orElseGet(() -> judge(certificate, elsewhere)))
                .max(Comparator.comparingInt(this::severity).thenComparing(RuleResult.Satisfied.class::isInstance))
                .orElseGet(() -> RuleResult.notApplicable(
                        "no Ontario certificate of qualification was issued for another province's without examination",
                        "aucun certificat de qualification de l'Ontario n'a été délivré sans examen pour celui d'une"
                                + " autre province"));
    }

    /** The severest outcome of a result, below every outcome where it has none. */
    private int severity(RuleResult result) {
        return declared.findings(result).stream()
                .mapToInt(finding -> finding.outcome().ordinal())
                .max()
                .orElse(-1);
    }

    private static boolean isWithoutExamination(Certificate certificate) {
        return certificate.type() == Certificate.Type.CQ
                && certificate.route() == Certificate.Route.OTHER_PROVINCE
                && "ON".equals(certificate.issuingProvince())
                && certificate.examinationPassedOn() == null;
    }

    private RuleResult judge(Certificate certificate, List<Certificate> elsewhere) {
        if (ontarioRecordOnly || elsewhere.isEmpty()) {
            if (!certificate.interprovincialSeal()) {
                return RuleResult.fails(
                        NO_SEAL, ontarioRecordOnly ? "interprovincialSeal" : Finding.CERTIFICATES, "ON: N");
            }
            return ontarioRecordOnly
                    ? RuleResult.satisfied()
                    : RuleResult.fails(ONTARIO_SEAL, "interprovincialSeal", "ON: Y");
        }
        boolean isSealed = elsewhere.stream()
                .anyMatch(other -> other.interprovincialSeal()
                        && (other.issuedOn() == null || !other.issuedOn().isAfter(certificate.issuedOn())));
        return isSealed
                ? RuleResult.satisfied()
                : RuleResult.fails(
                        NO_SEAL, "interprovincialSeal", elsewhere.get(0).issuingProvince() + ": N");
    }
}
