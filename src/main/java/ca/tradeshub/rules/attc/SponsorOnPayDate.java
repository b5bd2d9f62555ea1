// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.attc;

import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.Sponsor;
import ca.tradeshub.law.Source;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/** the employer that pays was the agreement's sponsor in the pay period or on the pay date. */
final class SponsorOnPayDate implements ClaimRule {

    private static final RuleFailure OTHER_SPONSOR = RuleFailure.hold(
            "The agreement had another sponsor on the pay date. Check for a transfer or a change of employer.",
            "L'entente avait un autre parrain à la date de paie. Vérifiez s'il y a eu un"
                    + " transfert ou un changement d'employeur.");

    private static final Declaration DECLARED = Declaration.of(
                    "X-04",
                    "The employer that pays is the sponsor of the agreement on the pay date, by business number.",
                    "L'employeur qui paie est le parrain de l'entente à la date de paie, selon le numéro d'entreprise.",
                    Source.INTERFACES.at("section 6, Days"))
            .reads("sponsor.businessNumber", "sponsor.since", "employer", "payDate")
            .failures(OTHER_SPONSOR);

    @Override
    public Declaration declared() {
        return DECLARED;
    }

    @Override
    public RuleResult judge(ClaimCase claim) {
        List<Sponsor> sponsors = sponsors(claim.facts().versions());
        for (ClaimFacts.Line line : claim.lines()) {
            if (!explained(line.line(), sponsors)) {
                return RuleResult.fails(OTHER_SPONSOR, "payDate", line.line().payDate());
            }
        }
        return RuleResult.satisfied();
    }

    private static boolean explained(PayLine line, List<Sponsor> sponsors) {
        return Stream.of(
                        line.payDate(),
                        line.payPeriod().start(),
                        line.payPeriod().end())
                .map(day -> sponsorOn(day, sponsors))
                .anyMatch(sponsor -> sponsor.kind() != Sponsor.Kind.EMPLOYER
                        || sponsor.businessNumber().bn9().equals(line.employer().bn9()));
    }

    /**
     * One sponsor after the other; of successive versions with the same sponsor, the newest states from which day it
     * was the sponsor.
     */
    private static List<Sponsor> sponsors(List<Registration> versions) {
        Deque<Sponsor> sponsors = new ArrayDeque<>();
        for (Registration version : versions) {
            Sponsor sponsor = version.sponsor();
            boolean told = !sponsors.isEmpty()
                    && sponsors.getLast()
                            .businessNumber()
                            .bn9()
                            .equals(sponsor.businessNumber().bn9());
            if (told) {
                sponsors.removeLast();
            }
            sponsors.add(sponsor);
        }
        return List.copyOf(sponsors);
    }

    /** The newest sponsor that had the apprentice by then, else the oldest. */
    private static Sponsor sponsorOn(LocalDate day, List<Sponsor> sponsors) {
        return sponsors.stream()
                .filter(sponsor -> sponsor.since() == null || !sponsor.since().isAfter(day))
                .reduce((older, newer) -> newer)
                .orElseGet(() -> sponsors.get(0));
    }
}
