// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.crosscheck;

import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.law.Law;
import ca.tradeshub.law.Source;
import ca.tradeshub.law.TradeRegister;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.PersonFacts;
import ca.tradeshub.rules.engine.PersonRule;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;

/**
 * the certificate that ends an apprenticeship names the trade that was registered, under its present or its former
 * code. A person can have two trades, so the rule is evaluated only when a completed agreement has no certificate in
 * its trade and a certificate by apprenticeship has no agreement in its trade.
 */
public final class SameTrade implements PersonRule {

    private static final RuleFailure OTHER_TRADE = RuleFailure.hold(
            "The trade of the certificate differs from the trade of the completed"
                    + " apprenticeship. Check both trades.",
            "Le métier du certificat diffère de celui de l'apprentissage terminé. Vérifiez les deux métiers.");

    private final TradeRegister trades;
    private final Declaration declared;

    /** The rule with the codes that name one trade. */
    public SameTrade(Law law) {
        this.trades = law.trades();
        this.declared = Declaration.of(
                        "X-01",
                        "The registration and the certificate of an apprenticeship name the same trade, or"
                                + " the trade that replaced it.",
                        "L'inscription et le certificat d'un apprentissage nomment le même métier, ou celui qui l'a"
                                + " remplacé.",
                        Source.ATTC.at("Appendix A", "Railway Car Technician (formerly 268a Carperson)"))
                .reads("trade", "status", "type", "route", "issuingProvince")
                .failures(OTHER_TRADE);
    }

    @Override
    public Declaration declared() {
        return declared;
    }

    @Override
    public RuleResult judge(PersonFacts person, TradeCode trade) {
        boolean certified = person.certificates().stream()
                .anyMatch(certificate -> certificate.trade().equals(trade)
                        && certificate.route() == Certificate.Route.APPRENTICESHIP
                        && "ON".equals(certificate.issuingProvince()));
        boolean registered =
                person.registrations().stream().anyMatch(registration -> trades.isSame(registration.trade(), trade));
        if (!certified || registered) {
            return RuleResult.satisfied();
        }
        return person.registrations().stream()
                .filter(registration -> registration.status() == Registration.Status.COMPLETED)
                .map(Registration::trade)
                .filter(completed -> person.certificates().stream()
                        .noneMatch(certificate -> trades.isSame(completed, certificate.trade())))
                .findFirst()
                .map(completed -> RuleResult.fails(OTHER_TRADE, "trade", trade + " ≠ " + completed))
                .orElse(RuleResult.satisfied());
    }
}
