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
import ca.tradeshub.rules.gates.PortalFacts;
import java.time.LocalDate;
import java.util.Optional;

/** PORT-06: since 2024-04-01 a certificate of qualification in a compulsory trade is renewed every year. */
public final class AnnualRenewal implements Rule<Certificate> {

    private static final RuleFailure TOO_LONG = RuleFailure.hold(
            "The term is longer than one year, but a certificate in a compulsory trade is"
                    + " renewed annually. Check the dates of the certificate.",
            "La durée dépasse un an, mais un certificat dans un métier à accréditation"
                    + " obligatoire se renouvelle chaque année. Vérifiez les dates du certificat.");
    private static final RuleFailure PAST = RuleFailure.warn(
            "The expiry date has passed, but the certificate is reported as in force. Check the"
                    + " status and the expiry date.",
            "La date d'expiration est passée, mais le certificat est déclaré en vigueur."
                    + " Vérifiez le statut et la date d'expiration.");

    private final TradeRegister trades;
    private final Dated<Integer> years;
    private final Declaration declared;

    /** The rule with the law's term and the compulsory trades. */
    public AnnualRenewal(Law law) {
        this.trades = law.trades();
        this.years = law.integers("portal.renewal.years");
        this.declared = Declaration.of(
                        "PORT-06",
                        "From 2024-04-01 a certificate of qualification in a compulsory trade is renewed annually to"
                                + " avoid expiry.",
                        "Depuis le 1er avril 2024, un certificat de qualification dans un métier à accréditation"
                                + " obligatoire se renouvelle chaque année pour ne pas expirer.",
                        Source.PORTAL.at(
                                "Effective April 1, 2024",
                                "Effective April 1, 2024, all Skilled Trades Ontario Certificates of Qualification issued"
                                        + " in compulsory trades must be renewed annually to avoid expiry"))
                .during(years)
                .on(Certificate.class)
                .reads(
                        "type",
                        "trade",
                        "issuingProvince",
                        "issuedOn",
                        "renewedOn",
                        "priorExpiresOn",
                        "expiresOn",
                        "status",
                        FileContext.DATE)
                .failures(TOO_LONG, PAST);
    }

    @Override
    public Declaration declared() {
        return declared;
    }

    @Override
    public RuleResult judge(Certificate certificate, FileContext facts) {
        if (certificate.type() != Certificate.Type.CQ
                || !"ON".equals(certificate.issuingProvince())
                || !trades.find(certificate.trade()).map(Trade::compulsory).orElse(false)) {
            return RuleResult.notApplicable(
                    "this is not an Ontario certificate of qualification in a compulsory trade",
                    "ce n'est pas un certificat de qualification de l'Ontario dans un métier à accréditation obligatoire");
        }
        LocalDate begin = certificate.renewedOn() != null ? certificate.renewedOn() : certificate.issuedOn();
        LocalDate expiry = certificate.expiresOn();
        if (begin == null) {
            return RuleResult.unknown("issuedOn");
        }
        Optional<Integer> term = years.on(begin);
        if (term.isPresent()) {
            if (expiry == null) {
                return RuleResult.unknown("expiresOn");
            }
            LocalDate from = termBegin(certificate, begin);
            if (expiry.isAfter(from.plusYears(term.get()))) {
                return RuleResult.fails(TOO_LONG, "expiresOn", from + " – " + expiry);
            }
        }
        if (expiry == null || !years.covers(expiry)) {
            return RuleResult.notApplicable(PortalFacts.ID);
        }
        return certificate.status() == Certificate.Status.IN_FORCE && expiry.isBefore(facts.fileDate())
                ? RuleResult.fails(PAST, "status", expiry)
                : RuleResult.satisfied();
    }

    /** Renewed before its expiry, a certificate's new term begins where the old one ends. */
    private static LocalDate termBegin(Certificate certificate, LocalDate begin) {
        LocalDate before = certificate.priorExpiresOn();
        return certificate.renewedOn() != null && before != null && before.isAfter(begin) ? before : begin;
    }
}
