// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.generator.career;

import ca.tradeshub.canonical.Person;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.Registration.Act;
import ca.tradeshub.canonical.Registration.CreditBasis;
import ca.tradeshub.canonical.Registration.Document;
import ca.tradeshub.canonical.Registration.Education;
import ca.tradeshub.canonical.Registration.Origin;
import ca.tradeshub.canonical.Registration.Programme;
import ca.tradeshub.canonical.Registration.Status;
import ca.tradeshub.canonical.Sponsor;
import ca.tradeshub.generator.employer.Employer;
import ca.tradeshub.generator.employer.TradeProfile;
import ca.tradeshub.generator.employer.Wages;
import ca.tradeshub.generator.random.SeededRandom;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Draws the registrations of one apprentice in accordance with the law in force on their dates. */
final class RegistrationDraw {

    private static final LocalDate COLLEGE = LocalDate.of(2013, 4, 8);
    private static final LocalDate SKILLED_TRADES_ONTARIO = LocalDate.of(2022, 1, 1);
    private static final BigDecimal NO_HOURS = new BigDecimal("0.00");

    private final long person;
    private final Person identity;
    private final Programme programme;
    private final SeededRandom random;
    private int documents;

    RegistrationDraw(long person, Person identity, Programme programme, SeededRandom random) {
        this.person = person;
        this.identity = identity;
        this.programme = programme;
        this.random = random;
    }

    /** Draws the first agreement. */
    Registration original(TradeProfile trade, LocalDate registered, @Nullable LocalDate became, Sponsor sponsor) {
        Act act = act(trade, registered);
        CreditBasis basis = creditBasis();
        BigDecimal hours = basis == CreditBasis.NONE ? NO_HOURS : BigDecimal.valueOf(random.between(1, 15) * 4000L, 2);
        return new Registration(
                number(act, registered),
                document(act),
                act,
                registered,
                became,
                Origin.ORIGINAL,
                null,
                null,
                Status.ACTIVE,
                registered,
                null,
                trade.code(),
                programme,
                programme == Programme.EMPLOYER_ESTABLISHED ? "Director " + registered.getYear() + "-" + person : null,
                1,
                hours,
                basis,
                evidence(basis, registered),
                education(act),
                document(act) == Document.CONTRACT ? "contract-of-apprenticeship" : "training-agreement",
                identity,
                sponsor);
    }

    /** Draws a second agreement in another trade, with the same day and sponsor. */
    Registration inAnotherTrade(Registration first, TradeProfile trade) {
        Act act = act(trade, first.registeredOn());
        return new Registration(
                number(act, first.registeredOn()),
                document(act),
                act,
                first.registeredOn(),
                first.contractOn(),
                Origin.ORIGINAL,
                null,
                null,
                Status.ACTIVE,
                first.statusOn(),
                null,
                trade.code(),
                first.programme(),
                first.programmeApproval(),
                1,
                NO_HOURS,
                CreditBasis.NONE,
                null,
                first.education() == Education.UNKNOWN ? Education.GRADE_10 : first.education(),
                document(act) == Document.CONTRACT ? "contract-of-apprenticeship" : "training-agreement",
                identity,
                first.sponsor());
    }

    /** Returns the agreement as completed. */
    Registration completed(Registration current, TradeProfile trade, LocalDate met, LocalDate reportedOn) {
        return changed(current, Status.COMPLETED, reportedOn, met, level(trade, current, reportedOn));
    }

    /** Returns the agreement as suspended, cancelled or revoked. */
    Registration ended(Registration current, TradeProfile trade, Status status, LocalDate on) {
        return changed(current, status, on, null, level(trade, current, on));
    }

    private static Registration changed(
            Registration current, Status status, LocalDate on, @Nullable LocalDate met, int level) {
        return new Registration(
                current.agreementNumber(),
                current.document(),
                current.act(),
                current.registeredOn(),
                current.contractOn(),
                current.origin(),
                current.originalAgreementNumber(),
                current.originalRegisteredOn(),
                status,
                on,
                met,
                current.trade(),
                current.programme(),
                current.programmeApproval(),
                level,
                current.hoursCredited(),
                current.creditBasis(),
                current.creditEvidence(),
                current.education(),
                current.form(),
                current.person(),
                current.sponsor());
    }

    /** Returns the transferred agreement, or the new agreement after a change of employer. */
    Registration later(Registration current, TradeProfile trade, Origin origin, LocalDate registered, Sponsor sponsor) {
        Act act = act(trade, registered);
        return new Registration(
                origin == Origin.TRANSFER ? current.agreementNumber() : number(act, registered),
                document(act),
                act,
                registered,
                null,
                origin,
                current.agreementNumber(),
                current.registeredOn(),
                Status.ACTIVE,
                registered,
                null,
                current.trade(),
                current.programme(),
                current.programmeApproval(),
                level(trade, current, registered),
                current.hoursCredited(),
                current.creditBasis(),
                current.creditEvidence(),
                current.education() == Education.UNKNOWN ? Education.GRADE_10 : current.education(),
                "transfer",
                identity,
                sponsor);
    }

    /** Returns the sponsor of an employer's apprentices: the employer or the body that signs the agreements. */
    Sponsor sponsor(Employer employer, LocalDate since) {
        return sponsor(employer.training().sponsor(), employer, since);
    }

    /** Returns the employer as sponsor. */
    Sponsor own(Employer employer, LocalDate since) {
        return sponsor(
                new Employer.Body(
                        Sponsor.Kind.EMPLOYER,
                        employer.business().account(),
                        employer.business().name()),
                employer,
                since);
    }

    /**
     * Draws enough journeypersons for the apprentices who work together: one for the first apprentice, three more for
     * each further one.
     */
    private Sponsor sponsor(Employer.Body body, Employer employer, LocalDate since) {
        boolean isJourneyperson =
                body.kind() == Sponsor.Kind.EMPLOYER && employer.training().isJourneyperson();
        int apprentices = 1 + random.below(Math.min(4, employer.training().size()));
        int least = 3 * (apprentices - 1) + (isJourneyperson ? 0 : 1);
        return new Sponsor(
                body.kind(), body.account(), body.name(), since, isJourneyperson, least + random.below(3), apprentices);
    }

    private String number(Act act, LocalDate registered) {
        String ordinal = Long.toString(10_000_000 + person * 4 + documents++).substring(1);
        return (act == Act.TQAA ? "C-" : "TA-") + registered.getYear() + "-" + ordinal;
    }

    private static Act act(TradeProfile trade, LocalDate registered) {
        if (registered.isBefore(COLLEGE)) {
            return trade.wasUnderTqaa() ? Act.TQAA : Act.ACA;
        }
        return registered.isBefore(SKILLED_TRADES_ONTARIO) ? Act.OCTAA : Act.BOSTA;
    }

    private static Document document(Act act) {
        return act == Act.TQAA ? Document.CONTRACT : Document.TRAINING_AGREEMENT;
    }

    private CreditBasis creditBasis() {
        int drawn = random.below(100);
        if (drawn < 74) {
            return CreditBasis.NONE;
        }
        return drawn < 84 ? CreditBasis.COURSE : drawn < 96 ? CreditBasis.EXPERIENCE : CreditBasis.TEST;
    }

    private static @Nullable String evidence(CreditBasis basis, LocalDate registered) {
        return switch (basis) {
            case NONE -> null;
            case COURSE -> "college transcript " + registered.getYear();
            case EXPERIENCE -> "letter of a former employer";
            case TEST -> "test of " + registered.minusDays(12);
        };
    }

    /** Under the Trades Qualification and Apprenticeship Act, Grade 10 was required; later it could be missing. */
    private Education education(Act act) {
        int drawn = random.below(1000);
        if (drawn < 30 && act != Act.TQAA) {
            return drawn < 12 ? Education.BELOW_GRADE_10 : Education.UNKNOWN;
        }
        return drawn < 160 ? Education.GRADE_10 : drawn < 210 ? Education.EQUIVALENT : Education.ABOVE_GRADE_10;
    }

    /** Returns the training period on a day: one per year, up to the last. */
    private static int level(TradeProfile trade, Registration current, LocalDate on) {
        LocalDate from =
                current.originalRegisteredOn() != null ? current.originalRegisteredOn() : current.registeredOn();
        return Wages.level(trade, from, on);
    }
}
