// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.Person;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.Sin;
import ca.tradeshub.identity.PersonComparison;
import ca.tradeshub.protection.KeyRing;
import ca.tradeshub.protection.SinProtection;
import ca.tradeshub.reconciliation.evidence.IdentityBasis;
import ca.tradeshub.reconciliation.evidence.PersonEvidences;
import ca.tradeshub.reconciliation.links.IdentityDivision;
import ca.tradeshub.reconciliation.links.IdentityDivision.Settlement;
import ca.tradeshub.reconciliation.links.PersonRecord;
import ca.tradeshub.reconciliation.links.PersonRecords;
import ca.tradeshub.reconciliation.links.StandingSamples;
import ca.tradeshub.rules.Samples;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentityDivisionTest {

    private static final SinProtection SINS = new SinProtection(new KeyRing("test", Map.of("test", new byte[32])));
    private static final PersonEvidences EVIDENCES = new PersonEvidences(SINS);
    private static final IdentityBasis BASIS = new IdentityBasis(SINS);
    private static final PersonComparison COMPARISON = new PersonComparison();

    private final StandingSamples samples = new StandingSamples(EVIDENCES);

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            nullValues = "-",
            value = {
                "the same person,               Nguyen,   Thi Anh,   -,        1994-06-11, 1",
                "another person,                O'Connor, Patrick,   -,        1961-03-02, 2",
                "a name by marriage,            Roy,      Thi Anh,   -,        1994-06-11, 1",
                "a former name,                 Roy,      Thi Anh,   Nguyen,   1994-06-11, 1",
                "names in each other's place,   Thi Anh,  Nguyen,    -,        1994-06-11, 1",
                "one given name of two,         Nguyen,   Thi,       -,        1994-06-11, 1",
                "initials,                      Nguyen,   T. A.,     -,        1994-06-11, 1",
                "accents,                       Nguyễn,   Thị Anh,   -,        1994-06-11, 1",
                "day and month in each other's place, Nguyen, Thi Anh, -,      1994-11-06, 1",
                "a twin,                        Nguyen,   Van Minh,  -,        1994-06-11, 2",
                "a namesake of another age,     Nguyen,   Thi Anh,   -,        1961-03-02, 2",
            })
    void a_certificate_of_the_account(
            String what, String family, String given, String former, LocalDate born, int sides) {
        PersonRecord registration = registration("TA-1", person("20005008", null));
        PersonRecord certificate = certificate("Q-1", family, given, former, born);

        assertThat(divide(Map.of(), registration, certificate).sides()).as(what).hasSize(sides);
        assertThat(divide(Map.of(), certificate, registration).open() == null).isEqualTo(sides == 1);
    }

    @Test
    void another_valid_social_insurance_number_or_account_number_contradicts() {
        PersonRecord one = registration("TA-1", person("20005008", "100050087"));
        PersonRecord otherSin = registration("TA-2", person("20005008", "130692544"));
        PersonRecord otherAccount = registration("TA-3", person("20005016", "100050087"));
        PersonRecord invalidSin = registration("TA-4", person("20005008", "130692545"));

        assertThat(divide(Map.of(), one, otherSin).open()).isNotNull();
        assertThat(divide(Map.of(), one, otherAccount).open()).isNotNull();
        assertThat(divide(Map.of(), one, invalidSin).open()).isNull();
    }

    @Test
    void a_contradiction_that_nobody_settled_is_open_and_names_both_sides() {
        PersonRecord registration = registration("TA-1", person("20005008", null));
        PersonRecord certificate = certificate("Q-1", "O'Connor", "Patrick", null, LocalDate.of(1961, 3, 2));

        IdentityDivision.Contradiction open =
                divide(Map.of(), registration, certificate).open();

        assertThat(open.left().key()).isEqualTo("registrations:TA-1");
        assertThat(open.right().key()).isEqualTo("certificates:ON/Q-1");
    }

    @Test
    void a_link_joins_both_sides_and_keeping_apart_settles_all_records_of_both() {
        PersonRecord one = registration("TA-1", person("20005008", null));
        PersonRecord alike = registration("TA-2", person("20005008", null));
        PersonRecord initials = registration("TA-3", named("Nguyen", "T. A."));
        PersonRecord other = certificate("Q-1", "O'Connor", "Patrick", null, LocalDate.of(1961, 3, 2));
        String basis = basis(one, other);

        IdentityDivision linked = divide(Map.of(basis, Settlement.TOGETHER), one, alike, initials, other);
        assertThat(linked.sides()).hasSize(1);
        assertThat(linked.open()).isNull();

        IdentityDivision apart = divide(Map.of(basis, Settlement.APART), one, alike, initials, other);
        assertThat(apart.sides()).containsExactlyInAnyOrder(List.of(one, alike, initials), List.of(other));
        assertThat(apart.open()).isNull();
    }

    @Test
    void any_contradiction_between_two_sides_settles_both_whatever_side_its_first_record_is_on() {
        PersonRecord one = registration("TA-1", named("Nguyen", "Thi Anh"));
        PersonRecord other = registration("TA-2", named("Nguyen", "Van Minh"));
        PersonRecord alike = registration("TA-3", named("Nguyen", "Thi"));

        IdentityDivision apart = divide(Map.of(basis(other, alike), Settlement.APART), one, other, alike);

        assertThat(apart.sides()).containsExactly(List.of(one, alike), List.of(other));
        assertThat(apart.open()).isNull();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"M5V2T6, 0", "K1A0B1, 1"})
    void a_record_that_contradicts_no_side_goes_to_the_side_most_like_it(String postalCode, int side) {
        PersonRecord first = registration("TA-1", living("20005008", "M5V2T6"));
        PersonRecord second = registration("TA-2", living("20005016", "K1A0B1"));
        PersonRecord without = registration("TA-3", living(null, postalCode));

        IdentityDivision division = divide(Map.of(), first, second, without);

        assertThat(division.sides()).hasSize(2);
        assertThat(division.sides().get(side)).contains(without);
    }

    @Test
    void the_records_of_joined_sides_are_in_the_order_of_their_keys() {
        PersonRecord one = registration("TA-1", named("Nguyen", "Thi Anh"));
        PersonRecord other = registration("TA-2", named("Nguyen", "Van Minh"));
        PersonRecord alike = registration("TA-3", named("Nguyen", "Thi"));

        IdentityDivision linked = divide(Map.of(basis(one, other), Settlement.TOGETHER), one, other, alike);

        assertThat(linked.sides()).containsExactly(List.of(one, other, alike));
    }

    @Test
    void a_third_person_needs_a_decision_of_its_own() {
        PersonRecord one = registration("TA-1", person("20005008", null));
        PersonRecord other = certificate("Q-1", "O'Connor", "Patrick", null, LocalDate.of(1961, 3, 2));
        PersonRecord third = certificate("Q-2", "Singh", "Gurpreet", null, LocalDate.of(1979, 9, 30));

        IdentityDivision division = divide(Map.of(basis(one, other), Settlement.APART), one, other, third);

        assertThat(division.sides()).hasSize(3);
        assertThat(division.open()).isNotNull();
    }

    @Test
    void the_basis_is_that_of_the_records_and_what_they_state_in_any_file() {
        PersonRecord one = registration("TA-1", person("20005008", "100050087"));
        PersonRecord again = registration("TA-1", person("20005008", "100050087"));
        PersonRecord amended = registration("TA-1", person("20005008", null));
        PersonRecord other = certificate("Q-1", "O'Connor", "Patrick", null, LocalDate.of(1961, 3, 2));

        assertThat(basis(one, other)).isEqualTo(basis(other, again)).isNotEqualTo(basis(amended, other));
    }

    @Test
    void the_order_of_arrival_does_not_matter() {
        List<PersonRecord> records = new ArrayList<>(List.of(
                registration("TA-1", person("20005008", null)),
                registration("TA-2", named("Nguyen", "Van Minh")),
                registration("TA-3", named("Nguyen", "T.")),
                certificate("Q-1", "O'Connor", "Patrick", null, LocalDate.of(1961, 3, 2)),
                certificate("Q-2", "Nguyen", "Thi Anh", null, LocalDate.of(1994, 6, 11))));
        List<List<PersonRecord>> first = sorted(records).sides();
        for (int seed = 0; seed < 20; seed++) {
            Collections.shuffle(records, new Random(seed));
            assertThat(sorted(records).sides()).isEqualTo(first);
        }
    }

    @Test
    void the_account_number_stays_with_the_certificate_and_of_two_registrations_neither_keeps_it() {
        PersonRecord registration = registration("TA-1", person("20005008", null));
        PersonRecord certificate = certificate("Q-1", "O'Connor", "Patrick", null, LocalDate.of(1961, 3, 2));

        List<PersonRecords> persons = SeparatePersons.of(List.of(List.of(registration), List.of(certificate)))
                .persons();
        assertThat(persons.get(0).account()).isNull();
        assertThat(persons.get(0).client()).isEqualTo("1005008");
        assertThat(persons.get(1).account()).isEqualTo("20005008");

        PersonRecord twin = registration(
                "TA-2",
                new Person(
                        "1005009",
                        "20005008",
                        null,
                        "Nguyen",
                        "Van Minh",
                        null,
                        LocalDate.of(1994, 6, 11),
                        "M5V2T6",
                        "en"));
        assertThat(SeparatePersons.of(List.of(List.of(registration), List.of(twin)))
                        .persons())
                .allSatisfy(person -> assertThat(person.account()).isNull())
                .extracting(PersonRecords::client)
                .containsExactly("1005008", "1005009");
    }

    @Test
    void two_persons_who_have_nothing_but_one_shared_number_cannot_be_published_apart() {
        PersonRecord one = certificate("Q-1", "O'Connor", "Patrick", null, LocalDate.of(1961, 3, 2));
        PersonRecord other = certificate("Q-2", "Singh", "Gurpreet", null, LocalDate.of(1979, 9, 30));

        SeparatePersons separate = SeparatePersons.of(List.of(List.of(one), List.of(other)));
        assertThat(separate.persons()).isEmpty();
        assertThat(separate.unnamed())
                .extracting(SeparatePersons.Unnamed::part)
                .as("nobody is published under the number")
                .containsExactly("20005008", "20005008");
    }

    @Test
    void a_person_with_a_client_id_is_published_beside_one_who_has_no_number_left() {
        PersonRecord registration = registration("TA-1", person("20005008", null));
        PersonRecord one = certificate("Q-1", "Nguyen", "Van Anh", null, LocalDate.of(1994, 6, 11));
        PersonRecord other = certificate("Q-2", "Singh", "Gurpreet", null, LocalDate.of(1979, 9, 30));

        SeparatePersons separate = SeparatePersons.of(List.of(List.of(registration, one), List.of(other)));
        assertThat(separate.persons())
                .extracting(PersonRecords::account, PersonRecords::client)
                .containsExactly(tuple(null, "1005008"));
        assertThat(separate.unnamed())
                .extracting(unnamed -> unnamed.records().records())
                .containsExactly(List.of(other));
    }

    @Test
    void a_person_without_a_number_of_its_own_is_held_under_one_that_nobody_is_published_under() {
        PersonRecord registration = registration("TA-1", person("20005008", null));
        PersonRecord certificate = certificate("Q-1", "Nguyen", "Van Anh", null, LocalDate.of(1994, 6, 11));
        PersonRecord twin = registration(
                "TA-2",
                new Person(
                        "1005008",
                        "20005008",
                        null,
                        "Nguyen",
                        "Van Minh",
                        null,
                        LocalDate.of(1994, 6, 11),
                        "M5V2T6",
                        "en"));

        SeparatePersons separate = SeparatePersons.of(List.of(List.of(registration, certificate), List.of(twin)));
        assertThat(separate.persons()).extracting(PersonRecords::account).containsExactly("20005008");
        assertThat(separate.unnamed()).extracting(SeparatePersons.Unnamed::part).containsExactly("1005008");
    }

    @Test
    void pairs_that_are_not_compared_are_counted() {
        List<PersonRecord> joined = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            joined.add(certificate(
                    "Q-%02d".formatted(i),
                    "Family" + (char) ('a' + i % 26) + "qxz".repeat(1 + i / 26),
                    List.of("Patrick", "Gurpreet", "Olivia", "Mehdi", "Wanda").get(i % 5) + (char) ('a' + i),
                    null,
                    LocalDate.of(1950 + i, 1 + i % 12, 1 + i % 28)));
        }
        IdentityDivision.Contradictions found = IdentityDivision.contradictions(joined, COMPARISON, BASIS);
        assertThat(found.found()).hasSizeGreaterThanOrEqualTo(200);
        assertThat(found.found().size() + found.notCompared()).isLessThanOrEqualTo(30 * 29 / 2);
        assertThat(found.notCompared()).isPositive();

        IdentityDivision.Contradictions few = IdentityDivision.contradictions(joined.subList(0, 20), COMPARISON, BASIS);
        assertThat(few.notCompared()).isZero();
    }

    private static IdentityDivision sorted(List<PersonRecord> records) {
        return divide(Map.of(), records.toArray(PersonRecord[]::new));
    }

    private static IdentityDivision divide(Map<String, Settlement> settled, PersonRecord... records) {
        List<PersonRecord> joined =
                List.of(records).stream().sorted(PersonRecord.BY_KEY).toList();
        return IdentityDivision.of(
                joined,
                IdentityDivision.contradictions(joined, COMPARISON, BASIS).found(),
                COMPARISON,
                settled);
    }

    private static Person person(String account, String sin) {
        return new Person(
                "1005008",
                account,
                sin == null ? null : Sin.of(sin),
                "Nguyen",
                "Thi Anh",
                null,
                LocalDate.of(1994, 6, 11),
                "M5V2T6",
                "en");
    }

    private static Person living(String account, String postalCode) {
        return new Person(
                "1005008", account, null, "Nguyen", "Thi Anh", null, LocalDate.of(1994, 6, 11), postalCode, "en");
    }

    private static Person named(String family, String given) {
        return new Person("1005008", "20005008", null, family, given, null, LocalDate.of(1994, 6, 11), "M5V2T6", "en");
    }

    private PersonRecord registration(String agreement, Person person) {
        Registration registration = Samples.registration(draft -> {
            draft.agreementNumber = agreement;
            draft.person = person;
        });
        return samples.of(registration);
    }

    private PersonRecord certificate(String number, String family, String given, String former, LocalDate born) {
        Certificate certificate = Samples.certificateOfApprentice(draft -> {
            draft.number = number;
            draft.memberNumber = "20005008";
            draft.familyName = family;
            draft.givenNames = given;
            draft.formerFamilyName = former;
            draft.birthDate = born;
        });
        return samples.of(certificate);
    }

    private static String basis(PersonRecord one, PersonRecord other) {
        return BASIS.of(one.key(), one.evidence(), other.key(), other.evidence());
    }
}
