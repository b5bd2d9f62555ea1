// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.attc;

import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.Period;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.law.Law;
import ca.tradeshub.law.Source;
import ca.tradeshub.law.Trade;
import ca.tradeshub.law.TradeRegister;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * a person who works in a compulsory trade holds a registered training agreement, a provisional certificate or a
 * certificate of qualification on that day. While the agreement runs it is the licence; asked is what was worked after
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

    private static final Declaration DECLARED = Declaration.of(
                    "X-03",
                    "Work in a compulsory trade is done under a registered agreement, a provisional certificate or a"
                            + " certificate of qualification valid on the day.",
                    "Le travail dans un métier à accréditation obligatoire se fait sous une entente enregistrée, un"
                            + " certificat provisoire ou un certificat de qualification valide ce jour-là.",
                    Source.STO.at("compulsory trades"))
            .reads("trade", "payPeriod.start", "payPeriod.end", "status", "statusOn", "certificates")
            .failures(UNLICENSED);

    private final TradeRegister trades;
    private final DeemedEnd deemedEnd;

    LicensedWork(Law law, DeemedEnd deemedEnd) {
        this.trades = law.trades();
        this.deemedEnd = deemedEnd;
    }

    @Override
    public Declaration declared() {
        return DECLARED;
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
        return claim.lines().stream()
                .map(line -> spells.employedPart(line.line()).orElse(line.line().payPeriod()))
                .filter(period -> period.start().isAfter(ended.get()))
                .filter(period -> certificates.stream().noneMatch(held -> covers(held, agreement, period)))
                .findFirst()
                .map(period -> RuleResult.fails(UNLICENSED, "payPeriod.start", period.start() + " > " + ended.get()))
                .orElse(RuleResult.satisfied());
    }

    private boolean covers(Certificate held, Registration agreement, Period period) {
        boolean licence = held.type() != Certificate.Type.CA
                && trades.isSame(held.trade(), agreement.trade())
                && "ON".equals(held.issuingProvince());
        boolean issued = held.issuedOn() != null && !held.issuedOn().isAfter(period.end());
        boolean expired = held.expiresOn() != null && held.expiresOn().isBefore(period.start());
        // A stated expiry date shows when a certificate expired; without a date the status shows it.
        boolean statusTells = held.status() != Certificate.Status.IN_FORCE
                && (held.status() != Certificate.Status.EXPIRED || held.expiresOn() == null);
        boolean ended =
                statusTells && (held.statusOn() == null || !held.statusOn().isAfter(period.start()));
        return licence && issued && !expired && !ended;
    }
}
