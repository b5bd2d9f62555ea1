// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.generator.college;

import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.Certificate.MemberClass;
import ca.tradeshub.canonical.Certificate.Route;
import ca.tradeshub.canonical.Certificate.Status;
import ca.tradeshub.canonical.Certificate.Type;
import ca.tradeshub.canonical.Person;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.generator.career.Agreement;
import ca.tradeshub.generator.career.ApprenticeHistory;
import ca.tradeshub.generator.employer.TradeProfile;
import ca.tradeshub.generator.people.People;
import ca.tradeshub.generator.people.Region;
import ca.tradeshub.generator.random.SeededRandom;
import ca.tradeshub.generator.random.WeightedChoices;
import ca.tradeshub.generator.request.GeneratedPeriod;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Draws the certificates on the register of the college in accordance with the law in force on their dates. */
public final class CertificateDraw {

    /** Certificates registered after this day are with the college; the page of the portal does not cover the day itself. */
    private static final LocalDate COLLEGE = LocalDate.of(2013, 4, 8);

    private static final WeightedChoices<TradeProfile> EXAMINED =
            WeightedChoices.of(TradeProfile.all(), trade -> trade.hasExamination() ? trade.weight() : 0);
    private static final List<String> PROVINCES = List.of("QC", "QC", "AB", "BC", "MB", "NS", "NB", "SK", "NL");

    private static final String ONTARIO = "ON";

    private final long seed;
    private final GeneratedPeriod generatedPeriod;

    /** Creates the draw for one generated year. */
    public CertificateDraw(long seed, GeneratedPeriod generatedPeriod) {
        this.seed = seed;
        this.generatedPeriod = generatedPeriod;
    }

    /** The path by which a person on the register qualified, with its weight in 1,000 persons. */
    private enum QualificationPath {
        APPRENTICED_AND_QUALIFIED(580),
        APPRENTICED(90),
        QUALIFIED(70),
        BY_EQUIVALENCY(140),
        FROM_ANOTHER_PROVINCE(50),
        CERTIFIED_ELSEWHERE(20),
        BY_SERVICE(10),
        BY_SCHOOL(20),
        PROVISIONALLY(20);

        private static final WeightedChoices<QualificationPath> SHARES =
                WeightedChoices.of(List.of(values()), path -> path.weight);

        private final int weight;

        QualificationPath(int weight) {
            this.weight = weight;
        }
    }

    /** Draws the certificates of an apprentice who completes; empty if the apprentice is not a member of the college. */
    public List<Award> of(ApprenticeHistory history) {
        List<Award> awards = new ArrayList<>();
        String member = history.person().accountNumber();
        if (member == null) {
            return awards;
        }
        SeededRandom random = SeededRandom.of(seed, "award", history.ordinal());
        for (Agreement agreement : history.agreements()) {
            LocalDate met = agreement.last().completionRequirementsMetOn();
            if (agreement.last().status() == Registration.Status.COMPLETED && met != null) {
                LocalDate issued = met.plusDays(random.between(10, 40));
                Draft draft =
                        new Draft(history.person(), member, agreement.trade(), number("1", history.ordinal()), random);
                awards.add(draft.apprenticeship(issued, met, Examination.passed(met, random)));
                if (agreement.trade().hasExamination()) {
                    LocalDate qualified = issued.plusDays(random.between(5, 60));
                    awards.add(draft.qualification(
                            qualified, Route.APPRENTICESHIP, met, Examination.passed(qualified.minusDays(3), random)));
                }
            }
        }
        return awards;
    }

    /** Draws the certificates of a person on the register who is not a generated apprentice. */
    public List<Award> journeyperson(long ordinal) {
        SeededRandom random = SeededRandom.of(seed, "journeyperson", ordinal);
        Region region = Region.draw(random);
        TradeProfile trade = EXAMINED.draw(random);
        LocalDate issued = issued(random);
        LocalDate born = issued.minusYears(random.between(21, 44)).minusDays(random.below(360));
        Person person = People.journeyperson(ordinal, region, trade.womenPerMille(), born, random);
        String member =
                Objects.requireNonNull(person.accountNumber(), "a person on the register has an account number");
        Draft draft = new Draft(person, member, trade, number("2", ordinal), random);
        LocalDate completed = issued.minusDays(random.between(12, 70));
        Examination written = Examination.passed(issued.minusDays(random.between(1, 9)), random);
        return switch (QualificationPath.SHARES.draw(random)) {
            case APPRENTICED_AND_QUALIFIED -> {
                Award first = draft.apprenticeship(issued, completed, written);
                LocalDate qualified = ordinary(issued.plusDays(random.below(100)));
                yield List.of(first, draft.qualification(qualified, Route.APPRENTICESHIP, completed, written));
            }
            case APPRENTICED -> List.of(draft.apprenticeship(issued, completed, written));
            case QUALIFIED -> List.of(draft.qualification(issued, Route.APPRENTICESHIP, completed, written));
            case BY_EQUIVALENCY -> List.of(draft.qualification(issued, Route.TRADE_EQUIVALENCY, null, written));
            case FROM_ANOTHER_PROVINCE ->
                List.of(draft.qualification(
                        issued, Route.OTHER_PROVINCE, null, random.perMille(500) ? Examination.none(true) : written));
            case CERTIFIED_ELSEWHERE -> List.of(draft.elsewhere(issued, random.of(PROVINCES), written));
            case BY_SERVICE -> List.of(draft.qualification(issued, Route.MILITARY, null, written));
            case BY_SCHOOL -> List.of(draft.qualification(issued, Route.LICENSED_TRADE_SCHOOL, completed, written));
            case PROVISIONALLY -> List.of(draft.provisional(issued));
        };
    }

    /** Draws the day of issue: a few in the generated year, the others earlier, with falling frequency. */
    private LocalDate issued(SeededRandom random) {
        if (random.perMille(45)) {
            return ordinary(generatedPeriod.opening().plusDays(random.between(2, 360)));
        }
        int years = Math.min(random.below(40), random.below(40));
        return ordinary(generatedPeriod.opening().minusDays(1L + years * 365L + random.below(365)));
    }

    /** Avoids 29 February, because the law does not define its anniversaries. */
    private static LocalDate ordinary(LocalDate day) {
        return day.getMonthValue() == 2 && day.getDayOfMonth() == 29 ? day.minusDays(1) : day;
    }

    private static String number(String block, long ordinal) {
        return block + Long.toString(100_000_000L + ordinal).substring(1);
    }

    /** Returns the first character of the numbers of a type. */
    private static String letter(Type type) {
        return switch (type) {
            case CA -> "A";
            case CQ -> "Q";
            case PQ -> "P";
        };
    }

    /**
     * Issue and registration of a certificate.
     *
     * @param issued day of issue
     * @param registered day of registration with the college, null if it is not registered
     */
    private record Issue(LocalDate issued, @Nullable LocalDate registered) {

        LocalDate latest() {
            return registered != null && registered.isAfter(issued) ? registered : issued;
        }
    }

    /**
     * The basis on which a certificate is issued.
     *
     * @param route the route to the certificate
     * @param province the issuing province
     * @param completed day the programme was completed, null if there was no programme
     */
    private record Basis(Route route, String province, @Nullable LocalDate completed) {}

    /** The certificates of one holder in one trade. */
    private final class Draft {

        private final Person person;
        private final String member;
        private final TradeProfile trade;
        private final String number;
        private final SeededRandom random;

        Draft(Person person, String member, TradeProfile trade, String number, SeededRandom random) {
            this.person = person;
            this.member = member;
            this.trade = trade;
            this.number = number;
            this.random = random;
        }

        Award apprenticeship(LocalDate issued, LocalDate completed, Examination examination) {
            return award(
                    Type.CA,
                    MemberClass.JOURNEYPERSON_CANDIDATE,
                    new Issue(issued, registered(issued)),
                    CertificateTerm.open(issued),
                    examination,
                    new Basis(Route.APPRENTICESHIP, ONTARIO, completed));
        }

        Award qualification(LocalDate issued, Route route, @Nullable LocalDate completed, Examination examination) {
            Issue issue = new Issue(issued, registered(issued));
            return award(
                    Type.CQ,
                    trade.isCompulsory() ? MemberClass.JOURNEYPERSON : MemberClass.TRADESPERSON,
                    issue,
                    term(issue),
                    examination,
                    new Basis(route, ONTARIO, completed));
        }

        Award elsewhere(LocalDate issued, String province, Examination examination) {
            return award(
                    Type.CQ,
                    MemberClass.TRADESPERSON,
                    new Issue(issued, null),
                    CertificateTerm.open(issued),
                    examination,
                    new Basis(Route.APPRENTICESHIP, province, null));
        }

        Award provisional(LocalDate issued) {
            return award(
                    Type.PQ,
                    MemberClass.JOURNEYPERSON_CANDIDATE,
                    new Issue(issued, registered(issued)),
                    CertificateTerm.to(ordinary(issued.plusYears(1)), issued, generatedPeriod.baseline()),
                    Examination.passed(issued.minusDays(5)),
                    new Basis(Route.ALTERNATE_PROGRAMME, ONTARIO, issued.minusDays(20)));
        }

        /** Draws the day of registration with the college, 2013-04-09 or later, because the college did not exist before. */
        private @Nullable LocalDate registered(LocalDate issued) {
            if (!issued.isBefore(COLLEGE)) {
                LocalDate after = issued.plusDays(random.below(20));
                return after.isAfter(COLLEGE) ? after : COLLEGE.plusDays(1);
            }
            LocalDate later = COLLEGE.plusDays(random.between(1, 540));
            return random.perMille(650) && later.isBefore(generatedPeriod.baseline()) ? later : null;
        }

        private CertificateTerm term(Issue issue) {
            LocalDate today = generatedPeriod.baseline();
            CertificateTerm term = issue.registered() == null
                    ? CertificateTerm.underReg1055(issue.issued(), today, random)
                    : trade.isCompulsory()
                            ? CertificateTerm.withTheCollege(ordinary(issue.registered()), today, random)
                            : CertificateTerm.open(issue.issued());
            boolean isOld = issue.issued().plusYears(1).isBefore(today);
            int drawn = random.below(1000);
            if (!isOld || drawn >= 15) {
                return term;
            }
            Status by = drawn < 8 ? Status.CANCELLED : drawn < 12 ? Status.SUSPENDED : Status.REVOKED;
            return term.ended(by, today.minusDays(random.between(1, 300)));
        }

        private Award award(
                Type type,
                MemberClass memberClass,
                Issue issue,
                CertificateTerm term,
                Examination examination,
                Basis basis) {
            Certificate certificate = new Certificate(
                    member,
                    memberClass,
                    person.familyName(),
                    person.givenNames(),
                    person.formerFamilyName(),
                    person.birthDate(),
                    person.postalCode() == null ? null : person.postalCode().replace(" ", ""),
                    trade.code(),
                    type,
                    letter(type) + number,
                    issue.issued(),
                    issue.registered(),
                    term.appliedOn(),
                    term.renewedOn(),
                    term.expiresOn(),
                    term.status(),
                    term.statusOn(),
                    examination.mark(),
                    examination.hasSeal(),
                    basis.route(),
                    basis.province(),
                    basis.completed(),
                    examination.passedOn(),
                    examination.failed(),
                    examination.coursesOn(),
                    term.priorExpiry());
            return new Award(certificate, issue.latest().plusDays(random.between(1, 9)));
        }
    }
}
