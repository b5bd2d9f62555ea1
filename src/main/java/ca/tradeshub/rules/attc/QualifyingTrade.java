package ca.tradeshub.rules.attc;

import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.rules.Answer;
import ca.tradeshub.rules.Declaration;
import ca.tradeshub.rules.Fault;
import ca.tradeshub.rules.Law;
import ca.tradeshub.rules.Source;
import ca.tradeshub.rules.Trade;
import ca.tradeshub.rules.TradeRegister;
import java.util.Optional;

/** ATTC-11: the trade stands in Appendix A. A trade no list has may be a newly developed one: a person looks. */
final class QualifyingTrade implements ClaimRule {

    private static final Fault NOT_LISTED = Fault.reject(
            "The trade is not a qualifying skilled trade of Appendix A.",
            "Le métier n'est pas un métier admissible de l'annexe A.");
    private static final Fault UNKNOWN = Fault.hold(
            "No list has this trade. Look whether the Minister of Finance approved it.",
            "Aucune liste ne contient ce métier. Vérifiez si le ministre des Finances l'a approuvé.");

    private static final Declaration DECLARED = Declaration.of(
                    "ATTC-11",
                    "The trade is a qualifying skilled trade listed in Appendix A.",
                    "Le métier est un métier admissible de l'annexe A.",
                    Source.ATTC.at(
                            "What is a qualifying skilled trade?",
                            "See Appendix A for a list of qualifying skilled trades"))
            .reads("trade")
            .faults(NOT_LISTED, UNKNOWN);

    private final TradeRegister trades;

    QualifyingTrade(Law law) {
        this.trades = law.trades();
    }

    @Override
    public Declaration declared() {
        return DECLARED;
    }

    @Override
    public Answer judge(ClaimCase claim) {
        TradeCode code = claim.registration().trade();
        Optional<Trade> trade = trades.find(code);
        if (trade.isEmpty()) {
            return Answer.fails(UNKNOWN, "trade", code);
        }
        return trade.get().qualifying() ? Answer.satisfied() : Answer.fails(NOT_LISTED, "trade", code);
    }
}
