// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.reg1055;

import ca.tradeshub.canonical.Text;
import ca.tradeshub.law.Law;
import ca.tradeshub.law.Source;
import ca.tradeshub.rules.engine.RuleResult;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** R1055-10.2a: an employer who is a journeyperson has one apprentice, and one more for each additional three. */
public final class JourneypersonsRatio extends ApprenticeRatio {

    /** The rule with the law's number. */
    public JourneypersonsRatio(Law law) {
        super(
                law,
                "R1055-10.2a",
                new Text(
                        "An employer who is a journeyperson has at most one apprentice, and one more for"
                                + " every three additional journeypersons.",
                        "Un employeur qui est compagnon a au plus un apprenti, et un de plus par groupe de"
                                + " trois compagnons additionnels."),
                Source.REG_1055.at(
                        "s. 10 (2) (a)",
                        "where the employer is a journeyperson in the trade, one apprentice plus an additional"
                                + " apprentice for each additional three journeypersons"));
    }

    @Override
    int additional(int journeypersons) {
        return journeypersons;
    }

    @Override
    Optional<RuleResult> otherEmployer(@Nullable Boolean isJourneyperson) {
        if (isJourneyperson == null) {
            return Optional.of(RuleResult.unstated("sponsor.isJourneyperson"));
        }
        return isJourneyperson ? Optional.empty() : Optional.of(RuleResult.notApplicable("R1055-10.2b"));
    }
}
