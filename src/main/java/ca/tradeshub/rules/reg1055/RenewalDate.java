// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.reg1055;

import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.law.Law;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What R1055-27.2 and 27.3 have in common: the date of renewal is an anniversary of the initial issue. */
abstract sealed class RenewalDate extends CertificateRule permits LateRenewal, RenewalInTime {

    private static final RuleFailure OTHER_DAY = RuleFailure.hold(
            "The date of renewal is not the anniversary of the initial issue that follows from"
                    + " the date of application. Check both dates.",
            "La date de renouvellement n'est pas l'anniversaire de la délivrance initiale qui"
                    + " découle de la date de la demande. Vérifiez les deux dates.");

    private final Anniversaries anniversaries;

    RenewalDate(Law law, Declaration declared) {
        super(
                law,
                declared.reads("issuedOn", "priorExpiresOn", "expiresOn", "renewalAppliedOn", "renewedOn"),
                "renewalAppliedOn",
                Certificate::renewalAppliedOn);
        this.anniversaries = new Anniversaries(law);
    }

    static RuleFailure otherDay() {
        return OTHER_DAY;
    }

    /** The date of renewal an application leads to. */
    abstract LocalDate due(Anniversaries anniversaries, LocalDate issued, LocalDate applied);

    /** Compares the date of renewal with the one due. */
    final RuleResult compare(Certificate certificate, LocalDate applied) {
        if (certificate.issuedOn() == null) {
            return RuleResult.unknown("issuedOn");
        }
        LocalDate due = due(anniversaries, certificate.issuedOn(), applied);
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
