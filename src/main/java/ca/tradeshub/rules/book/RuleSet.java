// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.book;

import ca.tradeshub.canonical.Registration;
import ca.tradeshub.law.Law;
import ca.tradeshub.rules.attc.PayInTaxationYear;
import ca.tradeshub.rules.attc.TaxCredit;
import ca.tradeshub.rules.attc.WageAllocationRule;
import ca.tradeshub.rules.crosscheck.CertificateFollows;
import ca.tradeshub.rules.crosscheck.OnePersonOneAccount;
import ca.tradeshub.rules.crosscheck.PrintedExpiry;
import ca.tradeshub.rules.crosscheck.ProvisionalTerm;
import ca.tradeshub.rules.crosscheck.QualifierApprenticed;
import ca.tradeshub.rules.crosscheck.SameTrade;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.PersonRule;
import ca.tradeshub.rules.engine.Rule;
import ca.tradeshub.rules.engine.RuleResult;
import ca.tradeshub.rules.gates.PortalFacts;
import ca.tradeshub.rules.gates.Reg1055InForce;
import ca.tradeshub.rules.gates.RegisteringAct;
import ca.tradeshub.rules.gates.TqaaTrade;
import ca.tradeshub.rules.identifiers.AgencyNumbers;
import ca.tradeshub.rules.identifiers.BusinessNumberFormat;
import ca.tradeshub.rules.identifiers.KnownTradeCode;
import ca.tradeshub.rules.identifiers.PlausibleDates;
import ca.tradeshub.rules.identifiers.PostalCode;
import ca.tradeshub.rules.identifiers.ProvinceCode;
import ca.tradeshub.rules.identifiers.SocialInsuranceNumber;
import ca.tradeshub.rules.portal.AccountNumber;
import ca.tradeshub.rules.portal.AnnualRenewal;
import ca.tradeshub.rules.portal.ApprenticeshipKnownToSto;
import ca.tradeshub.rules.portal.LateNotice;
import ca.tradeshub.rules.portal.MembershipNumber;
import ca.tradeshub.rules.portal.QualificationKnownToSto;
import ca.tradeshub.rules.portal.TradeQualifier;
import ca.tradeshub.rules.portal.Transferred;
import ca.tradeshub.rules.reg1055.AgeAndSchooling;
import ca.tradeshub.rules.reg1055.ApplicationForm;
import ca.tradeshub.rules.reg1055.CompletedProgramme;
import ca.tradeshub.rules.reg1055.ContractForm;
import ca.tradeshub.rules.reg1055.CreditBasisStated;
import ca.tradeshub.rules.reg1055.CreditEvidence;
import ca.tradeshub.rules.reg1055.EmployerProgramme;
import ca.tradeshub.rules.reg1055.EnrolledTrainee;
import ca.tradeshub.rules.reg1055.Enrolment;
import ca.tradeshub.rules.reg1055.EstablishedProgramme;
import ca.tradeshub.rules.reg1055.JourneypersonsRatio;
import ca.tradeshub.rules.reg1055.OtherEmployersRatio;
import ca.tradeshub.rules.reg1055.PrescribedTrade;
import ca.tradeshub.rules.reg1055.RevokedForms;
import ca.tradeshub.rules.reg1055.RevokedSection13;
import ca.tradeshub.rules.reg1055.RevokedSection22;
import ca.tradeshub.rules.reg1055.TrainingHours;
import ca.tradeshub.rules.reg1055.TransferForm;
import ca.tradeshub.rules.reg1055.TransferKeepsDate;
import ca.tradeshub.rules.reg1055.WageFloor;
import ca.tradeshub.rules.reg1055.certificate.AlternateProgramme;
import ca.tradeshub.rules.reg1055.certificate.AlternateQualification;
import ca.tradeshub.rules.reg1055.certificate.CertificateAfterCompletion;
import ca.tradeshub.rules.reg1055.certificate.ExperiencedQualification;
import ca.tradeshub.rules.reg1055.certificate.InterprovincialSeal;
import ca.tradeshub.rules.reg1055.certificate.LaterSeal;
import ca.tradeshub.rules.reg1055.certificate.OtherProvince;
import ca.tradeshub.rules.reg1055.certificate.ProvisionalOnExperience;
import ca.tradeshub.rules.reg1055.certificate.QuebecCertificate;
import ca.tradeshub.rules.reg1055.certificate.ThirdRewrite;
import ca.tradeshub.rules.reg1055.certificate.TradeSchoolQualification;
import ca.tradeshub.rules.reg1055.renewal.FeeBefore1999;
import ca.tradeshub.rules.reg1055.renewal.FeeParagraph;
import ca.tradeshub.rules.reg1055.renewal.LateRenewal;
import ca.tradeshub.rules.reg1055.renewal.RenewalInTime;
import ca.tradeshub.rules.reg1055.renewal.RenewalTerm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which rules the hub has: the one place that names them all. */
public final class RuleSet {

    private RuleSet() {}

    /** The rules on single records, in the order of the catalogue. */
    static List<Rule<?>> records(Law law) {
        return List.of(
                new SocialInsuranceNumber(),
                new BusinessNumberFormat(),
                new PostalCode(),
                new AgencyNumbers(law),
                new KnownTradeCode(law),
                new PlausibleDates(law),
                new ProvinceCode(law),
                new RegisteringAct(law),
                new ApplicationForm(law),
                new AgeAndSchooling(law),
                new PrescribedTrade(law),
                new EstablishedProgramme(law),
                new QuebecCertificate(law),
                new EnrolledTrainee(law),
                new EmployerProgramme(law),
                new CompletedProgramme(law),
                new CreditBasisStated(law),
                new CreditEvidence(law),
                new WageFloor(law),
                new JourneypersonsRatio(law),
                new OtherEmployersRatio(law),
                new Enrolment(law),
                new ContractForm(law),
                new TransferForm(law),
                new TransferKeepsDate(law),
                new RevokedSection13(law),
                new CertificateAfterCompletion(law),
                new InterprovincialSeal(law),
                new LaterSeal(law),
                new TradeSchoolQualification(law),
                new AlternateQualification(law),
                new AlternateProgramme(law),
                new ThirdRewrite(law),
                new ProvisionalOnExperience(law),
                new ExperiencedQualification(law),
                new RevokedSection22(law),
                new RenewalTerm(law),
                new FeeParagraph(law),
                new FeeBefore1999(law),
                new RenewalInTime(law),
                new LateRenewal(law),
                new RevokedForms(law),
                new MembershipNumber(law),
                new AccountNumber(law),
                new QualificationKnownToSto(law),
                new Transferred(law),
                new ApprenticeshipKnownToSto(),
                new AnnualRenewal(law),
                new LateNotice(law),
                new TradeQualifier(),
                new ProvisionalTerm(law),
                new PrintedExpiry(law),
                new PayInTaxationYear(law),
                new WageAllocationRule());
    }

    /**
     * The result of a rule on a pay line that the line's registration decides; empty when the line alone decides. The
     * rule on wages does not apply to those enrolled in an exempt programme.
     *
     * @param rule the rule's id
     * @param registration the registration of the line
     */
    public static Optional<RuleResult> byRegistration(String rule, Registration registration) {
        return rule.equals(WageFloor.ID) ? WageFloor.exemption(registration) : Optional.empty();
    }

    /** The ids of the rules on pay lines that a registration can decide. */
    public static Set<String> decidedByRegistration() {
        return Set.of(WageFloor.ID);
    }

    /** The rule on a person as a whole: without one identity no other rule on persons is evaluated. */
    static OnePersonOneAccount identity() {
        return new OnePersonOneAccount();
    }

    /** The rules on a person in one trade, in the order of the catalogue. */
    public static List<PersonRule> persons(Law law) {
        return List.of(
                new OtherProvince(law), new QualifierApprenticed(law), new SameTrade(law), new CertificateFollows(law));
    }

    /** The other declarations: gates and the rules on claims. */
    static List<Declaration> others(Law law) {
        List<Declaration> all = new ArrayList<>(List.of(
                new Reg1055InForce(law).declared(),
                new TqaaTrade(law).declared(),
                new PortalFacts(law).declared(),
                new TrainingHours(law).declared()));
        all.addAll(new TaxCredit(law).declared());
        all.add(new OtherProvince(law).declared());
        all.add(new SameTrade(law).declared());
        all.add(new CertificateFollows(law).declared());
        all.add(identity().declared());
        return all;
    }
}
