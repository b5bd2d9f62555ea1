// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.reg1055.certificate;

import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.FileContext;
import ca.tradeshub.canonical.Period;
import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.law.Dated;
import ca.tradeshub.law.Law;
import ca.tradeshub.law.Source;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.Rule;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;
import ca.tradeshub.rules.gates.Reg1055Gates;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * R1055-5.1b: sections 9 and 10 (2) of the Act do not apply to holders of a valid certificate of qualification of Quebec
 * in one of six trades. It exempts on the days on which the certificate is valid. No feed carries the
 * registration of an apprentice in Quebec.
 */
public final class QuebecCertificate implements Rule<Certificate> {

    private static final String ID = "R1055-5.1b";
    private static final RuleFailure EXEMPT = RuleFailure.info(
            "The person holds a valid equivalent certificate of qualification of Quebec. Sections 9 and 10 (2) of the Act"
                    + " do not apply on the days on which it is valid.",
            "La personne est titulaire d'un certificat de qualification équivalent du Québec en règle. Les articles 9 et"
                    + " 10 (2) de la Loi ne s'appliquent pas les jours où il est valide.");

    private final Reg1055Gates gates;
    private final Dated<Set<String>> trades;
    private final Declaration declared;

    /** The rule with the law's six trades. */
    public QuebecCertificate(Law law) {
        this.gates = new Reg1055Gates(law, ID);
        this.trades = law.sets("reg1055.quebec.trades");
        this.declared = Reg1055Gates.during(
                law,
                Declaration.of(
                                ID,
                                "Sections 9 and 10 (2) of the Act do not apply to holders of a valid equivalent"
                                        + " certificate of qualification of Quebec as electrician, hoisting engineer,"
                                        + " plumber, refrigeration and air-conditioning mechanic, sheet metal worker or"
                                        + " steamfitter.",
                                "Les articles 9 et 10 (2) de la Loi ne s'appliquent pas aux titulaires d'un certificat de"
                                        + " qualification équivalent et valide du Québec comme électricien, mécanicien"
                                        + " d'engins de levage, plombier, mécanicien en réfrigération et climatisation,"
                                        + " tôlier ou monteur de tuyaux de vapeur.",
                                Source.REG_1055.at(
                                        "s. 5 (1) (b)",
                                        "who hold valid equivalent certificates of qualification issued by the Province of"
                                                + " Quebec"),
                                Source.REG_1055.at(
                                        "s. 5 (1)",
                                        "Section 9 and subsection 10 (2) of the Act do not apply to persons"))
                        .on(Certificate.class)
                        .reads("type", "issuingProvince", "trade", "issuedOn", "expiresOn", "status", "statusOn")
                        .failures(EXEMPT));
    }

    @Override
    public Declaration declared() {
        return declared;
    }

    @Override
    public RuleResult judge(Certificate certificate, FileContext facts) {
        if (!isOfQuebec(certificate)) {
            return RuleResult.notApplicable(
                    "this is not a certificate of qualification of Quebec",
                    "ce n'est pas un certificat de qualification du Québec");
        }
        LocalDate issued = certificate.issuedOn();
        if (issued == null) {
            return RuleResult.unknown("issuedOn");
        }
        Optional<RuleResult> closed = gates.closed(certificate, issued);
        if (closed.isPresent()) {
            return closed.get();
        }
        if (!isListed(certificate.trade(), issued)) {
            return RuleResult.notApplicable("the trade is not one of the six", "le métier n'est pas l'un des six");
        }
        boolean isOver = certificate.status() != Certificate.Status.IN_FORCE
                || certificate.expiresOn() != null && certificate.expiresOn().isBefore(issued);
        return isOver
                ? RuleResult.notApplicable(
                        "the certificate of Quebec is not valid", "le certificat du Québec n'est pas valide")
                : RuleResult.fails(EXEMPT, "issuingProvince", issued + " – " + lastDay(certificate));
    }

    /** Whether a certificate exempts its holder from the Act's sections 9 and 10 (2) in a trade during a period. */
    public boolean exempts(Certificate certificate, TradeCode trade, Period period) {
        return isOfQuebec(certificate)
                && certificate.trade().equals(trade)
                && isListed(trade, period.start())
                && gates.closed(trade, period.start()).isEmpty()
                && certificate.isValidWithin(period);
    }

    private static boolean isOfQuebec(Certificate certificate) {
        return certificate.type() == Certificate.Type.CQ && "QC".equals(certificate.issuingProvince());
    }

    private boolean isListed(TradeCode trade, LocalDate day) {
        return trades.on(day).orElse(Set.of()).contains(trade.value());
    }

    /** The last day of the exemption: that of the certificate or of the regulation. */
    private LocalDate lastDay(Certificate certificate) {
        LocalDate regulation = Objects.requireNonNull(trades.last().to(), "the regulation was revoked");
        LocalDate expiry = certificate.expiresOn();
        return expiry != null && expiry.isBefore(regulation) ? expiry : regulation;
    }
}
