// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.generator.college;

import ca.tradeshub.canonical.Certificate.Status;
import ca.tradeshub.generator.random.SeededRandom;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The validity of a certificate.
 *
 * @param appliedOn day of the application for renewal, null if absent
 * @param renewedOn day of renewal, null if absent
 * @param priorExpiry expiry date before the renewal, null if absent
 * @param expiresOn expiry date, null if absent
 * @param status status
 * @param statusOn day of the status
 */
record CertificateTerm(
        @Nullable LocalDate appliedOn,
        @Nullable LocalDate renewedOn,
        @Nullable LocalDate priorExpiry,
        @Nullable LocalDate expiresOn,
        Status status,
        LocalDate statusOn) {

    /** The last day of three-year renewals on the anniversary of issue (Reg. 1055, ss. 23, 27). */
    private static final LocalDate LAST_OF_REG_1055 = LocalDate.of(2013, 4, 7);

    private static final int REG_1055_YEARS = 3;

    /** Returns a term that does not expire. */
    static CertificateTerm open(LocalDate issued) {
        return new CertificateTerm(null, null, null, null, Status.IN_FORCE, issued);
    }

    /** Returns a term up to a day, expired if that day has passed. */
    static CertificateTerm to(LocalDate expiry, LocalDate issued, LocalDate today) {
        boolean past = expiry.isBefore(today);
        return new CertificateTerm(
                null, null, null, expiry, past ? Status.EXPIRED : Status.IN_FORCE, past ? expiry : issued);
    }

    /** Returns a term renewed every three years, while the regulation was in force. */
    static CertificateTerm underReg1055(LocalDate issued, LocalDate today, SeededRandom random) {
        LocalDate last = today.isAfter(LAST_OF_REG_1055) ? LAST_OF_REG_1055 : today.minusDays(1);
        LocalDate renewed = issued;
        while (!renewed.plusYears(REG_1055_YEARS).isAfter(last)) {
            renewed = renewed.plusYears(REG_1055_YEARS);
        }
        boolean isRenewed = renewed.isAfter(issued) && random.perMille(800);
        return isRenewed
                ? renewed(renewed, renewed.plusYears(REG_1055_YEARS), today, random)
                : to(issued.plusYears(REG_1055_YEARS), issued, today);
    }

    /** Returns a term renewed every year with the college, from the day of registration. */
    static CertificateTerm withTheCollege(LocalDate registered, LocalDate today, SeededRandom random) {
        LocalDate renewed = registered;
        while (renewed.plusYears(1).isBefore(today)) {
            renewed = renewed.plusYears(1);
        }
        return renewed.isAfter(registered)
                ? renewed(renewed, renewed.plusYears(1), today, random)
                : to(registered.plusYears(1), registered, today);
    }

    private static CertificateTerm renewed(LocalDate on, LocalDate expiry, LocalDate today, SeededRandom random) {
        boolean past = expiry.isBefore(today);
        return new CertificateTerm(
                on.minusDays(random.between(3, 60)),
                on,
                on,
                expiry,
                past ? Status.EXPIRED : Status.IN_FORCE,
                past ? expiry : on);
    }

    /** Returns a copy that a decision ended on a day. */
    CertificateTerm ended(Status by, LocalDate on) {
        return new CertificateTerm(appliedOn, renewedOn, priorExpiry, expiresOn, by, on);
    }
}
