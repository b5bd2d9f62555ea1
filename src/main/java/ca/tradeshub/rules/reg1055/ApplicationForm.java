package ca.tradeshub.rules.reg1055;

import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.law.Law;
import ca.tradeshub.law.Source;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;

/** R1055-2: an apprenticeship is applied for on the Minister's form; the feed names the contract's form only. */
public final class ApplicationForm extends MinistersForm {

    private static final RuleFailure REVOKED = RuleFailure.warn(
            "The apprenticeship was applied for on one of the revoked Forms 1 to 3.",
            "L'apprentissage a été demandé sur l'une des formules 1 à 3 abrogées.");

    /** The rule with the law's list of revoked forms. */
    public ApplicationForm(Law law) {
        super(
                law,
                "R1055-2",
                new Text(
                        "An application for apprenticeship in a trade is in a form provided by the Minister.",
                        "La demande d'apprentissage dans un métier est sur un formulaire fourni par le ministre."),
                REVOKED,
                Source.REG_1055.at(
                        "s. 2",
                        "An application for apprenticeship in a trade shall be in a form provided by the Minister."));
    }

    @Override
    boolean concerns(Registration.Origin origin) {
        return origin == Registration.Origin.ORIGINAL;
    }

    @Override
    RuleResult noForm() {
        return RuleResult.notApplicable("R1055-11.1");
    }
}
