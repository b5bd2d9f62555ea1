// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.reg1055.renewal;

import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.law.Law;
import ca.tradeshub.law.Source;
import ca.tradeshub.rules.engine.Declaration;
import java.time.LocalDate;

/**
 * R1055-27.3: applied for after expiry, a certificate is renewed on the last anniversary of its initial issue. That day
 * is before the expiry when the expiry was not on an anniversary (interpretation C44).
 */
public final class LateRenewal extends RenewalDate {

    /** The rule. */
    public LateRenewal(Law law) {
        super(
                law,
                Declaration.of(
                        "R1055-27.3",
                        "The date of renewal applied for after expiry is the anniversary of the initial issuance"
                                + " that immediately precedes the application.",
                        "La date d'un renouvellement demandé après l'expiration est l'anniversaire de la délivrance"
                                + " initiale qui précède immédiatement la demande.",
                        Source.REG_1055.at(
                                "s. 27 (3)", "that immediately precedes the making of the application for renewal")),
                "C44");
    }

    @Override
    protected boolean concerns(Certificate certificate) {
        return isLate(certificate);
    }

    @Override
    LocalDate due(Anniversaries anniversaries, LocalDate issued, LocalDate applied) {
        return anniversaries.preceding(issued, applied);
    }
}
