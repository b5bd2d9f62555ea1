// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.crosscheck;

import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.FileContext;
import ca.tradeshub.law.Dated;
import ca.tradeshub.law.Law;
import ca.tradeshub.law.Source;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.Rule;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;
import ca.tradeshub.rules.gates.PortalFacts;
import java.time.LocalDate;

/** a provisional certificate of Skilled Trades Ontario lasts one year, with at most one extension. */
public final class ProvisionalTerm implements Rule<Certificate> {

    private static final RuleFailure TOO_LONG = RuleFailure.hold(
            "The term of the provisional certificate is longer than one year and one extension"
                    + " of six months. Check the dates.",
            "La durée du certificat provisoire dépasse un an et une prolongation de six mois."
                    + " Vérifiez les dates.");

    private final Dated<Integer> months;
    private final Dated<Integer> extension;
    private final Declaration declared;

    /** The rule with the law's terms. */
    public ProvisionalTerm(Law law) {
        this.months = law.integers("portal.provisional.months");
        this.extension = law.integers("portal.provisional.extension-months");
        this.declared = Declaration.of(
                        "X-09",
                        "A provisional certificate of qualification lasts one year, with at most one extension of six"
                                + " months.",
                        "Un certificat de qualification provisoire dure un an, avec au plus une prolongation de six mois.",
                        Source.STO.at("term and extension"))
                .during(months)
                .on(Certificate.class)
                .reads("type", "issuedOn", "expiresOn")
                .failures(TOO_LONG);
    }

    @Override
    public Declaration declared() {
        return declared;
    }

    @Override
    public RuleResult judge(Certificate certificate, FileContext facts) {
        if (certificate.type() != Certificate.Type.PQ || !"ON".equals(certificate.issuingProvince())) {
            return RuleResult.notApplicable(
                    "this is not an Ontario provisional certificate of qualification",
                    "ce n'est pas un certificat de qualification provisoire de l'Ontario");
        }
        LocalDate issued = certificate.issuedOn();
        if (issued == null) {
            return RuleResult.unknown("issuedOn");
        }
        if (!months.covers(issued)) {
            return RuleResult.notApplicable(PortalFacts.ID);
        }
        if (certificate.expiresOn() == null) {
            return RuleResult.unknown("expiresOn");
        }
        int most = months.on(issued).orElseThrow() + extension.on(issued).orElse(0);
        return certificate.expiresOn().isAfter(issued.plusMonths(most))
                ? RuleResult.fails(TOO_LONG, "expiresOn", issued + " – " + certificate.expiresOn())
                : RuleResult.satisfied();
    }
}
