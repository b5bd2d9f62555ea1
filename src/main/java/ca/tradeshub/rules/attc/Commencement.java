// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.attc;

import ca.tradeshub.canonical.Registration;
import ca.tradeshub.law.Law;
import ca.tradeshub.law.Source;
import ca.tradeshub.law.TradeRegister;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;
import java.time.LocalDate;
import java.util.Optional;

/**
 * ATTC-07: a programme commences on the day its original agreement was registered, whatever the employer. A later
 * agreement states that day, or the original document shows it.
 */
final class Commencement implements ClaimRule {

    private static final RuleFailure ORIGINAL_MISSING = RuleFailure.hold(
            "Only a later agreement has been received. Send the original agreement or state its"
                    + " registration date.",
            "Seule une entente ultérieure a été reçue. Envoyez l'entente initiale ou indiquez sa"
                    + " date d'inscription.");

    private static final Declaration DECLARED = Declaration.of(
                    "ATTC-07",
                    "The programme commences on the day the original agreement was registered.",
                    "Le programme débute le jour de l'inscription de l'entente initiale.",
                    Source.ATTC.at(
                            "How do employers support their tax credit claims?",
                            "the apprenticeship program is deemed to commence on the date the training agreement or"
                                    + " contract of apprenticeship is registered"))
            .reads("origin", "registeredOn", "originalAgreementNumber", "originalRegisteredOn", "trade")
            .restsOn("C27")
            .failures(ORIGINAL_MISSING);

    private final TradeRegister trades;

    Commencement(Law law) {
        this.trades = law.trades();
    }

    @Override
    public Declaration declared() {
        return DECLARED;
    }

    /** The day the programme commenced: as stated, else as the original document shows. */
    Optional<LocalDate> of(ClaimFacts facts) {
        LocalDate stated = facts.registration().statedOriginalRegisteredOn();
        return stated != null ? Optional.of(stated) : shown(facts);
    }

    /** The registration date the chain's first document shows, nothing when it is not at hand. */
    Optional<LocalDate> shown(ClaimFacts facts) {
        if (facts.registration().origin() == Registration.Origin.ORIGINAL) {
            return Optional.of(facts.registration().registeredOn());
        }
        if (facts.original() != null) {
            // An agreement in another trade is of another programme.
            return trades.isSame(facts.original().trade(), facts.registration().trade())
                    ? Optional.ofNullable(facts.original().statedOriginalRegisteredOn())
                    : Optional.empty();
        }
        return facts.versions().stream()
                .filter(version -> version.origin() == Registration.Origin.ORIGINAL)
                .reduce((older, newer) -> newer)
                .map(Registration::registeredOn);
    }

    @Override
    public RuleResult judge(ClaimCase claim) {
        return claim.commencedOn() == null
                ? RuleResult.fails(
                        ORIGINAL_MISSING,
                        "originalRegisteredOn",
                        claim.registration().originalAgreementNumber())
                : RuleResult.satisfied();
    }
}
