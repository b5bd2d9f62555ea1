// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.gates;

import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.law.Dated;
import ca.tradeshub.law.Law;
import ca.tradeshub.law.Source;
import ca.tradeshub.rules.engine.Declaration;
import java.time.LocalDate;
import java.util.Set;

/**
 * GATE-02: Reg. 1055 covers trades under the TQAA only. Where a record names its Act, that decides, unless it
 * names the Apprenticeship and Certification Act, 1998 for a trade of the TQAA; else, since that Act took the other
 * sectors out in 2000, its trade does.
 */
public final class TqaaTrade {

    /** The gate's id. */
    public static final String ID = "GATE-02";

    private final Dated<Set<String>> trades;

    /** The gate with the law's list. */
    public TqaaTrade(Law law) {
        this.trades = law.sets("tqaa.trades");
    }

    /** The gate's entry in the catalogue. */
    public Declaration declared() {
        return Declaration.of(
                        ID,
                        "Reg. 1055 covers trades under the Trades Qualification and Apprenticeship Act only.",
                        "Le Règlement 1055 ne vise que les métiers régis par la Loi sur la qualification"
                                + " professionnelle et l'apprentissage des gens de métier.",
                        Source.REG_1055.at(
                                "s. 0.1",
                                "the following trades in the construction industry are prescribed as additional trades"),
                        Source.TQAA.at("s. 1.1 (1)"))
                .beyondText(
                        "The section names the additional trades. That the Act covered only these and the trades of its s. 1.1 (1) since 2000 is not in the texts at hand.",
                        "L'article nomme les métiers additionnels. Que la Loi ne vise que ceux-ci et les métiers de son art. 1.1 (1) depuis 2000 n'est pas dans les textes disponibles.")
                .during(trades)
                .reads("act", "trade");
    }

    /**
     * Whether the TQAA governs the agreement: it names the Act, or it names the ACA for a trade that the ACA never
     * governed. Naming the wrong Act does not switch the regulation off; GATE-03 holds such an agreement.
     */
    public boolean covers(Registration registration) {
        return registration.act() == Registration.Act.TQAA || isUnderTheWrongAct(registration);
    }

    /** Whether the agreement names the ACA for a trade of the TQAA. */
    boolean isUnderTheWrongAct(Registration registration) {
        LocalDate day = registration.registeredOn();
        return registration.act() == Registration.Act.ACA
                && day != null
                && trades.on(day)
                        .filter(codes -> codes.contains(registration.trade().value()))
                        .isPresent();
    }

    /** Whether the TQAA covered the trade on the day; before 2000 it covered every trade. */
    public boolean covers(TradeCode trade, LocalDate event) {
        return event.isBefore(trades.first().from())
                || trades.on(event).map(codes -> codes.contains(trade.value())).orElse(false);
    }
}
