// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.canonical;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A certificate on the legacy college's register (interface agreements, section 1.2). Dates the layout gives as zeros
 * are null.
 *
 * @param memberNumber the college's membership number, eight digits; since 2022 the account number (portal page)
 * @param memberClass class of member
 * @param familyName family name
 * @param givenNames given names
 * @param formerFamilyName earlier family name, null when none
 * @param birthDate date of birth
 * @param postalCode postal code without the space, null when blank
 * @param trade the trade
 * @param type kind of certificate
 * @param number certificate number, with the issuing province the key of the record
 * @param issuedOn initial issue date
 * @param registeredOn registered with the college on, null when never
 * @param renewalAppliedOn renewal applied for on, null when none
 * @param renewedOn date of renewal, null when none
 * @param expiresOn expiry date, null when none
 * @param status status
 * @param statusOn day the status took effect
 * @param examinationMark mark on the Interprovincial Standards Examination, scale 2, null when not written
 * @param interprovincialSeal whether the certificate bears the seal
 * @param route how the holder obtained the certificate
 * @param issuingProvince two letters
 * @param programmeCompletedOn programme completed on, null when none
 * @param examinationPassedOn examination passed on, null when none
 * @param sittingsFailed examination sittings failed
 * @param coursesCompletedOn courses required by Reg. 1055 s. 19 completed on, null when none
 * @param priorExpiresOn expiry before the last renewal, null when none
 */
public record Certificate(
        String memberNumber,
        MemberClass memberClass,
        String familyName,
        String givenNames,
        @Nullable String formerFamilyName,
        LocalDate birthDate,
        @Nullable String postalCode,
        TradeCode trade,
        Type type,
        String number,
        LocalDate issuedOn,
        @Nullable LocalDate registeredOn,
        @Nullable LocalDate renewalAppliedOn,
        @Nullable LocalDate renewedOn,
        @Nullable LocalDate expiresOn,
        Status status,
        LocalDate statusOn,
        @Nullable BigDecimal examinationMark,
        boolean interprovincialSeal,
        Route route,
        String issuingProvince,
        @Nullable LocalDate programmeCompletedOn,
        @Nullable LocalDate examinationPassedOn,
        int sittingsFailed,
        @Nullable LocalDate coursesCompletedOn,
        @Nullable LocalDate priorExpiresOn)
        implements CanonicalRecord {

    /** The college's classes of members. */
    public enum MemberClass {
        APPRENTICE,
        JOURNEYPERSON_CANDIDATE,
        JOURNEYPERSON,
        TRADESPERSON
    }

    /** Kinds of certificate, named by the codes the registry reads. */
    public enum Type {
        /** Certificate of qualification. */
        CQ,
        /** Certificate of apprenticeship. */
        CA,
        /** Provisional certificate of qualification. */
        PQ
    }

    /** Status of a certificate. */
    public enum Status {
        IN_FORCE,
        EXPIRED,
        SUSPENDED,
        REVOKED,
        CANCELLED
    }

    /** Routes to a certificate. */
    public enum Route {
        APPRENTICESHIP,
        TRADE_EQUIVALENCY,
        OTHER_PROVINCE,
        MILITARY,
        LICENSED_TRADE_SCHOOL,
        ALTERNATE_PROGRAMME
    }

    /**
     * Whether it is valid on some day of a period: issued by its last day, not expired before its first, and not ended by
     * its status. A stated expiry date shows when a certificate expired; without a date the status shows it.
     */
    public boolean isValidWithin(Period period) {
        boolean issued = issuedOn != null && !issuedOn.isAfter(period.end());
        boolean expired = expiresOn != null && expiresOn.isBefore(period.start());
        boolean statusTells = status != Status.IN_FORCE && (status != Status.EXPIRED || expiresOn == null);
        boolean ended = statusTells && (statusOn == null || !statusOn.isAfter(period.start()));
        return issued && !expired && !ended;
    }

    @Override
    public Feed feed() {
        return Feed.CERTIFICATES;
    }

    @Override
    public String recordKey() {
        return issuingProvince + "/" + number;
    }

    @Override
    public BigDecimal balanceAmount() {
        return BigDecimal.ZERO.setScale(2);
    }
}
