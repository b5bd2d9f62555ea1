// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.reg1055.renewal;

import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.law.Law;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;
import ca.tradeshub.rules.reg1055.certificate.CertificateRule;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What R1055-27.2 and 27.3 have in common: the date of renewal is an anniversary of the initial issue. */
abstract sealed class RenewalDate extends CertificateRule permits LateRenewal, RenewalInTime {

    private static final RuleFailure OTHER_DAY = RuleFailure.hold(
            "The date of renewal is not the anniversary of the initial issue that follows from"
                    + " the date of application. Check both dates.",
            "La date de renouvellement n'est pas l'anniversaire de la délivrance initiale qui"
                    + " découle de la date de la demande. Vérifiez les deux dates.");

    private static final RuleFailure BEFORE_EXPIRY = RuleFailure.hold(
            "The anniversary that section 27 names is before the expiry date that section 23 counts three years from."
                    + " Decide which date of renewal applies.",
            "L'anniversaire que désigne l'article 27 précède la date d'expiration à compter de laquelle l'article 23"
                    + " fixe trois ans. Décidez quelle date de renouvellement s'applique.");

    private static final RuleFailure ON_EXPIRY = RuleFailure.hold(
            "The date of renewal that section 27 names is the expiry date itself. Decide which date of renewal applies.",
            "La date de renouvellement que désigne l'article 27 est la date d'expiration même. Décidez quelle date de"
                    + " renouvellement s'applique.");

    private final boolean earlyHeld;
    private final boolean onExpiryHeld;
    private final Anniversaries anniversaries;

    /**
     * A rule.
     *
     * @param law the law
     * @param declared its entry in the catalogue
     * @param early the interpretation that says whether an anniversary before the expiry is held
     */
    RenewalDate(Law law, Declaration declared, String early) {
        super(
                law,
                declared.reads("issuedOn", "priorExpiresOn", "expiresOn", "renewalAppliedOn", "renewedOn")
                        .restsOn("C8", "C9", "C45", early)
                        .failures(OTHER_DAY, BEFORE_EXPIRY, ON_EXPIRY),
                "renewalAppliedOn",
                Certificate::renewalAppliedOn);
        this.anniversaries = new Anniversaries(law);
        this.earlyHeld = law.interpretation(early).is("held");
        this.onExpiryHeld = law.interpretation("C45").is("held");
    }

    /** The date of renewal an application leads to. */
    abstract LocalDate due(Anniversaries anniversaries, LocalDate issued, LocalDate applied);

    /**
     * Compares the date of renewal with the one due. Whether the date due can be before the expiry that is renewed is
     * interpretation C10 or C44, whether it can be the expiry itself is interpretation C45.
     */
    @Override
    protected final RuleResult judgeInForce(Certificate certificate, LocalDate applied) {
        LocalDate expiry = expiry(certificate);
        if (expiry == null) {
            return RuleResult.unknown(certificate.renewedOn() == null ? "expiresOn" : "priorExpiresOn");
        }
        if (certificate.issuedOn() == null) {
            return RuleResult.unknown("issuedOn");
        }
        LocalDate due = due(anniversaries, certificate.issuedOn(), applied);
        if (earlyHeld && due.isBefore(expiry)) {
            return RuleResult.fails(BEFORE_EXPIRY, "renewalAppliedOn", due + " < " + expiry);
        }
        if (onExpiryHeld && due.equals(expiry)) {
            return RuleResult.fails(ON_EXPIRY, "renewalAppliedOn", due + " = " + expiry);
        }
        if (certificate.renewedOn() == null) {
            return RuleResult.unstated("renewedOn");
        }
        return due.equals(certificate.renewedOn())
                ? RuleResult.satisfied(due + " due", "échéance le " + due)
                : RuleResult.fails(OTHER_DAY, "renewedOn", certificate.renewedOn() + " ≠ " + due);
    }

    static boolean isRenewal(Certificate certificate) {
        return certificate.type() == Certificate.Type.CQ && certificate.renewalAppliedOn() != null;
    }

    /** The expiry a renewal is applied for: while none has been granted, the certificate's own; null when not stated. */
    static @Nullable LocalDate expiry(Certificate certificate) {
        boolean pending = certificate.renewedOn() == null && certificate.priorExpiresOn() == null;
        return pending ? certificate.expiresOn() : certificate.priorExpiresOn();
    }

    static boolean isLate(Certificate certificate) {
        LocalDate expiry = expiry(certificate);
        LocalDate applied = certificate.renewalAppliedOn();
        return isRenewal(certificate) && expiry != null && applied != null && applied.isAfter(expiry);
    }
}
