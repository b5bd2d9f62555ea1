// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.reg1055;

import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.Sponsor;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.law.Basis;
import ca.tradeshub.law.Dated;
import ca.tradeshub.law.Law;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What R1055-10.2a and 10.2b have in common: how many apprentices an employer may have for its journeypersons. The
 * counts are optional in the feed; without them the rule is reported as unknown. They are of those working together, so
 * interpretation C22 offers no choice. Whether the count of apprentices includes those exempt is interpretation C37,
 * whether the counts of a union or a committee are those of an employer is interpretation C48.
 */
abstract sealed class ApprenticeRatio extends RegistrationRule permits JourneypersonsRatio, OtherEmployersRatio {

    private static final RuleFailure TOO_MANY = RuleFailure.hold(
            "The employer has more apprentices in the trade than the number of journeypersons"
                    + " allows. Check both counts.",
            "L'employeur a plus d'apprentis dans le métier que le nombre de compagnons ne le"
                    + " permet. Vérifiez les deux nombres.");

    private static final RuleFailure MAY_BE_EXEMPT = RuleFailure.warn(
            "The employer has more apprentices in the trade than the number of journeypersons allows, unless enough of"
                    + " them are enrolled in OYAP or an approved pre-apprenticeship programme. Check both counts.",
            "L'employeur a plus d'apprentis dans le métier que le nombre de compagnons ne le permet, à moins qu'un"
                    + " nombre suffisant d'entre eux soient inscrits au PAJO ou à un programme approuvé de formation"
                    + " préalable à l'apprentissage. Vérifiez les deux nombres.");

    private final boolean mayBeExempt;
    private final boolean employersOnly;
    private final Dated<Integer> journeypersonsEach;

    ApprenticeRatio(Law law, String id, Text statement, Basis basis) {
        super(
                law,
                Declaration.of(id, statement.en(), statement.fr(), basis)
                        .reads(
                                "sponsor.kind",
                                "sponsor.isJourneyperson",
                                "sponsor.journeypersons",
                                "sponsor.apprentices",
                                "programme")
                        .restsOn("C22", "C37", "C48")
                        .failures(TOO_MANY, MAY_BE_EXEMPT));
        this.employersOnly = law.interpretation("C48").is("not-an-employer");
        this.mayBeExempt = law.interpretation("C37").is("may-include-exempt");
        this.journeypersonsEach = law.integers("reg1055.ratio.journeypersons");
    }

    /**
     * The apprentices allowed.
     *
     * @param journeypersons journeypersons employed, the employer not among them
     * @param day a day on which the regulation was in force
     */
    public final int allowed(int journeypersons, LocalDate day) {
        int additional = additional(journeypersons);
        return additional < 0 ? 0 : 1 + additional / journeypersonsEach.on(day).orElseThrow();
    }

    private static boolean isBody(Sponsor.Kind kind) {
        return kind == Sponsor.Kind.UNION || kind == Sponsor.Kind.JOINT_COMMITTEE;
    }

    /** The journeypersons beyond the one required for the first apprentice; negative when that one is missing. */
    abstract int additional(int journeypersons);

    /** The result when the rule does not concern this kind of employer, empty when it does. */
    abstract Optional<RuleResult> otherEmployer(@Nullable Boolean isJourneyperson);

    @Override
    final RuleResult judgeInForce(Registration registration) {
        if (Exemptions.enrolled(registration)) {
            return RuleResult.notApplicable("R1055-10.3");
        }
        if (Exemptions.approvedEmployerProgramme(registration)) {
            return RuleResult.notApplicable("R1055-5.2");
        }
        Sponsor sponsor = registration.sponsor();
        if (employersOnly && isBody(sponsor.kind())) {
            return RuleResult.notApplicable(
                    "the sponsor is a union or a committee; section 10 (2) limits the apprentices of an employer",
                    "le parrain est un syndicat ou un comité; l'article 10 (2) limite les apprentis d'un employeur");
        }
        Optional<RuleResult> other = otherEmployer(sponsor.isJourneyperson());
        if (other.isPresent()) {
            return other.get();
        }
        if (sponsor.journeypersons() == null) {
            return RuleResult.unstated("sponsor.journeypersons");
        }
        if (sponsor.apprentices() == null) {
            return RuleResult.unstated("sponsor.apprentices");
        }
        int allowed = allowed(sponsor.journeypersons(), registration.registeredOn());
        if (sponsor.apprentices() <= allowed) {
            return RuleResult.satisfied(allowed + " allowed", "nombre permis : " + allowed);
        }
        // The record's own apprentice is not exempt; each of the others may be.
        boolean isExplained = mayBeExempt && allowed > 0;
        return RuleResult.fails(
                isExplained ? MAY_BE_EXEMPT : TOO_MANY, "sponsor.apprentices", sponsor.apprentices() + " > " + allowed);
    }
}
