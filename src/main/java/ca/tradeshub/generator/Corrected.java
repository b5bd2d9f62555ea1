package ca.tradeshub.generator;

import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.canonical.Person;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.TradeCode;
import java.math.BigDecimal;

/** Records changed in one respect. */
final class Corrected {

    private static final String NEW_POSTAL_CODE = "K1A 0B1";
    private static final BigDecimal AN_HOUR = new BigDecimal("1.00");

    private Corrected() {}

    /** The apprentice has moved. */
    static Registration moved(Registration known) {
        Person person = known.person();
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
        return of(known, known.agreementNumber(), moved);
    }

    /** Another agreement. */
    static Registration numbered(Registration known, String number) {
        return of(known, number, known.person());
    }

    private static Registration of(Registration known, String number, Person person) {
        return new Registration(
                number,
                known.document(),
                known.act(),
                known.registeredOn(),
                known.contractOn(),
                known.origin(),
                known.originalAgreementNumber(),
                known.originalRegisteredOn(),
                known.status(),
                known.statusOn(),
                known.completionRequirementsMetOn(),
                known.trade(),
                known.programme(),
                known.programmeApproval(),
                known.period(),
                known.hoursCredited(),
                known.creditBasis(),
                known.creditEvidence(),
                known.education(),
                known.form(),
                person,
                known.sponsor());
    }

    /** The holder has moved. */
    static Certificate moved(Certificate known) {
        return of(known, known.number(), known.familyName(), NEW_POSTAL_CODE.replace(" ", ""), known.trade());
    }

    /** Another certificate. */
    static Certificate numbered(Certificate known, String number) {
        return of(known, number, known.familyName(), known.postalCode(), known.trade());
    }

    /** The same certificate in a name. */
    static Certificate named(Certificate known, String familyName) {
        return of(known, known.number(), familyName, known.postalCode(), known.trade());
    }

    /** The same certificate in a trade. */
    static Certificate inTrade(Certificate known, TradeCode trade) {
        return of(known, known.number(), known.familyName(), known.postalCode(), trade);
    }

    private static Certificate of(
            Certificate known, String number, String familyName, String postalCode, TradeCode trade) {
        return new Certificate(
                known.memberNumber(),
                known.memberClass(),
                familyName,
                known.givenNames(),
                known.formerFamilyName(),
                known.birthDate(),
                postalCode,
                trade,
                known.type(),
                number,
                known.issuedOn(),
                known.registeredOn(),
                known.renewalAppliedOn(),
                known.renewedOn(),
                known.expiresOn(),
                known.status(),
                known.statusOn(),
                known.examinationMark(),
                known.interprovincialSeal(),
                known.route(),
                known.issuingProvince(),
                known.programmeCompletedOn(),
                known.examinationPassedOn(),
                known.sittingsFailed(),
                known.coursesCompletedOn(),
                known.priorExpiresOn());
    }

    /** One hour more was worked and paid. */
    static PayLine withAnHourMore(PayLine known) {
        Money pay = known.hourlyRate();
        return of(
                known,
                known.lineId(),
                known.familyName(),
                known.regularHours().add(AN_HOUR),
                known.grossWages().plus(pay),
                known.employeeTotalWages().plus(pay));
    }

    /** Another line. */
    static PayLine numbered(PayLine known, String lineId) {
        return of(
                known,
                lineId,
                known.familyName(),
                known.regularHours(),
                known.grossWages(),
                known.employeeTotalWages());
    }

    /** The same line in a name. */
    static PayLine named(PayLine known, String familyName) {
        return of(
                known,
                known.lineId(),
                familyName,
                known.regularHours(),
                known.grossWages(),
                known.employeeTotalWages());
    }

    private static PayLine of(
            PayLine known, String lineId, String familyName, BigDecimal hours, Money gross, Money total) {
        return new PayLine(
                known.employer(),
                known.taxationYear(),
                lineId,
                known.agreementNumber(),
                known.accountNumber(),
                known.sin(),
                familyName,
                known.givenNames(),
                known.birthDate(),
                known.trade(),
                known.employmentStart(),
                known.employmentEnd(),
                known.payPeriod(),
                known.payDate(),
                hours,
                known.overtimeHours(),
                known.hourlyRate(),
                gross,
                known.taxableBenefits(),
                known.agencyFees(),
                total,
                known.assistanceAmount(),
                known.assistanceKind(),
                known.coopCreditClaimed(),
                known.journeypersonRate(),
                known.apprenticePeriod(),
                known.workProvince());
    }
}
