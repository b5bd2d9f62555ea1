// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.reg1055;

import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.law.Dated;
import ca.tradeshub.law.Law;
import ca.tradeshub.law.Source;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;
import java.time.LocalDate;

/**
 * R1055-27.2: applied for on or before expiry, a certificate is renewed on the next anniversary of its initial issue.
 * The day of application itself counts (interpretation C8), the anniversary of 29 February is the last day of February
 * (C9), and an application more than a year early is looked at (C10).
 */
public final class RenewalInTime extends RenewalDate {

    private static final RuleFailure TOO_EARLY = RuleFailure.hold(
            "The application was made more than a year before expiry, for which sections 23 and"
                    + " 27 set different dates. Decide which date applies.",
            "La demande a été faite plus d'un an avant l'expiration; les articles 23 et 27"
                    + " fixent alors des dates différentes. Décidez quelle date s'applique.");

    private final Dated<Integer> earlyYears;
    private final boolean earlyHeld;

    /** The rule. */
    public RenewalInTime(Law law) {
        super(
                law,
                Declaration.of(
                                "R1055-27.2",
                                "The date of renewal applied for on or before expiry is the anniversary of the initial"
                                        + " issuance that immediately follows the application.",
                                "La date d'un renouvellement demandé au plus tard à l'expiration est l'anniversaire de la"
                                        + " délivrance initiale qui suit immédiatement la demande.",
                                Source.REG_1055.at(
                                        "s. 27 (2)",
                                        "that immediately follows the making of the application for renewal"))
                        .restsOn("C8", "C9", "C10")
                        .failures(otherDay(), TOO_EARLY));
        this.earlyYears = law.integers("reg1055.renewal.early-years");
        this.earlyHeld = law.interpretation("C10").is("held");
    }

    @Override
    boolean concerns(Certificate certificate) {
        return isRenewal(certificate) && !isLate(certificate);
    }

    @Override
    LocalDate due(Anniversaries anniversaries, LocalDate issued, LocalDate applied) {
        return anniversaries.following(issued, applied);
    }

    @Override
    RuleResult judgeInForce(Certificate certificate, LocalDate applied) {
        LocalDate expiry = expiry(certificate);
        if (expiry == null) {
            return RuleResult.unknown(certificate.renewedOn() == null ? "expiresOn" : "priorExpiresOn");
        }
        boolean early =
                applied.isBefore(expiry.minusYears(earlyYears.on(applied).orElseThrow()));
        return early && earlyHeld
                ? RuleResult.fails(TOO_EARLY, "renewalAppliedOn", applied + ", " + expiry)
                : compare(certificate, applied);
    }
}
