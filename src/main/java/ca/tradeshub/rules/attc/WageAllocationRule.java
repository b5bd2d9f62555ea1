// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.attc;

import ca.tradeshub.canonical.FileContext;
import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.law.Source;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.Finding;
import ca.tradeshub.rules.engine.Rule;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;
import java.util.Optional;

/**
 * ATTC-32: what is allocated to the trades of an apprentice is not more than its wages. One line states its own
 * allocation; {@link #wageAllocationExcess} checks the sum over the trades of a pay period.
 */
public final class WageAllocationRule implements Rule<PayLine> {

    /** The rule's id. */
    public static final String ID = "ATTC-32";

    private static final RuleFailure TOO_MUCH = RuleFailure.reject(
            "The amounts allocated to trades exceed the employee's wages for the period. Correct"
                    + " the allocation or the total wages.",
            "Les montants répartis entre les métiers dépassent le salaire de l'employé pour la"
                    + " période. Corrigez la répartition ou le salaire total.");

    private static final Declaration DECLARED = Declaration.of(
                    ID,
                    "The expenditures for an apprentice in two trades are allocated to each trade; their"
                            + " sum does not exceed the employee's wages.",
                    "Les dépenses pour un apprenti de deux métiers sont réparties entre ces métiers;"
                            + " leur somme ne dépasse pas le salaire de l'employé.",
                    Source.ATTC.at(
                            "When an apprentice is registered for two separate trades simultaneously",
                            "The business would have to allocate the eligible expenditures to each specific trade."),
                    Source.INTERFACES.at("section 6, Money"))
            .on(PayLine.class)
            .reads("employeeTotalWages", "grossWages")
            .failures(TOO_MUCH);

    @Override
    public Declaration declared() {
        return DECLARED;
    }

    @Override
    public RuleResult judge(PayLine line, FileContext facts) {
        return result(line.employeeTotalWages(), line.grossWages());
    }

    /**
     * The finding on a line of one employee and pay period when the allocation over the trades exceeds the wages that
     * it states. A reversal states the amount taken back, not the amount paid.
     *
     * @param allocated the sum of the gross wages over the trades
     */
    public Optional<Finding> wageAllocationExcess(PayLine line, Money allocated) {
        return line.grossWages().isNegative()
                ? Optional.empty()
                : wageAllocationExcess(line.employeeTotalWages(), allocated);
    }

    /**
     * The finding on a line, no reversal, of one employee and pay period when more is allocated over the trades than
     * was paid.
     *
     * @param total the employee's wages of the period over all trades, as the line states them
     * @param allocated the sum of the gross wages over the trades
     */
    public Optional<Finding> wageAllocationExcess(Money total, Money allocated) {
        return DECLARED.findings(result(total, allocated)).stream().findFirst();
    }

    /** A reversal takes back more than one trade's part, so only positive allocations are compared. */
    private static RuleResult result(Money total, Money allocated) {
        return allocated.compareTo(Money.ZERO) > 0 && total.compareTo(allocated) < 0
                ? RuleResult.fails(TOO_MUCH, "employeeTotalWages", total + " < " + allocated)
                : RuleResult.satisfied();
    }
}
