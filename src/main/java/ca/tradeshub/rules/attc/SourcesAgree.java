// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.attc;

import ca.tradeshub.canonical.Registration;
import ca.tradeshub.law.Law;
import ca.tradeshub.law.Source;
import ca.tradeshub.law.TradeRegister;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.Finding;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;
import java.time.LocalDate;

/** VALUE_MISMATCH: the sources of a claim agree on its original date and its trade. */
final class SourcesAgree implements ClaimRule {

    static final String ID = "VALUE_MISMATCH";

    /** What is between the two values. */
    static final String DIFFERS_FROM = " ≠ ";

    private static final RuleFailure ORIGINAL_DIFFERS = RuleFailure.hold(
            "The original registration date in the agreement differs from the date in the"
                    + " original document. Check which date is correct.",
            "La date d'inscription initiale dans l'entente diffère de celle du document"
                    + " initial. Vérifiez quelle date est exacte.");
    private static final RuleFailure ORIGINAL_LATER = RuleFailure.hold(
            "The original registration date is later than the registration date of the agreement"
                    + " that followed. Check both dates.",
            "La date d'inscription initiale est postérieure à la date d'inscription de"
                    + " l'entente qui a suivi. Vérifiez les deux dates.");
    private static final RuleFailure TRADE_DIFFERS = RuleFailure.hold(
            "The trade in the payroll differs from the trade in the agreement. Check which trade is correct.",
            "Le métier indiqué dans la paie diffère de celui de l'entente. Vérifiez lequel est exact.");

    private static final Declaration DECLARED = Declaration.of(
                    ID,
                    "The agreement, its original and the payroll agree on the original registration date and the trade.",
                    "L'entente, son document initial et la paie concordent sur la date d'inscription initiale et le"
                            + " métier.",
                    Source.INTERFACES.at("section 6, Days"))
            .reads("originalRegisteredOn", "registeredOn", "trade")
            .failures(ORIGINAL_DIFFERS, ORIGINAL_LATER, TRADE_DIFFERS);

    private final TradeRegister trades;
    private final Commencement commencement;

    SourcesAgree(Law law, Commencement commencement) {
        this.trades = law.trades();
        this.commencement = commencement;
    }

    /** Whether a finding says that two sources state different values. */
    static boolean isDifference(Finding finding) {
        return finding.rule().equals(ID)
                && finding.observed() != null
                && finding.observed().contains(DIFFERS_FROM);
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
                            registration.originalRegisteredOn() + DIFFERS_FROM + shown));
        }
        LocalDate original = claim.commencedOn();
        found.failIf(
                original != null && original.isAfter(registration.registeredOn()),
                ORIGINAL_LATER,
                "originalRegisteredOn",
                original);
        claim.lines().stream()
                .map(line -> line.line().trade())
                .filter(trade -> !trades.isSame(trade, registration.trade()))
                .findFirst()
                .ifPresent(trade ->
                        found.failIf(true, TRADE_DIFFERS, "trade", registration.trade() + DIFFERS_FROM + trade));
        return found.result();
    }
}
