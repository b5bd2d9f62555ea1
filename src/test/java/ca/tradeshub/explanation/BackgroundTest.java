// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.explanation;

import static ca.tradeshub.reconciliation.ReconciliationFixture.employer;
import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.EmployerYear;
import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.Language;
import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.canonical.Person;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.exceptions.ExceptionCase;
import ca.tradeshub.exceptions.ExceptionLookup;
import ca.tradeshub.exceptions.ExceptionState;
import ca.tradeshub.exceptions.ResolutionKind;
import ca.tradeshub.exceptions.action.ExceptionActions;
import ca.tradeshub.explanation.background.Background;
import ca.tradeshub.explanation.background.Background.Chosen;
import ca.tradeshub.explanation.background.Background.Compared;
import ca.tradeshub.explanation.background.Background.Joined;
import ca.tradeshub.explanation.background.Background.Lost;
import ca.tradeshub.explanation.background.Background.ResolutionUsed;
import ca.tradeshub.reconciliation.ReconciliationFixture;
import ca.tradeshub.rules.Samples;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an explanation shows of resolutions, exceptions, identity and the values that lost. */
class BackgroundTest {

    private static final String CLAIM = "123026635RP0001/TA-2016-000001/2016-12-31";
    private static final String PERSON = "12345678/306A";

    private final ReconciliationFixture hub = new ReconciliationFixture();
    private Explanations explanations;
    private int sequence;

    @BeforeEach
    void explanations() {
        explanations = hub.with(Explanations.class, Backgrounds.class, StoredRecords.class, Summaries.class);
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void a_certification_record_shows_which_records_were_joined_and_how_far_they_agree() {
        long registration = registrations(registration(one -> {}));
        long certificate = certificates(certificate(one -> one.givenNames = "Anna"));

        Background background = message(PERSON, 1);
        Background joined = message(PERSON, 2);
        assertThat(background.joined()).as("the newer version has the person").isEmpty();
        assertThat(joined.current()).isTrue();
        Joined pair = joined.joined().get(0);
        assertThat(pair.by()).containsExactly("ACCOUNT");
        assertThat(pair.contradicts()).isFalse();
        assertThat(pair.bits()).isGreaterThan(20);
        assertThat(pair.leftRef()).isEqualTo(registration + ":2");
        assertThat(pair.rightRef()).isEqualTo(certificate + ":2");
        assertThat(pair.left()).isEqualTo("registrations-1:2");
        assertThat(agreements(pair))
                .containsEntry("FAMILY_NAME", "AGREES")
                .containsEntry("GIVEN_NAMES", "CLOSE")
                .containsEntry("BIRTH_DATE", "CLOSE")
                .containsEntry("CLIENT_ID", "UNKNOWN")
                .containsEntry("SIN", "UNKNOWN");
        assertThat(pair.fields().stream().mapToDouble(Compared::bits).sum())
                .as("the fields add up to the whole, but for rounding")
                .isBetween(pair.bits() - 0.5, pair.bits() + 0.5);
        assertThat(explained(registration + ":2").joined()).isEqualTo(joined.joined());
        assertThat(joined.toString()).doesNotContain("Tremblay", "12345678", "1975-04-08");
    }

    @Test
    void comparisons_that_are_not_listed_are_counted() {
        Certificate[] many = IntStream.range(0, 70)
                .mapToObj(number -> certificate(one -> one.number = String.valueOf(10_000_000 + number)))
                .toArray(Certificate[]::new);
        registrations(registration(one -> {}));
        long file = certificates(many);

        Background background = explained(file + ":2");
        assertThat(background.joined()).hasSize(60);
        assertThat(background.omitted()).isEqualTo(new Background.Omitted(0, 0, 10, 0, 0, 0));
        assertThat(new Wording(Language.EN).in("identity.more", 10)).isEqualTo("10 more comparisons are not shown.");
        assertThat(new Wording(Language.FR).in("identity.more", 1))
                .isEqualTo("1 autre comparaison n'est pas affichée.");
    }

    @Test
    void pairs_that_were_not_compared_are_counted() {
        List<String> names = List.of(
                "Abbott",
                "Boucher",
                "Castle",
                "Demers",
                "Eklund",
                "Fortin",
                "Gagnon",
                "Hussain",
                "Ivanov",
                "Jensen",
                "Kowalski",
                "Lavoie",
                "Mbeki",
                "Nadeau",
                "Ochoa",
                "Pelletier",
                "Quirke",
                "Rossi",
                "Sandhu",
                "Tanaka",
                "Ueda",
                "Vasquez");
        long file = certificates(IntStream.range(0, names.size())
                .mapToObj(number -> certificate(one -> {
                    one.number = String.valueOf(10_000_000 + number);
                    one.familyName = names.get(number);
                    one.givenNames = names.get((number + 7) % names.size()) + "a";
                    one.birthDate = LocalDate.of(1950 + number * 2, number % 12 + 1, number + 1);
                }))
                .toArray(Certificate[]::new));

        Background background = explained(file + ":2");
        assertThat(background.joined()).hasSize(60);
        assertThat(background.omitted().joined()).isPositive();
        // Of 231 pairs, 221 are compared until 200 of them contradict each other; the other 21 are too much alike for
        // it.
        assertThat(background.omitted().notCompared()).isEqualTo(10);
        assertThat(new Wording(Language.EN).in("identity.not-compared", 1)).startsWith("1 pair of records was not");
        assertThat(new Wording(Language.FR).in("identity.not-compared", 28))
                .startsWith("28 paires d'enregistrements n'ont pas");
    }

    @Test
    void exceptions_that_are_not_listed_are_counted_and_the_open_ones_among_them_too() {
        long file = registrations(registration(one -> {}));
        hub.jdbc()
                .sql(
                        """
                        insert into exception_case (type, subject, stable_subject, basis, rule, detail, detail_fr,
                                                    opened_at, closed_at, closed_by)
                        select 'RULE_HOLD', 'record:' || :f || ':2', 'R many', 'many-' || n, 'R-1', 'What', 'Quoi', now(),
                               case when n % 2 = 0 then now() end, case when n % 2 = 0 then 'DATA' end
                          from generate_series(1, 75) n;
                        insert into exception_record select id, :f, 2 from exception_case where basis like 'many-%';
                        insert into resolution (exception_id, kind, basis, reason, author, decided_at, needs_approval,
                                                undone_by, undone_at, undo_reason)
                        select id, 'ACCEPT', basis, 'why', 'anna', now(), false,
                               case when id % 9 = 0 then 'anna' end, case when id % 9 = 0 then now() end,
                               case when id % 9 = 0 then 'wrong' end
                          from exception_case where basis like 'many-%'
                        """)
                .param("f", file)
                .update();

        Background background = explained(file + ":2");
        assertThat(background.exceptions()).hasSize(60);
        assertThat(background.omitted()).isEqualTo(new Background.Omitted(15, 8, 0, 15, 7, 0));
        assertThat(background.open()).isEqualTo(38);
        assertThat(background.resolutions()).hasSize(60);
        assertThat(background.inForce())
                .as("of all resolutions, not of the 60 that are listed")
                .isEqualTo(hub.jdbc()
                        .sql("select count(*) from resolution where basis like 'many-%' and undone_at is null")
                        .query(Long.class)
                        .single());
    }

    @Test
    void the_values_that_lost_are_shown_with_their_source_and_the_row_that_decided() {
        long registration = registrations(registration(one -> {}));
        long certificate = certificates(certificate(one -> {
            one.familyName = "Tremblay-Roy";
            one.formerFamilyName = "Tremblay";
        }));

        Chosen family = value(message(PERSON, 2), "familyName");
        assertThat(family.value()).isEqualTo("AAAAAAAA");
        assertThat(family.masked()).isTrue();
        assertThat(family.place()).isEqualTo("registrations-1:2");
        assertThat(family.sources()).containsExactly("registrations", "certificates");
        assertThat(family.rule()).isEqualTo("newest");
        assertThat(family.lost())
                .containsExactly(new Lost("AAAAAAAA-AAA", "certificates-2:2", certificate + ":2", true));

        Background revealed =
                explanations.of(certificate + ":2", true).orElseThrow().background();
        assertThat(value(revealed, "familyName").lost())
                .as("of the record that is revealed")
                .containsExactly(new Lost("Tremblay-Roy", "certificates-2:2", certificate + ":2", false));
        assertThat(value(revealed, "familyName").value())
                .as("the other record stays masked")
                .isEqualTo("AAAAAAAA");
        assertThat(value(
                                explanations
                                        .of(registration + ":2", true)
                                        .orElseThrow()
                                        .background(),
                                "familyName")
                        .value())
                .isEqualTo("Tremblay");
    }

    @Test
    void a_contradiction_is_open_and_then_settled_by_a_named_person() {
        long registration = registrations(registration(one -> {}));
        certificates(certificate(one -> {
            one.familyName = "Okafor";
            one.givenNames = "Chidi";
            one.birthDate = LocalDate.of(1961, 2, 3);
        }));

        Background open = explained(registration + ":2");
        assertThat(open.open()).isEqualTo(1);
        assertThat(open.exceptions().get(0).type()).isEqualTo("IDENTITY_CLASH");
        assertThat(open.exceptions().get(0).values()).hasSize(2);
        assertThat(open.joined().get(0).contradicts()).isTrue();
        assertThat(open.values()).as("nothing is published").isEmpty();
        assertThat(open.resolutions()).isEmpty();
        assertThat(message(PERSON, 2).exceptions())
                .as("the withdrawal names what was the reason")
                .hasSize(1);

        resolve(ResolutionKind.LINK, null);

        Background settled = explained(registration + ":2");
        assertThat(settled.open()).isZero();
        assertThat(settled.exceptions().get(0).closedBy()).isEqualTo("RESOLUTION");
        assertThat(settled.joined().get(0).by()).contains("ACCOUNT", "RESOLUTION");
        ResolutionUsed used = settled.resolutions().get(0);
        assertThat(used.state()).isEqualTo(ResolutionUsed.State.IN_FORCE);
        assertThat(used.label().en()).isEqualTo("Link as one person");
        assertThat(used.author()).isEqualTo("ana");
        assertThat(used.approver()).isEqualTo("ben");
        assertThat(used.reason()).isEqualTo("Checked with *********.");
        assertThat(message(PERSON, 3).resolutions()).containsExactly(used);
        assertThat(message(PERSON, 1).resolutions())
                .as("not yet in force for the first version")
                .extracting(ResolutionUsed::state)
                .doesNotContain(ResolutionUsed.State.IN_FORCE);
    }

    @Test
    void a_person_found_by_the_evidence_is_called_so() {
        certificates(certificate(one -> {}));
        long registration = registrations(registration(one -> one.person =
                new Person("1234567", null, null, "Tremblay", "Ana", null, LocalDate.of(1975, 4, 8), "K1A0B1", "en")));

        Joined pair = explained(registration + ":2").joined().get(0);
        assertThat(pair.by()).containsExactly("EVIDENCE");
        assertThat(pair.bits()).isGreaterThanOrEqualTo(30);
    }

    @Test
    void a_claim_shows_the_comparison_of_its_employees_and_the_accepted_clash() {
        registrations(registration(one -> {}));
        payroll(line("1", one -> {}), line("2", one -> {}));

        Background agreeing = message(CLAIM, 1);
        assertThat(agreeing.joined()).singleElement().satisfies(pair -> {
            assertThat(pair.by()).startsWith("AGREEMENT");
            assertThat(pair.repeated()).isEqualTo(2);
            assertThat(pair.contradicts()).isFalse();
        });

        long pay = payroll(line("3", one -> {
            one.familyName = "Okafor";
            one.givenNames = "Chidi";
            one.birthDate = LocalDate.of(1961, 2, 3);
        }));
        Background held = explained(pay + ":2");
        assertThat(held.exceptions()).extracting(Background.Disagreement::type).contains("IDENTITY_CLASH");
        resolve(ResolutionKind.ACCEPT, null);
        Background accepted = explained(pay + ":2");
        assertThat(accepted.inForce()).isEqualTo(1);
        assertThat(accepted.joined())
                .anyMatch(pair -> pair.contradicts() && pair.by().contains("RESOLUTION"));
        assertThat(message(CLAIM, 2).inForce()).isEqualTo(1);
        assertThat(message(CLAIM, 1).inForce()).as("as it was then").isZero();
    }

    @Test
    void a_record_alone_has_no_background() {
        Background background = explained(registrations(registration(one -> {})) + ":2");

        assertThat(background.resolutions()).isEmpty();
        assertThat(background.exceptions()).isEmpty();
        assertThat(background.joined()).isEmpty();
        assertThat(background.values()).hasSize(6).allMatch(value -> value.lost()
                .isEmpty());
    }

    @Test
    void of_two_records_under_one_key_the_chosen_one_is_named() {
        Registration one = registration(each -> {});
        long file = registrations(one, registration(each -> each.period = 2));
        resolve(ResolutionKind.USE_VALUE, file + ":3");

        ResolutionUsed used = explained(file + ":3").resolutions().get(0);
        assertThat(used.kind()).isEqualTo("USE_VALUE");
        assertThat(used.chosen()).isEqualTo("registrations-1:3");
        assertThat(explained(file + ":2").resolutions()).containsExactly(used);
    }

    private static Map<String, String> agreements(Joined pair) {
        return pair.fields().stream().collect(Collectors.toMap(Compared::field, Compared::agreement));
    }

    private static Chosen value(Background background, String field) {
        return background.values().stream()
                .filter(each -> each.field().equals(field))
                .findFirst()
                .orElseThrow();
    }

    private Background explained(String id) {
        return explanations.of(id).orElseThrow().background();
    }

    private Background message(String key, int version) {
        String id = hub.jdbc()
                .sql("select message_id from message where record_key = :key and version = :version")
                .param("key", key)
                .param("version", version)
                .query(String.class)
                .single();
        return explained(id);
    }

    private static Registration registration(Consumer<Samples.ARegistration> change) {
        return Samples.registration(change);
    }

    private static Certificate certificate(Consumer<Samples.ACertificate> change) {
        return Samples.certificate(change);
    }

    private static PayLine line(String id, Consumer<Samples.APayLine> change) {
        return Samples.payLine(line -> {
            line.lineId = id;
            change.accept(line);
        });
    }

    private long registrations(Registration... records) {
        return decided(hub.file(Feed.REGISTRATIONS, ++sequence, List.of(records)));
    }

    private long certificates(Certificate... records) {
        return decided(hub.file(Feed.CERTIFICATES, ++sequence, List.of(records)));
    }

    private long payroll(PayLine... lines) {
        return decided(hub.file(
                Feed.PAYROLL,
                ++sequence,
                employer("300000.00"),
                List.of(new EmployerYear.Claim("TA-2016-000001", Money.of("10.00"), null)),
                List.of(lines)));
    }

    private long decided(long file) {
        hub.reconcileAndDeliver();
        hub.clock().advance(Duration.ofMinutes(1));
        return file;
    }

    private void resolve(ResolutionKind kind, String chosen) {
        long id = hub.jdbc()
                .sql("select id from exception_case where closed_at is null order by id limit 1")
                .query(Long.class)
                .single();
        ExceptionCase open = hub.part(ExceptionLookup.class).byId(id).orElseThrow();
        ExceptionActions actions = hub.part(ExceptionActions.class);
        ExceptionActions.Result result = actions.resolve(
                        List.of(new ExceptionActions.Wanted(id, open.revision(), kind, chosen)),
                        "Checked with 501800007.",
                        "ana")
                .get(0);
        assertThat(result.problem()).isNull();
        if (result.state() == ExceptionState.AWAITING_APPROVAL) {
            assertThat(actions.approve(id, result.resolution(), open.revision(), "ben")
                            .problem())
                    .isNull();
        }
        decided(0);
    }
}
