// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.gates;

import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.law.Law;
import ca.tradeshub.rules.engine.RuleResult;
import java.time.LocalDate;
import java.util.Optional;

/** GATE-01 and GATE-02 together: they apply to every rule of Reg. 1055. */
public final class Reg1055Gates {

    private static final Optional<RuleResult> REVOKED = Optional.of(RuleResult.notApplicable(Reg1055InForce.ID));
    private static final Optional<RuleResult> OTHER_ACT = Optional.of(RuleResult.notApplicable(TqaaTrade.ID));

    private final Reg1055InForce inForce;
    private final TqaaTrade tqaa;

    /** The gates with the law's dates and list. */
    public Reg1055Gates(Law law) {
        this.inForce = new Reg1055InForce(law);
        this.tqaa = new TqaaTrade(law);
    }

    /** The result when a gate is closed for an agreement and event; empty when both are open. */
    public Optional<RuleResult> closed(Registration registration, LocalDate event) {
        if (!inForce.covers(event)) {
            return REVOKED;
        }
        return tqaa.covers(registration) ? Optional.empty() : OTHER_ACT;
    }

    /** The result when a gate is closed for a certificate and event; empty when both are open. */
    public Optional<RuleResult> closed(Certificate certificate, LocalDate event) {
        if (!inForce.covers(event)) {
            return REVOKED;
        }
        return tqaa.covers(certificate.trade(), event) ? Optional.empty() : OTHER_ACT;
    }
}
