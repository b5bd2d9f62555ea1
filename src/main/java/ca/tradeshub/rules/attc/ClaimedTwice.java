// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.attc;

import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.law.Source;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.RuleFailure;
import java.util.Comparator;
import java.util.List;

/**
 * one expenditure is included in two claims, of two employers or of two partners. The claim that came second, by
 * the date of its file and then by its key, leaves it out, unless the first one reversed it. The co-operative credit is
 * ATTC-20's.
 */
final class ClaimedTwice {

    static final Declaration DECLARED = Declaration.of(
                    "X-11",
                    "The same expenditure is not included in two claims.",
                    "La même dépense ne figure pas dans deux demandes.",
                    Source.ATTC.at(
                            "Who is an eligible employer for the purposes of this tax credit?",
                            "is deemed to be the eligible employer and to employ the apprentice"))
            .beyondText(
                    "The page names one eligible employer of an apprentice. That the same expenditure is not claimed twice by two employers or partners is the hub's own rule.",
                    "La page désigne un seul employeur admissible d'un apprenti. Que deux employeurs ou associés ne demandent pas la même dépense est une règle du centre.")
            .reads("agreementNumber", "employer", "payPeriod.start", "payPeriod.end", "payDate", "grossWages")
            .failures(RuleFailure.reject(
                    "Another claim already includes this expenditure. Remove it from one of the two claims.",
                    "Une autre demande comprend déjà cette dépense. Retirez-la de l'une des deux demandes."));

    private static final Comparator<ClaimFacts.Line> FIRST = Comparator.comparing(ClaimFacts.Line::fileDate)
            .thenComparing(line -> line.line().claimKey());

    private ClaimedTwice() {}

    /**
     * Whether another claim had the line's expenditure first and did not reverse it. A reversal goes with the line that it
     * reverses: both count, or neither does.
     *
     * @param own the lines of the line's own claim
     * @param others the lines of other claims
     */
    static boolean elsewhere(ClaimFacts.Line line, List<ClaimFacts.Line> own, List<ClaimFacts.Line> others) {
        if (others.isEmpty()) {
            return false;
        }
        if (!line.line().grossExpenditure().isNegative()) {
            return isIncluded(line, others);
        }
        return own.stream()
                .filter(paid -> reverses(line.line(), paid.line()))
                .findFirst()
                .map(paid -> isIncluded(paid, others))
                .orElseGet(() -> others.stream().anyMatch(other -> isFirst(other, line)));
    }

    private static boolean isIncluded(ClaimFacts.Line line, List<ClaimFacts.Line> others) {
        return others.stream()
                .filter(other -> isFirst(other, line))
                .map(other -> other.line().claimKey())
                .distinct()
                .anyMatch(claim -> paid(line, claim, others) > reversed(line, claim, others));
    }

    private static long paid(ClaimFacts.Line line, String claim, List<ClaimFacts.Line> others) {
        return others.stream()
                .filter(other -> other.line().claimKey().equals(claim) && isFirst(other, line))
                .count();
    }

    /** How often a claim takes the expenditure back, whenever it does so. */
    private static long reversed(ClaimFacts.Line line, String claim, List<ClaimFacts.Line> others) {
        return others.stream()
                .filter(other -> other.line().claimKey().equals(claim) && reverses(other.line(), line.line()))
                .count();
    }

    private static boolean isFirst(ClaimFacts.Line other, ClaimFacts.Line line) {
        return same(line.line(), other.line()) && FIRST.compare(other, line) < 0;
    }

    private static boolean same(PayLine one, PayLine other) {
        return !one.employer().equals(other.employer())
                && isOfOnePeriod(one, other)
                && one.payDate().equals(other.payDate())
                && one.grossWages().equals(other.grossWages())
                && one.grossExpenditure().equals(other.grossExpenditure());
    }

    /** Whether a line takes back what another one states; it may have a pay date of its own. */
    private static boolean reverses(PayLine reversal, PayLine paid) {
        return reversal.grossExpenditure().isNegative()
                && isOfOnePeriod(reversal, paid)
                && reversal.grossWages().plus(paid.grossWages()).equals(Money.ZERO)
                && reversal.grossExpenditure().plus(paid.grossExpenditure()).equals(Money.ZERO);
    }

    private static boolean isOfOnePeriod(PayLine one, PayLine other) {
        return one.agreementNumber().equals(other.agreementNumber())
                && one.payPeriod().equals(other.payPeriod());
    }
}
