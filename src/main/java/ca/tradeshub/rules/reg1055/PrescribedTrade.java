package ca.tradeshub.rules.reg1055;

import ca.tradeshub.canonical.Registration;
import ca.tradeshub.rules.Answer;
import ca.tradeshub.rules.Declaration;
import ca.tradeshub.rules.Fault;
import ca.tradeshub.rules.Law;
import ca.tradeshub.rules.Source;
import ca.tradeshub.rules.TradeRegister;
import ca.tradeshub.rules.gates.TqaaTrade;

/**
 * R1055-0.1: a contract under the Act is in a construction trade. Trades of the other sectors left it in 2000; which
 * construction trades are meant item by item cannot be told from today's codes alone.
 */
public final class PrescribedTrade extends RegistrationRule {

    private static final String CONSTRUCTION = "Construction";
    private static final Fault OTHER_SECTOR = Fault.hold(
            "The trade is of another sector than construction and was outside the Act on that day.",
            "Le métier relève d'un autre secteur que la construction et échappait à la loi ce jour-là.");

    private final TradeRegister trades;
    private final TqaaTrade tqaa;

    /** The rule with the law's lists. */
    public PrescribedTrade(Law law) {
        super(
                law,
                Declaration.of(
                                "R1055-0.1",
                                "A contract under the Trades Qualification and Apprenticeship Act is in a trade of the"
                                        + " Act or an additional prescribed construction trade.",
                                "Un contrat sous la Loi vise un métier de la Loi ou un métier de la construction prescrit"
                                        + " en sus.",
                                Source.REG_1055.at(
                                        "s. 0.1",
                                        "the following trades in the construction industry are prescribed as additional"
                                                + " trades to which the Act applies"))
                        .reads("trade", "act", "registeredOn")
                        .faults(OTHER_SECTOR));
        this.trades = law.trades();
        this.tqaa = new TqaaTrade(law);
    }

    @Override
    Answer judgeInForce(Registration registration) {
        boolean otherSector = trades.find(registration.trade())
                .map(trade -> !CONSTRUCTION.equals(trade.sector()))
                .orElse(false);
        return otherSector && !tqaa.covers(registration.trade(), registration.registeredOn())
                ? Answer.fails(OTHER_SECTOR, "trade", registration.trade())
                : Answer.satisfied();
    }
}
