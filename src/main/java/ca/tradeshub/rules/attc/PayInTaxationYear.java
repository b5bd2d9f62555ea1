// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.attc;

import ca.tradeshub.canonical.FileContext;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.law.Law;
import ca.tradeshub.law.Source;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.Rule;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;

/** C25: pay belongs to the taxation year its file reports on, by service and by payment. */
public final class PayInTaxationYear implements Rule<PayLine> {

    private static final RuleFailure OUTSIDE = RuleFailure.reject(
            "The end of the pay period and the pay date are outside the taxation year of the"
                    + " file. Send the pay line in the file of its taxation year.",
            "La fin de la période de paie et la date de paie sont hors de l'année d'imposition"
                    + " du fichier. Envoyez la ligne de paie dans le fichier de son année d'imposition.");
    private static final RuleFailure ASTRIDE = RuleFailure.hold(
            "Either the end of the pay period or the pay date is outside the taxation year."
                    + " Decide to which year the pay belongs.",
            "La fin de la période de paie ou la date de paie est hors de l'année d'imposition."
                    + " Décidez à quelle année la paie appartient.");

    private static final Declaration DECLARED = Declaration.of(
                    "C25",
                    "The end of the pay period and the pay date are in the taxation year of the file.",
                    "La fin de la période de paie et la date de paie sont dans l'année d'imposition du fichier.",
                    Source.INTERFACES.at("section 6, Money"),
                    Source.ATTC.at("What is an eligible expenditure?", "paid or payable to an apprentice"))
            .on(PayLine.class)
            .reads("payPeriod.end", "payDate", "taxationYear")
            .restsOn("C25")
            .failures(OUTSIDE, ASTRIDE);

    private final boolean serviceDecides;
    private final boolean paymentDecides;

    /** The rule under interpretation C25. */
    public PayInTaxationYear(Law law) {
        this.serviceDecides = law.interpretation("C25").is("service-decides");
        this.paymentDecides = law.interpretation("C25").is("payment-decides");
    }

    @Override
    public Declaration declared() {
        return DECLARED;
    }

    @Override
    public RuleResult judge(PayLine line, FileContext facts) {
        boolean served = line.taxationYear()
                .contains(paymentDecides ? line.payDate() : line.payPeriod().end());
        boolean paid =
                line.taxationYear().contains(serviceDecides ? line.payPeriod().end() : line.payDate());
        if (served && paid) {
            return RuleResult.satisfied();
        }
        if (!served && !paid) {
            return RuleResult.fails(OUTSIDE, "payDate", line.payPeriod().end() + ", " + line.payDate());
        }
        return served
                ? RuleResult.fails(ASTRIDE, "payDate", line.payDate())
                : RuleResult.fails(ASTRIDE, "payPeriod.end", line.payPeriod().end());
    }
}
