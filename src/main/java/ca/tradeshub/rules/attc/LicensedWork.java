// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.attc;

import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.Period;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.law.Dated;
import ca.tradeshub.law.Law;
import ca.tradeshub.law.Source;
import ca.tradeshub.law.Trade;
import ca.tradeshub.law.TradeRegister;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.Finding;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;
import ca.tradeshub.rules.reg1055.certificate.QuebecCertificate;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * a person who works in a compulsory trade holds a registered training agreement, a provisional certificate or a
 * certificate of qualification on that day, or is exempt by a certificate of Quebec. The list at hand names the
 * compulsory trades of 2022; whether it applies to earlier work is interpretation C42. While the agreement runs it is the licence; asked is what was worked after
 * its end. Work before the registration is ATTC-15's: it does not count.
 */
final class LicensedWork implements ClaimRule {

    private static final RuleFailure UNLICENSED = RuleFailure.hold(
            "Work was done in a compulsory trade after the agreement ended, and no certificate"
                    + " in the trade was valid on that date. Check the end of the agreement and the"
                    + " certificates.",
            "Du travail a été fait dans un métier à accréditation obligatoire après la fin de"
                    + " l'entente, sans certificat valide dans le métier à cette date. Vérifiez la fin de"
                    + " l'entente et les certificats.");

    private static final Declaration RULE = Declaration.of(
                    "X-03",
                    "Work in a compulsory trade is done under a registered agreement, a provisional certificate or a"
                            + " certificate of qualification valid on the day.",
                    "Le travail dans un métier à accréditation obligatoire se fait sous une entente inscrite, un"
                            + " certificat provisoire ou un certificat de qualification valide ce jour-là.",
                    Source.STO.at("compulsory trades"))
            .restsOn("C42")
            .reads("trade", "payPeriod.start", "payPeriod.end", "status", "statusOn", "certificates")
            .failures(UNLICENSED);

    private final TradeRegister trades;
    private final DeemedEnd deemedEnd;
    private final QuebecCertificate quebec;
    private final Dated<String> listApplies;
    private final boolean everyYear;
    private final Declaration declared;

    LicensedWork(Law law, DeemedEnd deemedEnd) {
        this.trades = law.trades();
        this.deemedEnd = deemedEnd;
        this.quebec = new QuebecCertificate(law);
        this.listApplies = law.texts("trades.compulsory.list");
        this.everyYear = law.interpretation("C42").is("every-year");
        this.declared = everyYear ? RULE : RULE.during(listApplies);
    }

    @Override
    public Declaration declared() {
        return declared;
    }

    @Override
    public RuleResult judge(ClaimCase claim) {
        Registration agreement = claim.registration();
        if (!trades.find(agreement.trade()).map(Trade::compulsory).orElse(false)) {
            return RuleResult.notApplicable(
                    "the trade is not compulsory", "le métier n'est pas à accréditation obligatoire");
        }
        Optional<LocalDate> ended = deemedEnd.of(claim.facts());
        if (ended.isEmpty()) {
            return RuleResult.satisfied();
        }
        List<Certificate> certificates = claim.facts().context().certificates();
        EmploymentSpells spells = new EmploymentSpells(claim.lines(), claim.taxationYear());
        List<Period> after = claim.lines().stream()
                .map(line -> spells.employedPart(line.line()).orElse(line.line().payPeriod()))
                .filter(period -> period.start().isAfter(ended.get()))
                .toList();
        List<Period> underTheList = after.stream()
                .filter(period -> everyYear || listApplies.covers(period.start()))
                .toList();
        if (underTheList.isEmpty() && !after.isEmpty()) {
            return RuleResult.notApplicable(
                    "the list of compulsory trades at hand applies from "
                            + listApplies.first().from() + " (interpretation C42)",
                    "la liste disponible des métiers à accréditation obligatoire s'applique à compter du "
                            + listApplies.first().from() + " (interprétation C42)");
        }
        return underTheList.stream()
                .filter(period -> certificates.stream().noneMatch(held -> covers(held, agreement, period)))
                .findFirst()
                .map(period -> RuleResult.fails(
                        UNLICENSED,
                        certificates.stream().anyMatch(held -> isLicence(held, agreement))
                                ? "payPeriod.start"
                                : Finding.CERTIFICATES,
                        period.start() + " > " + ended.get()))
                .orElse(RuleResult.satisfied());
    }

    private boolean isLicence(Certificate held, Registration agreement) {
        return held.type() != Certificate.Type.CA
                && trades.isSame(held.trade(), agreement.trade())
                && "ON".equals(held.issuingProvince());
    }

    private boolean covers(Certificate held, Registration agreement, Period period) {
        return isLicence(held, agreement) && held.isValidWithin(period)
                || quebec.exempts(held, agreement.trade(), period);
    }
}
