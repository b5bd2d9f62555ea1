// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.reg1055;

import ca.tradeshub.canonical.Text;
import ca.tradeshub.law.Law;
import ca.tradeshub.law.Source;
import ca.tradeshub.rules.engine.RuleResult;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** R1055-10.2b: another employer has one apprentice for the first journeyperson, one more for each additional three. */
public final class OtherEmployersRatio extends ApprenticeRatio {

    /** The rule with the law's number. */
    public OtherEmployersRatio(Law law) {
        super(
                law,
                "R1055-10.2b",
                new Text(
                        "An employer who is not a journeyperson has at most one apprentice for the first"
                                + " journeyperson, and one more for every three additional journeypersons.",
                        "Un employeur qui n'est pas compagnon a au plus un apprenti pour le premier"
                                + " compagnon, et un de plus par groupe de trois compagnons additionnels."),
                Source.REG_1055.at(
                        "s. 10 (2) (b)",
                        "where the employer is not a journeyperson in the trade, one apprentice for the first"
                                + " journeyperson employed by the employer"));
    }

    @Override
    int additional(int journeypersons) {
        return journeypersons - 1;
    }

    @Override
    Optional<RuleResult> otherEmployer(@Nullable Boolean isJourneyperson) {
        return Boolean.FALSE.equals(isJourneyperson)
                ? Optional.empty()
                : Optional.of(RuleResult.notApplicable("R1055-10.2a"));
    }
}
