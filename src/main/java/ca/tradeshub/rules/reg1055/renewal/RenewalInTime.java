// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.reg1055.renewal;

import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.law.Law;
import ca.tradeshub.law.Source;
import ca.tradeshub.rules.engine.Declaration;
import java.time.LocalDate;

/**
 * R1055-27.2: applied for on or before expiry, a certificate is renewed on the next anniversary of its initial issue.
 * The day of application itself counts (interpretation C8), the anniversary of 29 February is the last day of February
 * (C9), and an application so early that this anniversary is before expiry is held (C10).
 */
public final class RenewalInTime extends RenewalDate {

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
                                "s. 27 (2)", "that immediately follows the making of the application for renewal")),
                "C10");
    }

    @Override
    protected boolean concerns(Certificate certificate) {
        return isRenewal(certificate) && !isLate(certificate);
    }

    @Override
    LocalDate due(Anniversaries anniversaries, LocalDate issued, LocalDate applied) {
        return anniversaries.following(issued, applied);
    }
}
