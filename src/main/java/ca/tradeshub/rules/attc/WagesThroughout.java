package ca.tradeshub.rules.attc;

import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.law.Law;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.RuleResult;
import ca.tradeshub.rules.reg1055.WageFloor;
import java.util.List;

/** R1055-10.1 asked of a whole claim: one pay period below the floor only warns, all of them call for a person. */
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
