// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.attc;

import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.law.Law;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.RuleResult;
import ca.tradeshub.rules.reg1055.WageFloor;
import java.util.List;

/**
 * R1055-10.1 on a whole claim: one pay period below the minimum rate gives a warning; all of them below it hold the
 * claim.
 */
final class WagesThroughout implements ClaimRule {

    private final WageFloor floor;

    WagesThroughout(Law law) {
        this.floor = new WageFloor(law);
    }

    @Override
    public Declaration declared() {
        return floor.declared();
    }

    @Override
    public RuleResult judge(ClaimCase claim) {
        List<PayLine> lines = claim.lines().stream().map(ClaimFacts.Line::line).toList();
        return floor.throughout(claim.registration(), lines);
    }
}
