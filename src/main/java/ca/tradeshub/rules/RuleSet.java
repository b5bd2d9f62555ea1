package ca.tradeshub.rules;

import ca.tradeshub.rules.attc.PayInTaxationYear;
import ca.tradeshub.rules.attc.TaxCredit;
import ca.tradeshub.rules.attc.WagesAllocated;
import ca.tradeshub.rules.gates.PortalFacts;
import ca.tradeshub.rules.gates.Reg1055InForce;
import ca.tradeshub.rules.gates.RegisteringAct;
import ca.tradeshub.rules.gates.TqaaTrade;
import ca.tradeshub.rules.identifiers.AgencyNumbers;
import ca.tradeshub.rules.identifiers.BusinessNumberFormat;
import ca.tradeshub.rules.identifiers.KnownTradeCode;
import ca.tradeshub.rules.identifiers.PlausibleDates;
import ca.tradeshub.rules.identifiers.SocialInsuranceNumber;
import ca.tradeshub.rules.portal.AccountNumber;
import ca.tradeshub.rules.portal.AnnualRenewal;
import ca.tradeshub.rules.portal.MembershipNumber;
import ca.tradeshub.rules.reg1055.AgeAndSchooling;
import ca.tradeshub.rules.reg1055.InterprovincialSeal;
import ca.tradeshub.rules.reg1055.RenewalTerm;
import java.util.ArrayList;
import java.util.List;

/** Which rules the hub has: the one place that names them all. */
final class RuleSet {

    private RuleSet() {}

    /** The rules on single records, in the order of the catalogue. */
    static List<Rule<?>> records(Law law) {
        return List.of(
                new SocialInsuranceNumber(),
                new BusinessNumberFormat(),
                new AgencyNumbers(law),
                new KnownTradeCode(law),
                new PlausibleDates(law),
                new RegisteringAct(law),
                new AgeAndSchooling(law),
                new InterprovincialSeal(law),
                new RenewalTerm(law),
                new MembershipNumber(law),
                new AccountNumber(law),
                new AnnualRenewal(law),
                new PayInTaxationYear(),
                new WagesAllocated());
    }

    /** What is declared beside them: gates and the rules on claims. */
    static List<Declaration> others(Law law) {
        List<Declaration> all = new ArrayList<>(List.of(
                new Reg1055InForce(law).declared(), new TqaaTrade(law).declared(), new PortalFacts(law).declared()));
        all.addAll(new TaxCredit(law).declared());
        return all;
    }
}
