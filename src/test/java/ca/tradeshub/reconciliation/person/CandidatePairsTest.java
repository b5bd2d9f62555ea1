// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.person;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.Person;
import ca.tradeshub.canonical.Sin;
import ca.tradeshub.identity.PersonComparison;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.protection.KeyRing;
import ca.tradeshub.protection.SinProtection;
import ca.tradeshub.reconciliation.decision.Verdict;
import ca.tradeshub.reconciliation.evidence.BlockKeys;
import ca.tradeshub.reconciliation.evidence.IdentityBasis;
import ca.tradeshub.reconciliation.evidence.PersonEvidences;
import ca.tradeshub.reconciliation.links.CandidatePairs;
import ca.tradeshub.reconciliation.links.IdentityLinks;
import ca.tradeshub.reconciliation.links.PersonRecords;
import ca.tradeshub.reconciliation.links.StandingSamples;
import ca.tradeshub.rules.Samples;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which pairs are kept of persons who agree with many others. */
class CandidatePairsTest {

    private static final LocalDate BORN = LocalDate.of(1980, 1, 1);
    private static final SinProtection SINS = new SinProtection(new KeyRing("test", Map.of("test", new byte[32])));

    private final PersonEvidences evidences = new PersonEvidences(SINS);
    private final IdentityLinks.Finder finder =
            new IdentityLinks.Finder(new PersonComparison(), new IdentityBasis(SINS));
    private final BlockKeys keys = new BlockKeys(SINS);
    private final StandingSamples samples = new StandingSamples(evidences);

    @Test
    void a_person_may_have_as_many_candidates_as_can_be_settled() {
        List<PersonRecords> persons = persons(CandidatePairs.MOST + 1, this::sameAsAll);

        CandidatePairs found = search(persons);

        assertThat(found.crowded()).isEmpty();
        assertThat(found.paths()).isEmpty();
        assertThat(found.pairs()).hasSize(persons.size() * CandidatePairs.MOST / 2);
    }

    @Test
    void one_candidate_more_and_all_are_crowded_without_a_pair() {
        List<PersonRecords> persons = persons(CandidatePairs.MOST + 2, this::sameAsAll);

        CandidatePairs found = search(persons);

        assertThat(found.pairs()).isEmpty();
        assertThat(found.crowded()).hasSameSizeAs(persons);
        assertThat(found.paths()).hasSize(persons.size() - 1);
    }

    @Test
    void a_crowded_person_without_account_number_is_held_alone_and_one_with_a_number_is_not_held() {
        List<PersonRecords> persons = persons(CandidatePairs.MOST + 2, this::sameAsAll);
        persons.add(registration("Test", "Test", BORN, "K1A0B1", "12345678", null));

        IdentityLinks links = IdentityLinks.of(persons, search(persons), Map.of());
        DoubtfulPersons doubtful = DoubtfulPersons.of(links, new IdentityBasis(SINS));

        assertThat(doubtful.verdicts()).hasSize(persons.size() - 1);
        assertThat(persons.stream().filter(person -> !doubtful.concerns(person)))
                .extracting(PersonRecords::account)
                .containsExactly("12345678");
        assertThat(doubtful.verdicts()).allSatisfy(verdict -> assertThat(((Verdict.Hold) verdict).held())
                .hasSize(1));
    }

    /** The one agrees with all others, who do not agree with each other: they have different social insurance numbers. */
    @Test
    void who_agrees_with_a_crowded_person_is_held_with_the_pair_and_never_linked() {
        List<PersonRecords> persons = new ArrayList<>();
        persons.add(registration("Test", "Test", BORN, "K1A0B1", "12345678", null));
        for (int i = 0; i <= CandidatePairs.MOST; i++) {
            persons.add(registration("Test", "Test", BORN, "K1A0B1", null, sin(i)));
        }

        IdentityLinks links = IdentityLinks.of(persons, search(persons), Map.of());
        DoubtfulPersons doubtful = DoubtfulPersons.of(links, new IdentityBasis(SINS));

        assertThat(links.candidates().crowded()).containsExactly(persons.get(0));
        assertThat(links.linked()).isEmpty();
        assertThat(links.doubtful()).hasSize(CandidatePairs.MOST + 1);
        assertThat(doubtful.concerns(persons.get(0))).isFalse();
        assertThat(persons.subList(1, persons.size())).allMatch(doubtful::concerns);
    }

    /** The two share the key of birth date and postal code alone: the certified person has no other candidate at all. */
    @Test
    void a_crowded_person_is_a_rival_although_the_pair_is_not_kept() {
        List<PersonRecords> persons = persons(CandidatePairs.MOST + 1, this::sameAsAll);
        persons.add(registration("Test", "Test", BORN, "P1N3S5", null, null));
        PersonRecords numbered = registration("Tesst", "Tesst", BORN, "P1N3S5", "12345678", null);
        persons.add(numbered);

        CandidatePairs found = search(persons);

        assertThat(found.pairs()).isEmpty();
        assertThat(found.crowded()).hasSize(CandidatePairs.MOST + 2).doesNotContain(numbered);
        assertThat(found.contested()).contains(numbered);
        assertThat(found.paths()).hasSize(persons.size() - 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 6})
    void the_pairs_are_those_of_a_comparison_of_all_with_all_in_any_order_and_with_any_number_of_threads(int seed)
            throws Exception {
        List<PersonRecords> persons = varied(110, new Random(seed));
        Graph all = graph(persons);
        Set<String> expectedCrowded = all.crowded(Set.of());
        Set<String> expectedPairs = all.pairs(expectedCrowded);
        assertThat(expectedCrowded).as("the case of the test").hasSizeBetween(1, 105);
        assertThat(expectedPairs).isNotEmpty();

        for (int threads : new int[] {1, 4}) {
            Collections.shuffle(persons, new Random(threads));
            ForkJoinPool pool = new ForkJoinPool(threads);
            try {
                CandidatePairs found = pool.submit(() -> search(persons)).get();
                assertThat(names(found.crowded())).isEqualTo(expectedCrowded);
                assertThat(names(found.contested())).isEqualTo(all.contested(Set.of()));
                assertThat(found.pairs().stream().map(CandidatePairsTest::name).toList())
                        .doesNotHaveDuplicates()
                        .containsExactlyInAnyOrderElementsOf(expectedPairs);
                assertThat(found.pairs()).as("in the order of the persons").isSortedAccordingTo(inTheOrderOf(persons));
            } finally {
                pool.shutdown();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 18, 20})
    void whose_result_changes_without_a_person_is_found_from_its_stored_pairs(int seed) {
        List<PersonRecords> persons = groups(new Random(seed));
        Graph all = graph(persons);
        CandidatePairs found = search(persons);
        Map<String, Set<String>> kept = neighbours(found.pairs());
        Map<String, Set<String>> stored = neighbours(
                Stream.concat(found.pairs().stream(), found.paths().stream()).toList());
        int onlyByPaths = 0;
        for (PersonRecords gone : persons) {
            Set<String> changed = all.changedWithout(gone.part());
            assertThat(all.reached(stored.getOrDefault(gone.part(), Set.of()), gone.part()))
                    .as("without %s", gone.part())
                    .containsAll(changed);
            changed.removeAll(all.reached(kept.getOrDefault(gone.part(), Set.of()), gone.part()));
            onlyByPaths += changed.size();
        }
        assertThat(onlyByPaths).as("found by no kept pair").isPositive();
        assertThat(found.paths()).hasSizeLessThan(persons.size());
    }

    /** Two groups who do not agree with each other are crowded because of one person who agrees with both. */
    @Test
    void without_the_person_who_crowds_two_groups_both_are_found() {
        List<PersonRecords> persons = new ArrayList<>();
        for (int group = 1; group <= 2; group++) {
            String sin = sin(group);
            persons.addAll(
                    persons(CandidatePairs.MOST + 1, i -> registration("Test", "Test", BORN, "K1A0B1", null, sin)));
        }
        PersonRecords between = sameAsAll(0);
        persons.add(between);
        Graph all = graph(persons);

        CandidatePairs found = search(persons);

        assertThat(found.pairs()).isEmpty();
        assertThat(all.changedWithout(between.part())).hasSize(persons.size() - 1);
        assertThat(all.reached(neighbours(found.paths()).get(between.part()), between.part()))
                .hasSize(persons.size() - 1);
    }

    /** With whom each person has a pair. */
    private static Map<String, Set<String>> neighbours(List<IdentityLinks.Pair> pairs) {
        Map<String, Set<String>> neighbours = new HashMap<>();
        pairs.forEach(pair -> {
            neighbours
                    .computeIfAbsent(pair.one().part(), key -> new HashSet<>())
                    .add(pair.other().part());
            neighbours
                    .computeIfAbsent(pair.other().part(), key -> new HashSet<>())
                    .add(pair.one().part());
        });
        return neighbours;
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void five_thousand_that_state_the_same_and_as_many_in_one_name_fit_into_memory_and_time() {
        List<PersonRecords> persons = persons(5_000, this::sameAsAll);
        persons.addAll(persons(5_000, i -> registration("Essai", "Essai", BORN, code(i), null, null)));

        CandidatePairs found = search(persons);

        assertThat(found.crowded()).hasSize(10_000);
        assertThat(found.pairs()).isEmpty();
        assertThat(found.paths()).hasSize(10_000 - 2);
    }

    private static Comparator<IdentityLinks.Pair> inTheOrderOf(List<PersonRecords> persons) {
        return Comparator.comparingInt((IdentityLinks.Pair pair) ->
                        Math.min(persons.indexOf(pair.one()), persons.indexOf(pair.other())))
                .thenComparingInt(pair -> Math.max(persons.indexOf(pair.one()), persons.indexOf(pair.other())));
    }

    private CandidatePairs search(List<PersonRecords> persons) {
        return new CandidatePairs.Search(finder, persons, blocks(persons)).pairs();
    }

    private Map<RecordAddress, Set<Long>> blocks(List<PersonRecords> persons) {
        Map<RecordAddress, Set<Long>> blocks = new HashMap<>();
        persons.forEach(
                person -> person.records().forEach(each -> blocks.put(each.address(), keys.of(each.evidence()))));
        return blocks;
    }

    private static List<PersonRecords> persons(int count, IntFunction<PersonRecords> person) {
        return new ArrayList<>(IntStream.range(0, count).mapToObj(person).toList());
    }

    private PersonRecords sameAsAll(int ignored) {
        return registration("Test", "Test", BORN, "K1A0B1", null, null);
    }

    private int client = 1_000_000;

    private PersonRecords registration(
            String family, String given, LocalDate born, String postal, String account, String sin) {
        client++;
        return PersonRecords.of(List.of(samples.of(Samples.registration(draft -> {
            draft.agreementNumber = "TA-" + client;
            draft.person = new Person(
                    String.valueOf(client),
                    account,
                    sin == null ? null : Sin.of(sin),
                    family,
                    given,
                    null,
                    born,
                    postal,
                    "fr");
        }))));
    }

    /** Persons of a few names, birth dates and postal codes that are slips of each other, some with numbers. */
    private List<PersonRecords> varied(int count, Random random) {
        String[] families = {"Tester", "Tester", "Testar", "Essai"};
        String[] given = {"Tom", "Tom", "Tim", "T.", "Anastasia"};
        LocalDate[] born = {BORN, BORN, LocalDate.of(1980, 1, 2), LocalDate.of(1980, 11, 1), LocalDate.of(1972, 5, 9)};
        String[] postal = {"K1A0B1", "M5V2T6", "P1N3S5"};
        return persons(
                count,
                i -> registration(
                        families[random.nextInt(families.length)],
                        given[random.nextInt(given.length)],
                        born[random.nextInt(born.length)],
                        postal[random.nextInt(postal.length)],
                        random.nextInt(8) == 0 ? String.valueOf(20_000_000 + i) : null,
                        random.nextInt(6) == 0 ? sin(i) : null));
    }

    /**
     * Groups of persons who state the same. Groups of different social insurance numbers do not agree; single persons without
     * a number, and persons with an account number, agree with several groups. Of most groups the size is just below the
     * limit, so that single persons make them crowded.
     */
    private List<PersonRecords> groups(Random random) {
        String[] families = {"Tester", "Testar"};
        List<PersonRecords> persons = new ArrayList<>();
        int groups = 2 + random.nextInt(4);
        for (int group = 1; group <= groups; group++) {
            String sin = random.nextInt(5) == 0 ? null : sin(1 + random.nextInt(groups));
            String family = families[random.nextInt(families.length)];
            int size = CandidatePairs.MOST - random.nextInt(3) + (random.nextInt(4) == 0 ? 3 : 0);
            persons.addAll(persons(size, i -> registration(family, "Tom", BORN, "K1A0B1", null, sin)));
        }
        int single = 1 + random.nextInt(4);
        for (int i = 0; i < single; i++) {
            persons.add(registration(families[random.nextInt(families.length)], "Tom", BORN, "K1A0B1", null, null));
        }
        int numbered = random.nextInt(3);
        for (int i = 0; i < numbered; i++) {
            persons.add(registration("Tester", "Tom", BORN, "K1A0B1", String.valueOf(20_000_000 + i), null));
        }
        Collections.shuffle(persons, random);
        return persons;
    }

    /** A social insurance number with its check digit. */
    private static String sin(int number) {
        String digits = String.valueOf(10_000_000 + number);
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int value = (digits.charAt(i) - '0') * (1 + i % 2);
            sum += value / 10 + value % 10;
        }
        return digits + (10 - sum % 10) % 10;
    }

    private static String code(int number) {
        return "K%dA%d%c%d".formatted(number % 10, number / 10 % 10, 'A' + number / 1_000 % 20, number / 100 % 10);
    }

    private static Set<String> names(Collection<PersonRecords> persons) {
        Set<String> names = new TreeSet<>();
        persons.forEach(person -> names.add(person.part()));
        return names;
    }

    private static String name(IdentityLinks.Pair pair) {
        return name(pair.one().part(), pair.other().part());
    }

    private static String name(String one, String other) {
        return one.compareTo(other) < 0 ? one + " " + other : other + " " + one;
    }

    private Graph graph(List<PersonRecords> persons) {
        Map<RecordAddress, Set<Long>> blocks = blocks(persons);
        Map<String, Set<String>> agreeing = new HashMap<>();
        persons.forEach(person -> agreeing.put(person.part(), new TreeSet<>()));
        for (PersonRecords one : persons) {
            Set<Long> ofOne = blocks.get(one.records().get(0).address());
            for (PersonRecords other : persons) {
                boolean isComparable = one != other
                        && (one.isWithoutAccount() || other.isWithoutAccount())
                        && !Collections.disjoint(
                                ofOne, blocks.get(other.records().get(0).address()));
                if (isComparable && finder.agree(one, other)) {
                    agreeing.get(one.part()).add(other.part());
                }
            }
        }
        return new Graph(agreeing);
    }

    /** Who agrees with whom, found by comparing all with all. */
    private record Graph(Map<String, Set<String>> agreeing) {

        Set<String> crowded(Set<String> without) {
            Set<String> crowded = new TreeSet<>();
            agreeing.forEach((person, others) -> {
                long count =
                        others.stream().filter(each -> !without.contains(each)).count();
                if (count > CandidatePairs.MOST && !without.contains(person)) {
                    crowded.add(person);
                }
            });
            return crowded;
        }

        Set<String> contested(Set<String> without) {
            Set<String> crowded = crowded(without);
            Set<String> contested = new TreeSet<>(crowded);
            agreeing.forEach((person, others) -> {
                if (isNumbered(person)
                        && !without.contains(person)
                        && others.stream().anyMatch(crowded::contains)) {
                    contested.add(person);
                }
            });
            return contested;
        }

        Set<String> pairs(Set<String> crowded) {
            Set<String> pairs = new TreeSet<>();
            agreeing.forEach((one, others) -> others.stream()
                    .filter(other -> !isNumbered(one) && !crowded.contains(one)
                            || !isNumbered(other) && !crowded.contains(other))
                    .forEach(other -> pairs.add(name(one, other))));
            return pairs;
        }

        /** Account numbers have eight digits, client ids seven. */
        private static boolean isNumbered(String person) {
            return person.length() == 8;
        }

        /** Who is contested, and is not any more when a person is gone. */
        Set<String> changedWithout(String gone) {
            Set<String> changed = contested(Set.of());
            changed.removeAll(contested(Set.of(gone)));
            changed.remove(gone);
            return changed;
        }

        /** Who agrees with these, directly or through others, when a person is gone. */
        Set<String> reached(Set<String> from, String gone) {
            Set<String> reached = new TreeSet<>(from);
            Deque<String> next = new ArrayDeque<>(from);
            while (!next.isEmpty()) {
                for (String other : agreeing.get(next.remove())) {
                    if (!gone.equals(other) && reached.add(other)) {
                        next.add(other);
                    }
                }
            }
            return reached;
        }
    }
}
