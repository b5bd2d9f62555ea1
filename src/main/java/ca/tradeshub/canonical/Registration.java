// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.canonical;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A registered contract of apprenticeship or training agreement (interface agreements, section 1.1). Fields the
 * agreement calls optional are null when not stated; mapping has made sure that the others are not.
 *
 * @param agreementNumber key of the record
 * @param document what kind of document
 * @param act the Act it was registered under
 * @param registeredOn registration of this document
 * @param contractOn the day the person became an apprentice, null when not stated
 * @param origin why the document exists
 * @param originalAgreementNumber first document of the chain after a change of employer, null when not stated
 * @param originalRegisteredOn when that first document was registered, null when not stated
 * @param status status of the agreement
 * @param statusOn day the status took effect
 * @param completionRequirementsMetOn day the apprentice became entitled to the certificate, null when not
 * @param trade the trade
 * @param programme the programme
 * @param programmeApproval the approval of an employer's programme, null when not stated
 * @param period current apprenticeship period 1 to 9, null when not stated
 * @param hoursCredited hours credited, scale 2
 * @param creditBasis what the credit is based on
 * @param creditEvidence evidence of the credit, null when not stated
 * @param education schooling
 * @param form the Minister's form id, null when not stated
 * @param person the apprentice
 * @param sponsor the sponsor
 */
public record Registration(
        String agreementNumber,
        Document document,
        Act act,
        LocalDate registeredOn,
        @Nullable LocalDate contractOn,
        Origin origin,
        @Nullable String originalAgreementNumber,
        @Nullable LocalDate originalRegisteredOn,
        Status status,
        LocalDate statusOn,
        @Nullable LocalDate completionRequirementsMetOn,
        TradeCode trade,
        Programme programme,
        @Nullable String programmeApproval,
        @Nullable Integer period,
        BigDecimal hoursCredited,
        CreditBasis creditBasis,
        @Nullable String creditEvidence,
        Education education,
        @Nullable String form,
        Person person,
        Sponsor sponsor)
        implements CanonicalRecord {

    /** A contract is registered under the TQAA, a training agreement under the later Acts. */
    public enum Document {
        CONTRACT,
        TRAINING_AGREEMENT
    }

    /** The Acts under which agreements were registered, oldest first. */
    public enum Act {
        /** Trades Qualification and Apprenticeship Act. */
        TQAA,
        /** Apprenticeship and Certification Act, 1998. */
        ACA,
        /** Ontario College of Trades and Apprenticeship Act, 2009. */
        OCTAA,
        /** Building Opportunities in the Skilled Trades Act, 2021. */
        BOSTA
    }

    /** Why a document exists: a transfer keeps the agreement number, a change of employer has a new one. */
    public enum Origin {
        ORIGINAL,
        CHANGE_OF_EMPLOYER,
        TRANSFER
    }

    /** Status of an agreement. */
    public enum Status {
        ACTIVE,
        SUSPENDED,
        CANCELLED,
        REVOKED,
        COMPLETED
    }

    /** The programme an apprentice is in. */
    public enum Programme {
        STANDARD,
        OYAP,
        PRE_APPRENTICESHIP,
        EMPLOYER_ESTABLISHED
    }

    /** What credited hours are based on. */
    public enum CreditBasis {
        NONE,
        COURSE,
        EXPERIENCE,
        TEST
    }

    /** Schooling on entry. */
    public enum Education {
        GRADE_10,
        ABOVE_GRADE_10,
        EQUIVALENT,
        BELOW_GRADE_10,
        UNKNOWN
    }

    @Override
    public Feed feed() {
        return Feed.REGISTRATIONS;
    }

    @Override
    public String recordKey() {
        return agreementNumber;
    }

    @Override
    public BigDecimal balanceAmount() {
        return hoursCredited;
    }

    /** The day the person became an apprentice: the contract's day where stated, else the registration's. */
    public LocalDate becameApprenticeOn() {
        return contractOn != null ? contractOn : registeredOn;
    }

    /**
     * The registration date of the first document of the chain: this document's for an original, else the one stated;
     * null when a later agreement does not state it.
     */
    public @Nullable LocalDate statedOriginalRegisteredOn() {
        return origin == Origin.ORIGINAL ? registeredOn : originalRegisteredOn;
    }

    /** The same agreement with another registration date of the first document of its chain. */
    public Registration withOriginalRegisteredOn(LocalDate date) {
        return with(origin == Origin.ORIGINAL ? date : registeredOn, date, trade);
    }

    /** The same agreement in another trade. */
    public Registration withTrade(TradeCode other) {
        return with(registeredOn, originalRegisteredOn, other);
    }

    private Registration with(LocalDate registered, @Nullable LocalDate originalRegistered, TradeCode other) {
        return new Registration(
                agreementNumber,
                document,
                act,
                registered,
                contractOn,
                origin,
                originalAgreementNumber,
                originalRegistered,
                status,
                statusOn,
                completionRequirementsMetOn,
                other,
                programme,
                programmeApproval,
                period,
                hoursCredited,
                creditBasis,
                creditEvidence,
                education,
                form,
                person,
                sponsor);
    }
}
