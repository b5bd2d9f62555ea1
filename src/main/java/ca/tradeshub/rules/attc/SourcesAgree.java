package ca.tradeshub.rules.attc;

import ca.tradeshub.canonical.Registration;
import ca.tradeshub.law.Source;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;
import java.time.LocalDate;

/** VALUE_MISMATCH: two sources of a claim say the same thing of its original date and its trade. */
final class SourcesAgree implements ClaimRule {

    static final String ID = "VALUE_MISMATCH";

    private static final RuleFailure ORIGINAL_DIFFERS = RuleFailure.hold(
            "The agreement states another original registration date than the original document shows.",
            "L'entente indique une autre date d'enregistrement initial que le document initial.");
    private static final RuleFailure ORIGINAL_LATER = RuleFailure.hold(
            "The original registration date is later than that of the agreement that followed.",
            "La date d'enregistrement initial est postérieure à celle de l'entente qui a suivi.");
    private static final RuleFailure TRADE_DIFFERS = RuleFailure.hold(
            "The payroll names another trade than the agreement.", "La paie nomme un autre métier que l'entente.");

    private static final Declaration DECLARED = Declaration.of(
                    ID,
                    "The agreement, its original and the payroll agree on the original registration date and the trade.",
                    "L'entente, son document initial et la paie concordent sur la date d'enregistrement initial et le"
                            + " métier.",
                    Source.INTERFACES.at("section 6, Days"))
            .reads("originalRegisteredOn", "registeredOn", "trade")
            .failures(ORIGINAL_DIFFERS, ORIGINAL_LATER, TRADE_DIFFERS);

    private final Commencement commencement;

    SourcesAgree(Commencement commencement) {
        this.commencement = commencement;
    }

    @Override
    public Declaration declared() {
        return DECLARED;
    }

    @Override
    public RuleResult judge(ClaimCase claim) {
        RuleResult.Failures found = new RuleResult.Failures();
        Registration registration = claim.registration();
        if (registration.originalRegisteredOn() != null) {
            commencement
                    .shown(claim.facts())
                    .ifPresent(shown -> found.failIf(
                            !shown.equals(registration.originalRegisteredOn()),
                            ORIGINAL_DIFFERS,
                            "originalRegisteredOn",
                            registration.originalRegisteredOn() + " ≠ " + shown));
        }
        LocalDate original = claim.commencedOn();
        found.failIf(
                original != null && original.isAfter(registration.registeredOn()),
                ORIGINAL_LATER,
                "originalRegisteredOn",
                original);
        claim.lines().stream()
                .map(line -> line.line().trade())
                .filter(trade -> !trade.equals(registration.trade()))
                .findFirst()
                .ifPresent(trade -> found.failIf(true, TRADE_DIFFERS, "trade", registration.trade() + " ≠ " + trade));
        return found.result();
    }
}
