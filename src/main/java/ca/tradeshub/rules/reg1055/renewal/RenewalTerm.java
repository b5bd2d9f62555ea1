// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.reg1055.renewal;

import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.FileContext;
import ca.tradeshub.law.Basis;
import ca.tradeshub.law.Dated;
import ca.tradeshub.law.Law;
import ca.tradeshub.law.Source;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.Rule;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;
import ca.tradeshub.rules.gates.Reg1055Gates;
import java.time.LocalDate;
import java.util.Optional;

/**
 * R1055-23.1/2: an Ontario certificate of qualification is renewed for three years from the date of expiry. One that was
 * neither in force on 1983-01-31 nor issued since then falls under neither subsection.
 */
public final class RenewalTerm implements Rule<Certificate> {

    private static final RuleFailure WRONG_TERM = RuleFailure.hold(
            "The certificate was renewed for a term other than three years from its expiry date. Check the dates.",
            "Le certificat a été renouvelé pour une durée autre que trois ans à compter de son"
                    + " expiration. Vérifiez les dates.");
    private static final Basis IN_FORCE_IN_1983 = Source.REG_1055.at(
            "s. 23 (1)", "that is in force on the 31st day of January, 1983, expires and is renewed");
    private static final RuleFailure WRONG_TERM_OF_ONE_IN_FORCE = WRONG_TERM.under(IN_FORCE_IN_1983);

    private static final String ID = "R1055-23.1/2";

    private final Reg1055Gates gates;
    private final Dated<Integer> years;
    private final LocalDate inForceOn;
    private final LocalDate issuedFrom;
    private final Declaration declared;

    /** The rule with the law's term. */
    public RenewalTerm(Law law) {
        this.gates = new Reg1055Gates(law, ID);
        this.years = law.integers("reg1055.renewal.years");
        this.inForceOn = law.dates("reg1055.renewal.in-force-on").last().value();
        this.issuedFrom = law.dates("reg1055.renewal.issued-from").last().value();
        this.declared = Reg1055Gates.during(
                law,
                Declaration.of(
                                ID,
                                "A certificate of qualification is renewed for three years from the date of expiry.",
                                "Un certificat de qualification est renouvelé pour trois ans à compter de son expiration.",
                                Source.REG_1055.at(
                                        "s. 23 (2)",
                                        "it shall be renewed for a period of three years from the date of expiry"),
                                IN_FORCE_IN_1983)
                        .on(Certificate.class)
                        .reads(
                                "issuedOn",
                                "priorExpiresOn",
                                "renewedOn",
                                "expiresOn",
                                "type",
                                "issuingProvince",
                                "trade")
                        .failures(WRONG_TERM, WRONG_TERM_OF_ONE_IN_FORCE));
    }

    @Override
    public Declaration declared() {
        return declared;
    }

    @Override
    public RuleResult judge(Certificate certificate, FileContext facts) {
        if (certificate.type() != Certificate.Type.CQ || !"ON".equals(certificate.issuingProvince())) {
            return RuleResult.notApplicable(
                    "this is not an Ontario certificate of qualification",
                    "ce n'est pas un certificat de qualification de l'Ontario");
        }
        LocalDate renewal = certificate.renewedOn() != null ? certificate.renewedOn() : certificate.priorExpiresOn();
        if (renewal == null) {
            return RuleResult.notApplicable("the certificate was not renewed", "le certificat n'a pas été renouvelé");
        }
        Optional<RuleResult> closed = gates.closed(certificate, renewal);
        if (closed.isPresent()) {
            return closed.get();
        }
        if (certificate.renewedOn() == null) {
            return RuleResult.unknown("renewedOn");
        }
        if (certificate.priorExpiresOn() == null) {
            return RuleResult.unknown("priorExpiresOn");
        }
        if (certificate.expiresOn() == null) {
            return RuleResult.unknown("expiresOn");
        }
        boolean issuedBefore =
                certificate.issuedOn() != null && certificate.issuedOn().isBefore(issuedFrom);
        if (issuedBefore && certificate.priorExpiresOn().isBefore(inForceOn)) {
            return RuleResult.notApplicable(
                    "the certificate was neither in force on " + inForceOn + " nor issued after that date",
                    "le certificat n'était ni en vigueur le " + inForceOn + " ni délivré après cette date");
        }
        LocalDate due = certificate.priorExpiresOn().plusYears(years.on(renewal).orElseThrow());
        return due.equals(certificate.expiresOn())
                ? RuleResult.satisfied()
                : RuleResult.fails(
                        issuedBefore ? WRONG_TERM_OF_ONE_IN_FORCE : WRONG_TERM,
                        "expiresOn",
                        certificate.expiresOn() + ", " + certificate.priorExpiresOn());
    }
}
