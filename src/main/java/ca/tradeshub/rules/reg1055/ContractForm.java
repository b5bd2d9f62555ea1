package ca.tradeshub.rules.reg1055;

import ca.tradeshub.canonical.Registration;
import ca.tradeshub.rules.Answer;
import ca.tradeshub.rules.Dated;
import ca.tradeshub.rules.Declaration;
import ca.tradeshub.rules.Fault;
import ca.tradeshub.rules.Law;
import ca.tradeshub.rules.Source;
import java.util.Locale;
import java.util.Set;

/** R1055-11.1 and 12.1: a contract and its transfer are on the Minister's form, not one of the revoked Forms 1 to 3. */
public final class ContractForm extends RegistrationRule {

    private static final Fault REVOKED = Fault.warn(
            "The form is one of the revoked Forms 1 to 3; the Minister provides the form in use.",
            "Le formulaire est l'une des formules 1 à 3 abrogées; le ministre fournit le formulaire en usage.");

    private final Dated<Set<String>> revoked;

    /** The rule with the law's list of revoked forms. */
    public ContractForm(Law law) {
        super(
                law,
                Declaration.of(
                                "R1055-11.1",
                                "A contract of apprenticeship and its transfer are in a form provided by the Minister.",
                                "Le contrat d'apprentissage et son transfert sont sur un formulaire fourni par le ministre.",
                                Source.REG_1055.at(
                                        "s. 11 (1)",
                                        "A contract of apprenticeship shall be in a form provided by the Minister."),
                                Source.REG_1055.at(
                                        "s. 12 (1)",
                                        "A transfer of a contract of apprenticeship shall be in a form provided by the"
                                                + " Minister."),
                                Source.REG_1055.at("Forms 1-3", "Forms 1-3 Revoked"))
                        .reads("form", "origin")
                        .faults(REVOKED));
        this.revoked = law.sets("reg1055.forms.revoked");
    }

    @Override
    Answer judgeInForce(Registration registration) {
        if (registration.form() == null) {
            return Answer.unstated("form");
        }
        return revoked.on(registration.registeredOn())
                        .orElseThrow()
                        .contains(registration.form().strip().toUpperCase(Locale.ROOT))
                ? Answer.fails(REVOKED, "form", registration.form())
                : Answer.satisfied();
    }
}
