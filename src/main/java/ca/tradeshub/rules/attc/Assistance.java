// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.attc;

import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.canonical.Ratio;
import ca.tradeshub.law.Dated;
import ca.tradeshub.law.Law;
import ca.tradeshub.law.Source;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** ATTC-18 and ATTC-19: government assistance reduces the expenditure, but for fifteen statutory credits. */
final class Assistance implements ClaimRule {

    private static final RuleFailure KIND_MISSING = RuleFailure.hold(
            "Assistance is stated without its kind, so it is not known whether it reduces the"
                    + " expenditure. State the kind of assistance.",
            "Une aide est déclarée sans sa nature; on ne sait donc pas si elle réduit la"
                    + " dépense. Indiquez la nature de l'aide.");
    private static final RuleFailure NEGATIVE = RuleFailure.hold(
            "The assistance is negative, but not as part of a reversal of wages. It would raise the"
                    + " expenditure. Correct the amount of assistance.",
            "L'aide est négative sans faire partie d'une annulation de salaire. Elle augmenterait la"
                    + " dépense. Corrigez le montant de l'aide.");

    static final Declaration REDUCES = Declaration.of(
                    "ATTC-18",
                    "Government assistance in any form reduces the expenditure, but never below zero.",
                    "L'aide gouvernementale sous toute forme réduit la dépense, mais jamais au-dessous de zéro.",
                    Source.ATTC.at(
                            "What is an eligible expenditure?",
                            "Government assistance received in respect of the apprentice will reduce the amount of the"
                                    + " expenditure eligible for the credit. Government assistance means assistance in any"
                                    + " form from a government, municipality or other public authority."))
            .reads("assistanceAmount", "assistanceKind")
            .restsOn("C30", "C33")
            .failures(KIND_MISSING, NEGATIVE);
    private static final Declaration EXCEPTIONS = Declaration.of(
                    "ATTC-19",
                    "Fifteen credits under the Taxation Act, 2007 and the Income Tax Act are not"
                            + " government assistance.",
                    "Quinze crédits prévus par la Loi de 2007 sur les impôts et la Loi de l'impôt sur le"
                            + " revenu ne constituent pas une aide gouvernementale.",
                    Source.ATTC.at("What is an eligible expenditure?", "It does not include the following"))
            .reads("assistanceKind");

    private final Dated<Set<String>> exceptions;

    Assistance(Law law) {
        this.exceptions = law.sets("attc.assistance.not");
    }

    static List<Declaration> declarations() {
        return List.of(EXCEPTIONS);
    }

    @Override
    public Declaration declared() {
        return REDUCES;
    }

    @Override
    public RuleResult judge(ClaimCase claim) {
        List<PayLine> lines = claim.lines().stream().map(ClaimFacts.Line::line).toList();
        if (lines.stream().anyMatch(Assistance::kindMissing)) {
            return RuleResult.unknown("assistanceKind");
        }
        return lines.stream()
                .filter(line -> line.assistanceAmount().isNegative()
                        && !line.grossExpenditure().isNegative())
                .map(PayLine::assistanceAmount)
                .findFirst()
                .or(() -> Optional.of(lines.stream()
                                .filter(line -> !isExcepted(line))
                                .map(PayLine::assistanceAmount)
                                .reduce(Money.ZERO, Money::plus))
                        .filter(Money::isNegative))
                .map(amount -> RuleResult.fails(NEGATIVE, "assistanceAmount", amount))
                .orElse(RuleResult.satisfied());
    }

    /** What of a line's assistance reduces its expenditure. */
    Ratio reducing(PayLine line) {
        return isExcepted(line) ? Ratio.ZERO : Ratio.of(line.assistanceAmount());
    }

    private boolean isExcepted(PayLine line) {
        return line.assistanceKind() != null
                && exceptions.on(line.payDate()).orElse(Set.of()).contains(line.assistanceKind());
    }

    private static boolean kindMissing(PayLine line) {
        return line.assistanceKind() == null && !line.assistanceAmount().equals(Money.ZERO);
    }
}
