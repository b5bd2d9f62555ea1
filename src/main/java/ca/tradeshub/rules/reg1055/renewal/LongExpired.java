// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.reg1055.renewal;

import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.law.Dated;
import ca.tradeshub.law.Law;
import java.time.LocalDate;

/** Certificates renewed long after their expiry, for which s. 27 (1) has a paragraph of its own since 1999. */
final class LongExpired {

    private final Dated<Integer> years;

    LongExpired(Law law) {
        this.years = law.integers("reg1055.fee.expired-years");
    }

    /** Whether paragraph 4 was in force on the day of the application. */
    boolean hasParagraph(LocalDate applied) {
        return years.covers(applied);
    }

    /** Whether the certificate had been expired for longer than the paragraph speaks of. */
    boolean isLongExpired(Certificate certificate) {
        LocalDate expiry = RenewalDate.expiry(certificate);
        LocalDate applied = certificate.renewalAppliedOn();
        return RenewalDate.isRenewal(certificate)
                && expiry != null
                && applied != null
                && applied.isAfter(expiry.plusYears(years.first().value()));
    }

    /** The full years during which it was expired; those of 29 February are full on the last day of February. */
    static int fullYears(LocalDate expired, LocalDate applied) {
        int years = applied.getYear() - expired.getYear();
        return expired.plusYears(years).isAfter(applied) ? years - 1 : years;
    }
}
