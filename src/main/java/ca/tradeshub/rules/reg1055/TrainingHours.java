// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.reg1055;

import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.law.Dated;
import ca.tradeshub.law.Law;
import ca.tradeshub.law.Source;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.gates.Reg1055InForce;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Set;

/**
 * R1055-8.2: hours beyond the regular daily hours do not count toward training, unless the trade's own regulation
 * prescribes otherwise. No feed carries daily hours, so no record is judged by it.
 */
public final class TrainingHours {

    private final Dated<Set<String>> counted;
    private final Declaration declared;

    /** The rule with the trades whose regulation counts them. */
    public TrainingHours(Law law) {
        this.counted = law.sets("reg1055.excess-hours.counted");
        this.declared = Declaration.of(
                        "R1055-8.2",
                        "Hours in excess of the regular daily hours do not count toward training, unless otherwise"
                                + " prescribed.",
                        "Les heures au-delà des heures quotidiennes normales ne comptent pas pour la formation, sauf"
                                + " prescription contraire.",
                        Source.REG_1055.at(
                                "s. 8 (2)",
                                "shall not be included in computing the hours spent in training and instruction"))
                .during(law.texts(Reg1055InForce.VALUE));
    }

    /** The rule's entry in the catalogue. */
    public Declaration declared() {
        return declared;
    }

    /**
     * The hours of a day that count.
     *
     * @param trade the trade
     * @param day a day on which the regulation was in force
     * @param regular the regular daily hours
     * @param worked the hours worked
     */
    public BigDecimal counted(TradeCode trade, LocalDate day, BigDecimal regular, BigDecimal worked) {
        boolean all = counted.on(day).orElse(Set.of()).contains(trade.value());
        return all ? worked : worked.min(regular);
    }
}
