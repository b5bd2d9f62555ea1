// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.crosscheck;

import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.FileContext;
import ca.tradeshub.law.Law;
import ca.tradeshub.law.Source;
import ca.tradeshub.law.Trade;
import ca.tradeshub.law.TradeRegister;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.Rule;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;
import ca.tradeshub.rules.gates.PortalFacts;
import java.time.LocalDate;

/** since Skilled Trades Ontario a certificate in a non-compulsory trade does not expire by its printed date. */
public final class PrintedExpiry implements Rule<Certificate> {

    private static final RuleFailure NOT_EXPIRED = RuleFailure.info(
            "The printed expiry date has passed, but a certificate in a non-compulsory trade does not expire for that"
                    + " reason.",
            "La date d'expiration imprimée est passée, mais un certificat dans un métier à accréditation facultative"
                    + " n'expire pas pour autant.");

    private static final Declaration RULE = Declaration.of(
                    "X-10",
                    "A certificate of qualification in a non-compulsory trade does not expire on its"
                            + " printed expiry date.",
                    "Un certificat de qualification dans un métier à accréditation facultative n'expire pas à la date"
                            + " imprimée.",
                    Source.STO.at("skilledtradesontario.ca, certificates in non-compulsory trades"))
            .on(Certificate.class)
            .reads("type", "trade", "expiresOn", FileContext.DATE)
            .failures(NOT_EXPIRED);

    private final Declaration declared;
    private final TradeRegister trades;
    private final PortalFacts portal;

    /** The rule with the compulsory trades. */
    public PrintedExpiry(Law law) {
        this.declared = RULE.during(law.texts("portal.facts"));
        this.trades = law.trades();
        this.portal = new PortalFacts(law);
    }

    @Override
    public Declaration declared() {
        return declared;
    }

    @Override
    public RuleResult judge(Certificate certificate, FileContext facts) {
        LocalDate expiry = certificate.expiresOn();
        boolean concerned = certificate.type() == Certificate.Type.CQ
                && "ON".equals(certificate.issuingProvince())
                && portal.covers(facts.fileDate())
                && !trades.find(certificate.trade()).map(Trade::compulsory).orElse(true);
        if (!concerned || expiry == null) {
            return RuleResult.notApplicable(
                    "this is not an Ontario certificate of qualification with an expiry date in a non-compulsory trade",
                    "ce n'est pas un certificat de qualification de l'Ontario portant une date d'expiration dans un métier à accréditation facultative");
        }
        return expiry.isBefore(facts.fileDate())
                ? RuleResult.fails(NOT_EXPIRED, "expiresOn", expiry)
                : RuleResult.satisfied();
    }
}
