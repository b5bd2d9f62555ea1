// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.reg1055.certificate;

import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.FileContext;
import ca.tradeshub.law.Law;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.Rule;
import ca.tradeshub.rules.engine.RuleResult;
import ca.tradeshub.rules.gates.Reg1055Gates;
import java.time.LocalDate;
import java.util.function.Function;

/** A rule of Reg. 1055 on an Ontario certificate, for events while the regulation was in force, in its trades. */
public abstract class CertificateRule implements Rule<Certificate> {

    private final Reg1055Gates gates;
    private final Declaration declared;
    private final Function<Certificate, LocalDate> event;
    private final String eventField;

    /**
     * A rule.
     *
     * @param law the law
     * @param declared its entry in the catalogue, without the kind of record and the days
     * @param eventField the canonical field of the event's day
     * @param event the day of the event
     */
    protected CertificateRule(
            Law law, Declaration declared, String eventField, Function<Certificate, LocalDate> event) {
        this.gates = new Reg1055Gates(law, declared.id());
        this.declared = Reg1055Gates.during(law, declared.on(Certificate.class));
        this.eventField = eventField;
        this.event = event;
    }

    @Override
    public final Declaration declared() {
        return declared;
    }

    @Override
    public final RuleResult judge(Certificate certificate, FileContext facts) {
        if (!"ON".equals(certificate.issuingProvince()) || !concerns(certificate)) {
            return RuleResult.notApplicable("the certificate is of another kind", "le certificat est d'un autre genre");
        }
        LocalDate day = event.apply(certificate);
        return day == null
                ? RuleResult.unknown(eventField)
                : gates.closed(certificate, day).orElseGet(() -> judgeInForce(certificate, day));
    }

    /** Whether the rule is about certificates like this one. */
    protected abstract boolean concerns(Certificate certificate);

    /** Judges a certificate whose event fell under the regulation. */
    protected abstract RuleResult judgeInForce(Certificate certificate, LocalDate day);
}
