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

    private static final RuleFailure OTHER_TERM = RuleFailure.hold(
            "The expiry date of the provisional certificate is neither within one year of its issue nor at the end of one"
                    + " extension of six months. Check the dates.",
            "La date d'expiration du certificat provisoire n'est ni dans l'année qui suit sa délivrance ni à la fin d'une"
                    + " seule prolongation de six mois. Vérifiez les dates.");

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
                .reads("type", "issuedOn", "priorExpiresOn", "expiresOn")
                .failures(OTHER_TERM);
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
        int term = months.on(issued).orElseThrow();
        LocalDate end = issued.plusMonths(term);
        int longer = extension.on(issued).orElse(0);
        LocalDate first = certificate.priorExpiresOn();
        boolean isRight = first == null
                ? isOneTerm(certificate.expiresOn(), end, issued.plusMonths(term + longer))
                : !first.isAfter(end) && !certificate.expiresOn().isAfter(first.plusMonths(longer));
        return isRight
                ? RuleResult.satisfied()
                : RuleResult.fails(OTHER_TERM, "expiresOn", issued + " – " + certificate.expiresOn());
    }

    /**
     * Whether a certificate that states no earlier expiry ends with its year or with the extension; the last day of
     * either may be the day before.
     */
    private static boolean isOneTerm(LocalDate expires, LocalDate end, LocalDate extended) {
        return !expires.isAfter(end) || expires.equals(extended) || expires.equals(extended.minusDays(1));
    }
}
