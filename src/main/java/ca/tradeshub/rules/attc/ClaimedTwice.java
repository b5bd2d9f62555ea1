// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.attc;

import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.law.Source;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.RuleFailure;
import java.util.Comparator;
import java.util.List;

/**
 * one expenditure is included in two claims, of two employers or of two partners. The claim that came second, by
 * the date of its file and then by its key, leaves it out. The co-operative credit is ATTC-20's.
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

    /** Whether another claim had the line's expenditure first. */
    static boolean elsewhere(ClaimFacts.Line line, List<ClaimFacts.Line> others) {
        return others.stream().anyMatch(other -> same(line.line(), other.line()) && FIRST.compare(other, line) < 0);
    }

    private static boolean same(PayLine one, PayLine other) {
        return !one.employer().equals(other.employer())
                && one.agreementNumber().equals(other.agreementNumber())
                && one.payPeriod().equals(other.payPeriod())
                && one.payDate().equals(other.payDate())
                && one.grossWages().equals(other.grossWages())
                && one.grossExpenditure().equals(other.grossExpenditure());
    }
}
