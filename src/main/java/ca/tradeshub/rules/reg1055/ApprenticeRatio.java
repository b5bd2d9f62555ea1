package ca.tradeshub.rules.reg1055;

import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.Sponsor;
import ca.tradeshub.rules.Answer;
import ca.tradeshub.rules.Dated;
import ca.tradeshub.rules.Declaration;
import ca.tradeshub.rules.Fault;
import ca.tradeshub.rules.Law;
import ca.tradeshub.rules.Source;
import java.time.LocalDate;

/**
 * R1055-10.2a and 10.2b: how many apprentices an employer may have. The counts are optional in the feed; without them
 * the rule is reported as unknown.
 */
public final class ApprenticeRatio extends RegistrationRule {

    private static final Fault TOO_MANY = Fault.hold(
            "More apprentices work in the trade than its journeypersons allow.",
            "Plus d'apprentis travaillent dans le métier que les compagnons ne le permettent.");

    private final Dated<Integer> journeypersonsEach;

    /** The rule with the law's number. */
    public ApprenticeRatio(Law law) {
        super(
                law,
                Declaration.of(
                                "R1055-10.2",
                                "An employer who is a journeyperson has at most one apprentice, another employer one for"
                                        + " the first journeyperson; each additional three journeypersons allow one more.",
                                "Un employeur compagnon a au plus un apprenti, un autre employeur un pour le premier"
                                        + " compagnon; trois compagnons de plus en permettent un autre.",
                                Source.REG_1055.at(
                                        "s. 10 (2)",
                                        "one apprentice plus an additional apprentice for each additional three"
                                                + " journeypersons"))
                        .reads("sponsor.isJourneyperson", "sponsor.journeypersons", "sponsor.apprentices", "programme")
                        .faults(TOO_MANY));
        this.journeypersonsEach = law.integers("reg1055.ratio.journeypersons");
    }

    /**
     * The apprentices allowed.
     *
     * @param employerIsJourneyperson whether the employer is a journeyperson in the trade
     * @param journeypersons journeypersons employed, the employer not among them
     * @param day a day on which the regulation was in force
     */
    public int allowed(boolean employerIsJourneyperson, int journeypersons, LocalDate day) {
        int additional = employerIsJourneyperson ? journeypersons : journeypersons - 1;
        return additional < 0 ? 0 : 1 + additional / journeypersonsEach.on(day).orElseThrow();
    }

    @Override
    Answer judgeInForce(Registration registration) {
        if (Exemptions.enrolled(registration)) {
            return Answer.notApplicable("R1055-10.3");
        }
        if (Exemptions.approvedEmployerProgramme(registration)) {
            return Answer.notApplicable("R1055-5.2");
        }
        Sponsor sponsor = registration.sponsor();
        if (sponsor.isJourneyperson() == null) {
            return Answer.unstated("sponsor.isJourneyperson");
        }
        if (sponsor.journeypersons() == null) {
            return Answer.unstated("sponsor.journeypersons");
        }
        if (sponsor.apprentices() == null) {
            return Answer.unstated("sponsor.apprentices");
        }
        int allowed = allowed(sponsor.isJourneyperson(), sponsor.journeypersons(), registration.registeredOn());
        return sponsor.apprentices() > allowed
                ? Answer.fails(TOO_MANY, "sponsor.apprentices", sponsor.apprentices() + ", " + allowed + " allowed")
                : Answer.satisfied();
    }
}
