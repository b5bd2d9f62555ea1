// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.reg1055;

import ca.tradeshub.canonical.FileContext;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.law.Law;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.Rule;
import ca.tradeshub.rules.engine.RuleResult;
import ca.tradeshub.rules.gates.Reg1055Gates;
import java.time.LocalDate;

/** A rule of Reg. 1055 on an agreement, for events while the regulation was in force and agreements under its Act. */
abstract class RegistrationRule implements Rule<Registration> {

    private final Reg1055Gates gates;
    private final Declaration declared;

    RegistrationRule(Law law, Declaration declared) {
        this.gates = new Reg1055Gates(law, declared.id());
        this.declared = Reg1055Gates.during(law, declared.on(Registration.class));
    }

    @Override
    public final Declaration declared() {
        return declared;
    }

    @Override
    public final RuleResult judge(Registration registration, FileContext facts) {
        LocalDate event = eventOf(registration);
        return event == null
                ? RuleResult.unknown("registeredOn")
                : gates.closed(registration, event).orElseGet(() -> judgeInForce(registration));
    }

    /** The day of the event that the rule is about: the registration, where the rule does not name another. */
    LocalDate eventOf(Registration registration) {
        return registration.registeredOn();
    }

    /** Judges an agreement whose event fell under the regulation. */
    abstract RuleResult judgeInForce(Registration registration);
}
