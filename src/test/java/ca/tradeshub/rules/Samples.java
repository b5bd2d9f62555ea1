// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules;

import ca.tradeshub.canonical.BusinessNumber;
import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.EmployerYear;
import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.FileContext;
import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.canonical.Period;
import ca.tradeshub.canonical.Person;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.Sin;
import ca.tradeshub.canonical.Sponsor;
import ca.tradeshub.canonical.TradeCode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;

/** Ordinary records that satisfy every rule, to be changed in the one thing a test is about. */
public final class Samples {

    private Samples() {}

    /** What a file of the date says. */
    public static FileContext file(String date) {
        return new FileContext(Feed.PAYROLL, "sample", LocalDate.parse(date), null);
    }

    /** A sponsor that has the apprentice since the day. */
    public static Sponsor sponsor(Sponsor.Kind kind, String businessNumber, String since) {
        return new Sponsor(
                kind, new BusinessNumber(businessNumber), "Atelier Maple", LocalDate.parse(since), false, 3, 1);
    }

    /** An ordinary one, changed. */
    public static Registration registration(Consumer<ARegistration> change) {
        ARegistration draft = new ARegistration();
        change.accept(draft);
        return draft.build();
    }

    /** An ordinary one, changed. */
    public static Certificate certificate(Consumer<ACertificate> change) {
        ACertificate draft = new ACertificate();
        change.accept(draft);
        return draft.build();
    }

    /** One of the apprentice of the ordinary registration, changed. */
    public static Certificate certificateOfApprentice(Consumer<ACertificate> change) {
        return certificate(draft -> {
            draft.birthDate = LocalDate.parse("1995-04-08");
            change.accept(draft);
        });
    }

    /** An ordinary one, changed. */
    public static PayLine payLine(Consumer<APayLine> change) {
        APayLine draft = new APayLine();
        change.accept(draft);
        return draft.build();
    }

    /** An ordinary one, changed. */
    public static EmployerYear employerYear(Consumer<AEmployerYear> change) {
        AEmployerYear draft = new AEmployerYear();
        change.accept(draft);
        return draft.build();
    }

    /** The fields of one, open to change. */
    public static final class ARegistration {
        public String agreementNumber = "TA-2016-000001";
        public Registration.Document document = Registration.Document.TRAINING_AGREEMENT;
        public Registration.Act act = Registration.Act.OCTAA;
        public LocalDate registeredOn = LocalDate.parse("2016-01-01");
        public LocalDate contractOn = null;
        public Registration.Origin origin = Registration.Origin.ORIGINAL;
        public String originalAgreementNumber = null;
        public LocalDate originalRegisteredOn = null;
        public Registration.Status status = Registration.Status.ACTIVE;
        public LocalDate statusOn = LocalDate.parse("2016-01-01");
        public LocalDate completionRequirementsMetOn = null;
        public TradeCode trade = new TradeCode("306A");
        public Registration.Programme programme = Registration.Programme.STANDARD;
        public String programmeApproval = null;
        public Integer period = 1;
        public BigDecimal hoursCredited = new BigDecimal("0.00");
        public Registration.CreditBasis creditBasis = Registration.CreditBasis.NONE;
        public String creditEvidence = null;
        public Registration.Education education = Registration.Education.GRADE_10;
        public String form = "F-1";
        public Person person = new Person(
                "1234567", "12345678", null, "Tremblay", "Ana", null, LocalDate.parse("1995-04-08"), "K1A0B1", "fr");
        public Sponsor sponsor = sponsor(Sponsor.Kind.EMPLOYER, "123026635RP0001", "2005-01-01");

        Registration build() {
            return new Registration(
                    agreementNumber,
                    document,
                    act,
                    registeredOn,
                    contractOn,
                    origin,
                    originalAgreementNumber,
                    originalRegisteredOn,
                    status,
                    statusOn,
                    completionRequirementsMetOn,
                    trade,
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

    /** The fields of one, open to change. */
    public static final class ACertificate {
        public String memberNumber = "12345678";
        public Certificate.MemberClass memberClass = Certificate.MemberClass.JOURNEYPERSON;
        public String familyName = "Tremblay";
        public String givenNames = "Ana";
        public String formerFamilyName = null;
        public LocalDate birthDate = LocalDate.parse("1975-04-08");
        public String postalCode = "K1A0B1";
        public TradeCode trade = new TradeCode("306A");
        public Certificate.Type type = Certificate.Type.CQ;
        public String number = "Q-1";
        public LocalDate issuedOn = LocalDate.parse("2005-06-15");
        public LocalDate registeredOn = LocalDate.parse("2013-06-01");
        public LocalDate renewalAppliedOn = null;
        public LocalDate renewedOn = null;
        public LocalDate expiresOn = null;
        public Certificate.Status status = Certificate.Status.IN_FORCE;
        public LocalDate statusOn = LocalDate.parse("2013-06-01");
        public BigDecimal examinationMark = null;
        public boolean interprovincialSeal = false;
        public Certificate.Route route = Certificate.Route.APPRENTICESHIP;
        public String issuingProvince = "ON";
        public LocalDate programmeCompletedOn = LocalDate.parse("1999-05-01");
        public LocalDate examinationPassedOn = null;
        public int sittingsFailed = 0;
        public LocalDate coursesCompletedOn = null;
        public LocalDate priorExpiresOn = null;

        Certificate build() {
            return new Certificate(
                    memberNumber,
                    memberClass,
                    familyName,
                    givenNames,
                    formerFamilyName,
                    birthDate,
                    postalCode,
                    trade,
                    type,
                    number,
                    issuedOn,
                    registeredOn,
                    renewalAppliedOn,
                    renewedOn,
                    expiresOn,
                    status,
                    statusOn,
                    examinationMark,
                    interprovincialSeal,
                    route,
                    issuingProvince,
                    programmeCompletedOn,
                    examinationPassedOn,
                    sittingsFailed,
                    coursesCompletedOn,
                    priorExpiresOn);
        }
    }

    /** The fields of one, open to change. */
    public static final class APayLine {
        public BusinessNumber employer = new BusinessNumber("123026635RP0001");
        public Period taxationYear = new Period(LocalDate.parse("2016-01-01"), LocalDate.parse("2016-12-31"));
        public String lineId = "L1";
        public String agreementNumber = "TA-2016-000001";
        public String accountNumber = "12345678";
        public Sin sin = null;
        public String familyName = "Tremblay";
        public String givenNames = "Ana";
        public LocalDate birthDate = LocalDate.parse("1995-04-08");
        public TradeCode trade = new TradeCode("306A");
        public LocalDate employmentStart = LocalDate.parse("2016-01-01");
        public LocalDate employmentEnd = null;
        public Period payPeriod = new Period(LocalDate.parse("2016-01-04"), LocalDate.parse("2016-01-10"));
        public LocalDate payDate = LocalDate.parse("2016-01-15");
        public BigDecimal regularHours = null;
        public BigDecimal overtimeHours = null;
        public Money hourlyRate = null;
        public Money grossWages = Money.of("650.00");
        public Money taxableBenefits = Money.ZERO;
        public Money agencyFees = Money.ZERO;
        public Money employeeTotalWages = Money.of("650.00");
        public Money assistanceAmount = Money.ZERO;
        public String assistanceKind = null;
        public Boolean coopCreditClaimed = false;
        public Money journeypersonRate = null;
        public Integer apprenticePeriod = null;
        public String workProvince = "ON";

        PayLine build() {
            return new PayLine(
                    employer,
                    taxationYear,
                    lineId,
                    agreementNumber,
                    accountNumber,
                    sin,
                    familyName,
                    givenNames,
                    birthDate,
                    trade,
                    employmentStart,
                    employmentEnd,
                    payPeriod,
                    payDate,
                    regularHours,
                    overtimeHours,
                    hourlyRate,
                    grossWages,
                    taxableBenefits,
                    agencyFees,
                    employeeTotalWages,
                    assistanceAmount,
                    assistanceKind,
                    coopCreditClaimed,
                    journeypersonRate,
                    apprenticePeriod,
                    workProvince);
        }
    }

    /** The fields of one, open to change. */
    public static final class AEmployerYear {
        public BusinessNumber businessNumber = new BusinessNumber("123026635RP0001");
        public String name = "Atelier Maple";
        public EmployerYear.Kind kind = EmployerYear.Kind.CORPORATION;
        public Boolean ontarioEstablishment = true;
        public Boolean ontarioTaxpayer = true;
        public Money priorYearPayroll = Money.of("300000.00");
        public Boolean priorYearShort = false;
        public Boolean associatedGroup = false;
        public List<EmployerYear.Partner> partners = List.of();
        public Period taxationYear = new Period(LocalDate.parse("2016-01-01"), LocalDate.parse("2016-12-31"));

        EmployerYear build() {
            return new EmployerYear(
                    businessNumber,
                    name,
                    kind,
                    ontarioEstablishment,
                    ontarioTaxpayer,
                    priorYearPayroll,
                    priorYearShort,
                    associatedGroup,
                    partners,
                    taxationYear);
        }
    }
}
