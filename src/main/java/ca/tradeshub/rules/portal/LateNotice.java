// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.portal;

import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.FileContext;
import ca.tradeshub.law.Dated;
import ca.tradeshub.law.Law;
import ca.tradeshub.law.Source;
import ca.tradeshub.law.Trade;
import ca.tradeshub.law.TradeRegister;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.Rule;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;

/** PORT-07: renewal notices for expiry in January 2025 may have been late; a missing notice is not an error. */
public final class LateNotice implements Rule<Certificate> {

    private static final RuleFailure MAY_BE_LATE = RuleFailure.info(
            "The renewal notice for this expiry date may have been delayed; a missing notice is not an error.",
            "L'avis de renouvellement pour cette date d'expiration a pu être retardé; l'absence"
                    + " d'avis n'est pas une erreur.");

    private final TradeRegister trades;
    private final Dated<String> months;
    private final Declaration declared;

    /** The rule with the law's month. */
    public LateNotice(Law law) {
        this.trades = law.trades();
        this.months = law.texts("portal.notice.late");
        this.declared = Declaration.of(
                        "PORT-07",
                        "Renewal notices for certificates in compulsory trades that expire in January 2025"
                                + " may be delayed.",
                        "Les avis de renouvellement des certificats de métiers à accréditation obligatoire"
                                + " qui expirent en janvier 2025 peuvent être retardés.",
                        Source.PORTAL.at(
                                "Notice: Renewal notices for some Journeypersons",
                                "with expiry dates in January 2025 may be delayed"))
                .during(months)
                .on(Certificate.class)
                .reads("type", "trade", "issuingProvince", "expiresOn")
                .failures(MAY_BE_LATE);
    }

    @Override
    public Declaration declared() {
        return declared;
    }

    @Override
    public RuleResult judge(Certificate certificate, FileContext facts) {
        boolean concerned = certificate.type() == Certificate.Type.CQ
                && "ON".equals(certificate.issuingProvince())
                && certificate.expiresOn() != null
                && months.covers(certificate.expiresOn())
                && trades.find(certificate.trade()).map(Trade::compulsory).orElse(false);
        return concerned
                ? RuleResult.fails(MAY_BE_LATE, "expiresOn", certificate.expiresOn())
                : RuleResult.notApplicable(
                        "the rule does not concern this expiry date or trade",
                        "la règle ne vise pas cette date d'expiration ou ce métier");
    }
}
