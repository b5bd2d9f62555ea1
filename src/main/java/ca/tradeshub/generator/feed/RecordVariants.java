// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.generator.feed;

import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.canonical.Person;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.TradeCode;
import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Copies of records with one change. */
final class RecordVariants {

    private static final String NEW_POSTAL_CODE = "K1A 0B1";
    private static final BigDecimal AN_HOUR = new BigDecimal("1.00");

    private RecordVariants() {}

    /** Returns a copy with another address of the apprentice. */
    static Registration withNewAddress(Registration original) {
        Person person = original.person();
        Person moved = new Person(
                person.clientId(),
                person.accountNumber(),
                person.sin(),
                person.familyName(),
                person.givenNames(),
                person.formerFamilyName(),
                person.birthDate(),
                NEW_POSTAL_CODE,
                person.language());
        return of(original, original.agreementNumber(), moved);
    }

    /** Returns a copy with another agreement number. */
    static Registration withNumber(Registration original, String number) {
        return of(original, number, original.person());
    }

    private static Registration of(Registration original, String number, Person person) {
        return new Registration(
                number,
                original.document(),
                original.act(),
                original.registeredOn(),
                original.contractOn(),
                original.origin(),
                original.originalAgreementNumber(),
                original.originalRegisteredOn(),
                original.status(),
                original.statusOn(),
                original.completionRequirementsMetOn(),
                original.trade(),
                original.programme(),
                original.programmeApproval(),
                original.period(),
                original.hoursCredited(),
                original.creditBasis(),
                original.creditEvidence(),
                original.education(),
                original.form(),
                person,
                original.sponsor());
    }

    /** Returns a copy with another address of the holder. */
    static Certificate withNewAddress(Certificate original) {
        return of(
                original, original.number(), original.familyName(), NEW_POSTAL_CODE.replace(" ", ""), original.trade());
    }

    /** Returns a copy with another certificate number. */
    static Certificate withNumber(Certificate original, String number) {
        return of(original, number, original.familyName(), original.postalCode(), original.trade());
    }

    /** Returns a copy with another family name. */
    static Certificate withFamilyName(Certificate original, String familyName) {
        return of(original, original.number(), familyName, original.postalCode(), original.trade());
    }

    /** Returns a copy with another trade. */
    static Certificate inTrade(Certificate original, TradeCode trade) {
        return of(original, original.number(), original.familyName(), original.postalCode(), trade);
    }

    private static Certificate of(
            Certificate original, String number, String familyName, @Nullable String postalCode, TradeCode trade) {
        return new Certificate(
                original.memberNumber(),
                original.memberClass(),
                familyName,
                original.givenNames(),
                original.formerFamilyName(),
                original.birthDate(),
                postalCode,
                trade,
                original.type(),
                number,
                original.issuedOn(),
                original.registeredOn(),
                original.renewalAppliedOn(),
                original.renewedOn(),
                original.expiresOn(),
                original.status(),
                original.statusOn(),
                original.examinationMark(),
                original.interprovincialSeal(),
                original.route(),
                original.issuingProvince(),
                original.programmeCompletedOn(),
                original.examinationPassedOn(),
                original.sittingsFailed(),
                original.coursesCompletedOn(),
                original.priorExpiresOn());
    }

    /** Returns a copy with one more hour worked and paid. */
    static PayLine withAnHourMore(PayLine original) {
        Money pay = Objects.requireNonNull(original.hourlyRate(), "the generator states the rate of every pay line");
        return of(
                original,
                original.lineId(),
                original.familyName(),
                Objects.requireNonNull(original.regularHours(), "the generator states the hours of every pay line")
                        .add(AN_HOUR),
                original.grossWages().plus(pay),
                original.employeeTotalWages().plus(pay));
    }

    /** Returns a copy with another line id. */
    static PayLine withNumber(PayLine original, String lineId) {
        return of(
                original,
                lineId,
                original.familyName(),
                original.regularHours(),
                original.grossWages(),
                original.employeeTotalWages());
    }

    /** Returns a copy with another family name. */
    static PayLine withFamilyName(PayLine original, String familyName) {
        return of(
                original,
                original.lineId(),
                familyName,
                original.regularHours(),
                original.grossWages(),
                original.employeeTotalWages());
    }

    private static PayLine of(
            PayLine original, String lineId, String familyName, @Nullable BigDecimal hours, Money gross, Money total) {
        return new PayLine(
                original.employer(),
                original.taxationYear(),
                lineId,
                original.agreementNumber(),
                original.accountNumber(),
                original.sin(),
                familyName,
                original.givenNames(),
                original.birthDate(),
                original.trade(),
                original.employmentStart(),
                original.employmentEnd(),
                original.payPeriod(),
                original.payDate(),
                hours,
                original.overtimeHours(),
                original.hourlyRate(),
                gross,
                original.taxableBenefits(),
                original.agencyFees(),
                total,
                original.assistanceAmount(),
                original.assistanceKind(),
                original.coopCreditClaimed(),
                original.journeypersonRate(),
                original.apprenticePeriod(),
                original.workProvince());
    }
}
