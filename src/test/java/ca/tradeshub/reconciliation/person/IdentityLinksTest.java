// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.person;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.Person;
import ca.tradeshub.canonical.Sin;
import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.identity.PersonComparison;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.protection.KeyRing;
import ca.tradeshub.protection.SinProtection;
import ca.tradeshub.reconciliation.evidence.BlockKeys;
import ca.tradeshub.reconciliation.evidence.IdentityBasis;
import ca.tradeshub.reconciliation.evidence.PersonEvidences;
import ca.tradeshub.reconciliation.links.CandidatePairs;
import ca.tradeshub.reconciliation.links.IdentityDivision.Settlement;
import ca.tradeshub.reconciliation.links.IdentityLinks;
import ca.tradeshub.reconciliation.links.PersonRecord;
import ca.tradeshub.reconciliation.links.PersonRecords;
import ca.tradeshub.reconciliation.links.StandingSamples;
import ca.tradeshub.rules.Samples;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentityLinksTest {

    private static final LocalDate BORN = LocalDate.of(1995, 4, 8);
    private static final SinProtection SINS = new SinProtection(new KeyRing("test", Map.of("test", new byte[32])));

    private final PersonEvidences evidences = new PersonEvidences(SINS);
    private final IdentityBasis basis = new IdentityBasis(SINS);
    private final IdentityLinks.Finder finder = new IdentityLinks.Finder(new PersonComparison(), basis);
    private final BlockKeys keys = new BlockKeys(SINS);
    private final StandingSamples samples = new StandingSamples(evidences);

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            nullValues = "-",
            value = {
                "the same,                 Tremblay, Ana,     -,        1995-04-08, K1A0B1, linked",
                "accents and case,         TREMBLÁY, ANA,     -,        1995-04-08, K1A0B1, linked",
                "another postal code,      Tremblay, Ana,     -,        1995-04-08, M5V2T6, doubtful",
                "day and month,            Tremblay, Ana,     -,        1995-08-04, K1A0B1, linked",
                "an initial,               Tremblay, A.,      -,        1995-04-08, K1A0B1, linked",
                "a letter transposed,      Trembaly, Ana,     -,        1995-04-08, K1A0B1, linked",
                "a former name,            Roy,      Ana,     Tremblay, 1995-04-08, K1A0B1, linked",
                "names in each other's place, Ana,   Tremblay, -,       1995-04-08, K1A0B1, linked",
                "a slip and a move,        Tremblay, Ana,     -,        1995-08-04, M5V2T6, apart",
                "a new name without the former, Roy, Ana,     -,        1995-04-08, K1A0B1, doubtful",
                "a twin,                   Tremblay, Olivier, -,        1995-04-08, K1A0B1, apart",
                "a parent of the name,     Tremblay, Ana,     -,        1966-02-11, K1A0B1, apart",
                "another person,           Okafor,   Ben,     -,        1995-04-08, K1A0B1, apart",
            })
    void a_registration_without_account_number_and_a_certificate(
            String what, String family, String given, String former, LocalDate born, String postal, String expected) {
        PersonRecords registration = person(registration("TA-1", "1234567", null, null));
        PersonRecords certificate = person(certificate("Q-1", "12345678", family, given, former, born, postal));

        assertThat(outcome(link(Map.of(), registration, certificate))).as(what).isEqualTo(expected);
        assertThat(outcome(link(Map.of(), certificate, registration))).as(what).isEqualTo(expected);
    }

    @Test
    void two_persons_with_account_numbers_or_social_insurance_numbers_are_never_linked() {
        PersonRecords account = person(registration("TA-1", "1234567", "11111111", null));
        PersonRecords other = person(registration("TA-2", "1234568", "22222222", null));
        PersonRecords sin = person(registration("TA-3", "1234569", null, "130692544"));
        PersonRecords otherSin = person(registration("TA-4", "1234560", null, "100050087"));

        assertThat(outcome(link(Map.of(), account, other))).isEqualTo("apart");
        assertThat(outcome(link(Map.of(), sin, otherSin))).isEqualTo("apart");
        assertThat(outcome(link(Map.of(), account, sin))).isEqualTo("linked");
    }

    /** Records of one client id are of one person already: the one does not have to be decided again for the other. */
    @Test
    void only_a_record_without_account_number_is_a_candidate_and_only_of_another_client_id() {
        PersonRecord weak = registration("TA-1", "1234567", null, null);
        PersonRecord ofTheClient = registration("TA-2", "1234567", null, null);
        PersonRecord account = registration("TA-3", "1234568", "11111111", null);
        PersonRecord otherAccount = registration("TA-4", "1234569", "22222222", null);

        assertThat(finder.isCandidate(weak, account)).isTrue();
        assertThat(finder.isCandidate(account, weak)).isTrue();
        assertThat(finder.isCandidate(weak, ofTheClient)).isFalse();
        assertThat(finder.isCandidate(account, otherAccount)).isFalse();
    }

    @Test
    void a_second_candidate_leaves_all_in_doubt_until_a_person_decides() {
        PersonRecord weak = registration("TA-1", "1234567", null, null);
        PersonRecord one = certificate("Q-1", "11111111", "Tremblay", "Ana", null, BORN, "K1A0B1");
        PersonRecord other = certificate("Q-2", "22222222", "Tremblay", "Ana", null, BORN, "K1A0B1");
        PersonRecords[] persons = {person(weak), person(one), person(other)};

        assertThat(link(Map.of(), persons).doubtful()).hasSize(2);
        assertThat(DoubtfulPersons.of(link(Map.of(), persons), basis).held())
                .containsExactlyInAnyOrder(weak.address(), one.address(), other.address());

        IdentityLinks linked = link(Map.of(basis(weak, one), Settlement.TOGETHER), persons);
        assertThat(linked.doubtful()).isEmpty();
        assertThat(linked.persons()).hasSize(2);

        IdentityLinks apart = link(Map.of(basis(weak, one), Settlement.APART), persons);
        assertThat(apart.linked()).as("the other is the only candidate left").hasSize(1);

        IdentityLinks neither =
                link(Map.of(basis(weak, one), Settlement.APART, basis(weak, other), Settlement.APART), persons);
        assertThat(neither.persons()).hasSize(3);
        assertThat(neither.doubtful()).isEmpty();
    }

    @Test
    void a_certificate_with_two_candidates_is_linked_with_neither() {
        PersonRecords one = person(registration("TA-1", "1234567", null, "130692544"));
        PersonRecords other = person(registration("TA-2", "1234568", null, "100050087"));
        PersonRecords certificate = person(certificate("Q-1", "11111111", "Tremblay", "Ana", null, BORN, "K1A0B1"));

        IdentityLinks links = link(Map.of(), one, other, certificate);

        assertThat(links.linked()).isEmpty();
        assertThat(links.doubtful()).hasSize(2);
    }

    @Test
    void a_doubt_about_a_linked_person_holds_the_records_of_both() {
        PersonRecord linked = registration("TA-1", "1234567", null, "130692544");
        PersonRecord certificate = certificate("Q-1", "11111111", "Tremblay", "Ana", null, BORN, "M5V2T6");
        PersonRecord doubtful = registration("TA-2", "1234568", null, "100050087");

        IdentityLinks links = link(
                Map.of(basis(linked, certificate), Settlement.TOGETHER),
                person(linked),
                person(certificate),
                person(doubtful));

        assertThat(links.doubtful()).hasSize(1);
        assertThat(DoubtfulPersons.of(links, basis).held())
                .containsExactlyInAnyOrder(linked.address(), certificate.address(), doubtful.address());
    }

    @Test
    void of_two_persons_without_account_number_the_one_with_the_lower_client_id_comes_first() {
        PersonRecords lower = person(registration("TA-2", "1234567", null, null));
        PersonRecords higher = person(registration("TA-1", "1234568", null, null));

        assertThat(link(Map.of(), lower, higher).linked())
                .extracting(IdentityLinks.Pair::one)
                .containsExactly(lower);
        assertThat(link(Map.of(), higher, lower).linked())
                .extracting(IdentityLinks.Pair::one)
                .containsExactly(lower);
    }

    @Test
    void a_pair_names_the_records_that_agree_most() {
        PersonRecords weak = person(registration("TA-1", "1234567", null, null));
        PersonRecord initial = certificate("Q-1", "11111111", "Tremblay", "A.", null, BORN, "K1A0B1");
        PersonRecord same = certificate("Q-2", "11111111", "Tremblay", "Ana", null, BORN, "K1A0B1");

        for (List<PersonRecord> certificates : List.of(List.of(initial, same), List.of(same, initial))) {
            assertThat(link(Map.of(), weak, PersonRecords.of(certificates)).linked())
                    .extracting(IdentityLinks.Pair::right)
                    .containsExactly(same);
        }
    }

    @Test
    void a_stored_key_without_birth_date_and_postal_code_excludes_nobody() {
        PersonRecord inside = registration("TA-1", "1234567", null, null);
        RecordAddress earlier = new RecordAddress(9_001, 1);
        RecordAddress elsewhere = new RecordAddress(9_001, 2);
        IdentityLinks.CandidatesInReach inReach =
                new IdentityLinks.CandidatesInReach(finder, List.of(inside), Map.of(inside.address(), Set.of(5L)));

        inReach.add(5, earlier, 0, null);
        inReach.add(5, elsewhere, 19_660_211, "M5V2T6");

        assertThat(inReach.addresses()).containsExactly(earlier);
        assertThat(inReach.with(earlier)).containsExactly(inside);
    }

    @Test
    void the_order_does_not_matter() {
        List<PersonRecords> persons = new ArrayList<>(List.of(
                person(registration("TA-1", "1234567", null, null)),
                person(registration("TA-2", "1234568", null, null)),
                person(certificate("Q-1", "11111111", "Tremblay", "Ana", null, BORN, "K1A0B1")),
                person(certificate("Q-2", "22222222", "Tremblay", "A.", null, BORN, "M5V2T6")),
                person(certificate("Q-3", "33333333", "Roy", "Marc", null, BORN, "K1A0B1"))));
        Set<String> first = summary(persons);
        for (int seed = 0; seed < 20; seed++) {
            Collections.shuffle(persons, new Random(seed));
            assertThat(summary(persons)).isEqualTo(first);
        }
    }

    @Test
    void the_number_of_threads_does_not_matter() throws Exception {
        List<PersonRecords> persons = new ArrayList<>();
        Map<RecordAddress, Set<Long>> blocks = new HashMap<>();
        for (int i = 0; i <= CandidatePairs.MOST; i++) {
            PersonRecord record = registration("TA-" + i, String.valueOf(1_000_000 + i), null, null);
            persons.add(person(record));
            blocks.put(record.address(), keys.of(record.evidence()));
        }
        List<String> expected = new ArrayList<>();
        for (int one = 0; one < persons.size(); one++) {
            for (int other = one + 1; other < persons.size(); other++) {
                expected.add("TA-" + one + " TA-" + other);
            }
        }

        for (int threads : new int[] {1, 4}) {
            ForkJoinPool pool = new ForkJoinPool(threads);
            try {
                assertThat(pool.submit(() -> new CandidatePairs.Search(finder, persons, blocks)
                                        .pairs()
                                        .pairs())
                                .get())
                        .as("%d threads", threads)
                        .extracting(pair -> pair.left().record().content().recordKey() + " "
                                + pair.right().record().content().recordKey())
                        .containsExactlyElementsOf(expected);
            } finally {
                pool.shutdown();
            }
        }
    }

    @Test
    void the_keys_of_a_record_do_not_show_what_it_states() {
        assertThat(keys.of(registration("TA-1", "1234567", null, null).evidence()))
                .hasSize(6)
                .isNotEqualTo(new BlockKeys(new SinProtection(new KeyRing("other", Map.of("other", new byte[] {
                            1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
                            1
                        }))))
                        .of(registration("TA-1", "1234567", null, null).evidence()));
    }

    private Set<String> summary(List<PersonRecords> persons) {
        IdentityLinks links = link(Map.of(), persons.toArray(PersonRecords[]::new));
        Set<String> summary = new java.util.TreeSet<>();
        links.linked()
                .forEach(pair -> summary.add(
                        "linked " + pair.left().key() + " " + pair.right().key()));
        links.doubtful()
                .forEach(pair -> summary.add(
                        "doubtful " + pair.left().key() + " " + pair.right().key()));
        return summary;
    }

    private IdentityLinks link(Map<String, Settlement> settled, PersonRecords... persons) {
        List<PersonRecords> all = List.of(persons);
        Map<RecordAddress, Set<Long>> blocks = new HashMap<>();
        all.forEach(person -> person.records().forEach(each -> blocks.put(each.address(), keys.of(each.evidence()))));
        return IdentityLinks.of(all, new CandidatePairs.Search(finder, all, blocks).pairs(), settled);
    }

    private static String outcome(IdentityLinks links) {
        return !links.linked().isEmpty() ? "linked" : !links.doubtful().isEmpty() ? "doubtful" : "apart";
    }

    private static PersonRecords person(PersonRecord record) {
        return PersonRecords.of(List.of(record));
    }

    private PersonRecord registration(String agreement, String client, String account, String sin) {
        var registration = Samples.registration(draft -> {
            draft.agreementNumber = agreement;
            draft.trade = new TradeCode("306A");
            draft.person = new Person(
                    client, account, sin == null ? null : Sin.of(sin), "Tremblay", "Ana", null, BORN, "K1A0B1", "fr");
        });
        return samples.of(registration);
    }

    private PersonRecord certificate(
            String number, String account, String family, String given, String former, LocalDate born, String postal) {
        var certificate = Samples.certificateOfApprentice(draft -> {
            draft.number = number;
            draft.memberNumber = account;
            draft.familyName = family;
            draft.givenNames = given;
            draft.formerFamilyName = former;
            draft.birthDate = born;
            draft.postalCode = postal;
        });
        return samples.of(certificate);
    }

    private String basis(PersonRecord one, PersonRecord other) {
        return basis.of(one.key(), one.evidence(), other.key(), other.evidence());
    }
}
