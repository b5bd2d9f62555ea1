// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.attc;

import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.law.Law;
import ca.tradeshub.law.Source;
import ca.tradeshub.law.Trade;
import ca.tradeshub.law.TradeRegister;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** ATTC-11: Appendix A lists the trade. A trade that no list contains may be newly developed: a person decides. */
final class QualifyingTrade implements ClaimRule {

    private static final RuleFailure NOT_LISTED = RuleFailure.reject(
            "The trade is not a qualifying skilled trade of Appendix A.",
            "Le métier n'est pas un métier admissible de l'annexe A.");
    private static final RuleFailure UNKNOWN = RuleFailure.hold(
            "The trade is not in any list of trades. Check whether the Minister of Finance approved it.",
            "Le métier ne figure dans aucune liste de métiers. Vérifiez si le ministre des"
                    + " Finances l'a approuvé.");

    private static final RuleFailure START_UNKNOWN = RuleFailure.hold(
            "The list marks the trade with a footnote whose text is missing, and services were"
                    + " performed before 2009-03-27. Check from which date the trade qualifies.",
            "La liste marque le métier d'un renvoi dont le texte manque, et des services ont été"
                    + " rendus avant le 27 mars 2009. Vérifiez depuis quelle date le métier est admissible.");

    private static final Declaration DECLARED = Declaration.of(
                    "ATTC-11",
                    "The trade is a qualifying skilled trade listed in Appendix A.",
                    "Le métier est un métier admissible de l'annexe A.",
                    Source.ATTC.at(
                            "What is a qualifying skilled trade?",
                            "See Appendix A for a list of qualifying skilled trades"))
            .reads("trade", "payPeriod.start")
            .restsOn("C12", "C13", "C14", "C41")
            .failures(NOT_LISTED, UNKNOWN, START_UNKNOWN);

    private final TradeRegister trades;
    private final Set<Integer> renamed;
    private final boolean footnotesMatter;

    QualifyingTrade(Law law) {
        this.trades = law.trades();
        this.renamed = law.lists("attc.footnotes.renamed").last().value().stream()
                .map(Integer::valueOf)
                .collect(Collectors.toUnmodifiableSet());
        this.footnotesMatter = law.interpretation("C12").is("listed-start-unknown");
    }

    @Override
    public Declaration declared() {
        return DECLARED;
    }

    @Override
    public RuleResult judge(ClaimCase claim) {
        TradeCode code = claim.registration().trade();
        Optional<Trade> trade = trades.find(code);
        if (trade.isEmpty()) {
            return RuleResult.fails(UNKNOWN, "trade", code);
        }
        if (!trade.get().qualifying()) {
            return RuleResult.fails(NOT_LISTED, "trade", code);
        }
        return startUnknown(claim.registration()) && servesEarly(claim)
                ? RuleResult.fails(START_UNKNOWN, "trade", code)
                : RuleResult.satisfied();
    }

    /** Whether the list may contain the trade only from a day that it does not state (interpretation C12). */
    boolean startUnknown(Registration registration) {
        return footnotesMatter
                && trades.find(registration.trade())
                        .filter(trade -> !renamed.containsAll(trade.footnotes()))
                        .isPresent();
    }

    private static boolean servesEarly(ClaimCase claim) {
        return claim.programme() != null
                && claim.lines().stream().anyMatch(line -> line.line()
                        .payPeriod()
                        .start()
                        .isBefore(claim.programme().firstExpenditureDay()));
    }
}
