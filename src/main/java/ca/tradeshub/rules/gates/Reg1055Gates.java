// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.gates;

import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.law.Dated;
import ca.tradeshub.law.Law;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.RuleResult;
import java.time.LocalDate;
import java.util.Optional;

/** GATE-01 and GATE-02 together, and the history of the section: they apply to every rule of Reg. 1055. */
public final class Reg1055Gates {

    private static final Optional<RuleResult> REVOKED = Optional.of(RuleResult.notApplicable(Reg1055InForce.ID));
    private static final Optional<RuleResult> OTHER_ACT = Optional.of(RuleResult.notApplicable(TqaaTrade.ID));

    private final Reg1055InForce inForce;
    private final TqaaTrade tqaa;
    private final Dated<String> words;
    private final Optional<RuleResult> otherWords;

    /**
     * The gates with the law's dates and list.
     *
     * @param law the law
     * @param rule the id of the rule, for the history of its section
     */
    public Reg1055Gates(Law law, String rule) {
        this.inForce = new Reg1055InForce(law);
        this.tqaa = new TqaaTrade(law);
        this.words = SectionWords.of(law, rule);
        String from = String.valueOf(words.first().from());
        this.otherWords = Optional.of(RuleResult.notApplicable(
                "not checkable: the words at hand of the section apply from " + from
                        + ", and the earlier words are not at hand (interpretation C35)",
                "non vérifiable : le texte disponible de l'article s'applique à compter du " + from
                        + ", et le texte antérieur n'est pas disponible (interprétation C35)"));
    }

    /** A rule's entry in the catalogue with the days on which its words at hand are the law. */
    public static Declaration during(Law law, Declaration declared) {
        return declared.during(SectionWords.of(law, declared.id())).restsAlsoOn("C35");
    }

    /** The result when a gate is closed for an agreement and event; empty when all are open. */
    public Optional<RuleResult> closed(Registration registration, LocalDate event) {
        return closed(tqaa.covers(registration), event);
    }

    /** The result when a gate is closed for a certificate and event; empty when all are open. */
    public Optional<RuleResult> closed(Certificate certificate, LocalDate event) {
        return closed(certificate.trade(), event);
    }

    /** The result when a gate is closed for a trade and event; empty when all are open. */
    public Optional<RuleResult> closed(TradeCode trade, LocalDate event) {
        return closed(tqaa.covers(trade, event), event);
    }

    /** The result when an event under the regulation is older than the words at hand of the section; else empty. */
    public Optional<RuleResult> older(LocalDate event) {
        return inForce.covers(event) && !words.covers(event) ? otherWords : Optional.empty();
    }

    private Optional<RuleResult> closed(boolean isUnderTheAct, LocalDate event) {
        if (!inForce.covers(event)) {
            return REVOKED;
        }
        if (!isUnderTheAct) {
            return OTHER_ACT;
        }
        return words.covers(event) ? Optional.empty() : otherWords;
    }
}
