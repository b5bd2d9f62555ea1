// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.identity.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.identity.Field;
import ca.tradeshub.identity.FieldEvidence;
import ca.tradeshub.identity.InventedPersons;
import ca.tradeshub.identity.Level;
import ca.tradeshub.identity.PersonComparison;
import ca.tradeshub.identity.PersonEvidence;
import ca.tradeshub.identity.PersonNumbers;
import ca.tradeshub.identity.PersonTraits;
import ca.tradeshub.identity.Residence;
import ca.tradeshub.identity.Weights;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MatcherTest {

    private static final PersonTraits MARK = person("Mark", "Kowalski", "1994-06-11", "N2L 3G1");
    private static final PersonTraits LUKE = person("Luke", "Kowalski", "1994-06-11", "N2L 3G1");
    private static final PersonTraits ANNE = person("Anne Marie", "Lévesque", "1990-11-05", "P3E 5J1");

    /** Twins, namesakes, brothers and sisters, parents of the same name; one record of eleven is of a person not stored. */
    @Test
    void links_of_invented_persons_are_right() {
        InventedPersons invented = new InventedPersons(2);
        InventedMatch match = InventedMatch.of(InventedMatch.index(invented, 10_000), invented, 11_000);

        assertThat(match.precision()).as(match.toString()).isGreaterThanOrEqualTo(0.999);
        assertThat(match.recall()).as(match.toString()).isGreaterThanOrEqualTo(0.85);
        assertThat(match.incomplete()).isZero();
    }

    @Test
    void a_record_of_one_person_is_linked_with_its_evidence() {
        Match match = matcher(MARK, ANNE).match(person("A. Marie", "LEVESQUE", "1990-11-05", "P3E5J1"));

        assertThat(match.status()).isEqualTo(MatchStatus.LINK);
        assertThat(match.candidates()).hasSize(1);
        assertThat(match.candidates().get(0).person()).isEqualTo(1);
        assertThat(match.candidates().get(0).comparison().level(Field.FAMILY_NAME))
                .isEqualTo(Level.SAME);
    }

    @Test
    void an_index_keeps_all_that_a_record_contains() {
        PersonTraits person = PersonTraits.of(new PersonEvidence(
                new PersonNumbers("7200009", "20005008", "a", true),
                "Roy",
                "Anne",
                "Lee",
                LocalDate.parse("1990-11-05"),
                new Residence("P3E 5J1", "ON"),
                Set.of(new TradeCode("309A"))));

        assertThat(PersonIndex.of(List.of(person)).person(0)).isEqualTo(person);
    }

    @Test
    void a_record_of_a_twin_is_linked_with_the_right_one_and_never_with_the_other_alone() {
        assertThat(matcher(MARK, LUKE).match(MARK).status()).isEqualTo(MatchStatus.LINK);
        assertThat(matcher(MARK, LUKE).match(LUKE).candidates().get(0).person()).isEqualTo(1);
        assertThat(matcher(MARK, ANNE).match(LUKE).status()).isEqualTo(MatchStatus.REVIEW);
    }

    @Test
    void a_record_without_the_given_names_of_twins_is_not_linked() {
        PersonTraits record = person("", "Kowalski", "1994-06-11", "N2L 3G1");

        assertThat(matcher(MARK, LUKE).match(record).status()).isEqualTo(MatchStatus.REVIEW);
    }

    @Test
    void two_persons_above_the_threshold_are_ambiguous() {
        PersonTraits other = person("Mark Piotr", "Kowalski", "1994-06-11", "N2L 3G1");

        Match match = matcher(MARK, other, ANNE).match(person("M.", "Kowalski", "1994-06-11", "N2L 3G1"));

        assertThat(match.status()).isEqualTo(MatchStatus.AMBIGUOUS);
        assertThat(match.candidates()).hasSize(2);
    }

    @Test
    void a_namesake_of_another_day_and_place_is_another_person() {
        assertThat(matcher(MARK, ANNE)
                        .match(person("Mark", "Kowalski", "1971-01-30", "K1A 0B1"))
                        .status())
                .isEqualTo(MatchStatus.NONE);
    }

    /** With one damaged field at a time, and with two, the person is still among those compared. */
    @Test
    void a_person_is_found_under_other_keys_when_some_are_damaged() {
        PersonIndex index = PersonIndex.of(List.of(MARK, ANNE));
        for (PersonTraits record : List.of(
                person("Anna", "Lévesque", "1990-11-05", "K1A 0B1"),
                person("Anne Marie", "Levesqeu", "1990-11-05", "K1A 0B1"),
                person("Anne Marie", "Bouchard", "1990-05-11", "P3E 5J1"),
                person("Lévesque", "Anne", null, null),
                person("Ane", "Lévesque", "1990-11-15", null),
                person("A", "Lévesque", "1991-11-05", null),
                person("Anne", "Roy", "1991-11-05", null),
                person("Anne", "Roy", null, "P3E 9Z9"))) {
            assertThat(index.find(record).ordinals()).as(record.toString()).contains(1);
        }
        assertThat(index.find(person("Luc", "Roy", "1971-01-30", "K1A 0B1")).ordinals())
                .isEmpty();
    }

    @Test
    void a_large_block_is_divided_and_what_cannot_be_divided_is_not_linked() {
        List<PersonTraits> persons = new ArrayList<>();
        String[] letters = {"a", "b", "d", "k", "m", "r", "t", "z", "y", "x", "g", "h"};
        for (int i = 0; i < 1000; i++) {
            String name = letters[i % 12] + letters[i / 12 % 12] + letters[i / 144 % 12] + "ova";
            persons.add(person(name, name + "ski", "1970-01-01", null));
        }
        persons.add(person("Anne", "Lévesque", "1970-01-01", null));
        PersonIndex divided = PersonIndex.of(persons);
        assertThat(divided.dividedBlocks()).isPositive();
        PersonIndex.Found found = divided.find(person("Anne", "Lévesque", "1970-01-01", null));
        assertThat(found.isComplete()).isTrue();
        assertThat(found.ordinals()).contains(1000).hasSizeLessThan(PersonIndex.LARGEST_BLOCK);

        IntStream.range(0, 2 * PersonIndex.LARGEST_BLOCK).forEach(i -> persons.add(ANNE));
        Match match = new Matcher(PersonIndex.of(persons), Weights.standard()).match(ANNE);
        assertThat(match.isComplete()).isFalse();
        assertThat(match.status()).isEqualTo(MatchStatus.AMBIGUOUS);
    }

    @Test
    void a_run_links_duplicates_through_others_and_keeps_the_order() {
        List<PersonTraits> records =
                List.of(ANNE, MARK, person("Anne", "Levesque", "1990-11-05", "P3E 5J1"), LUKE, MARK, ANNE);

        MatchRun run = MatchRun.duplicates(records, Weights.standard(), units -> {});

        assertThat(IntStream.range(0, 6).map(run::group)).containsExactly(0, 1, 0, 3, 1, 0);
        assertThat(run.groups()).isEqualTo(3);
        assertThat(run.count(MatchStatus.LINK)).isEqualTo(3);
        assertThat(run.pairs()).extracting(MatchRun.Pair::first).isSorted();
    }

    /** Pairs of that many would be 12,497,500. */
    @Test
    void records_that_state_the_same_are_of_one_person_however_many_they_are() {
        List<PersonTraits> records = new ArrayList<>(Collections.nCopies(5_000, ANNE));
        records.add(MARK);
        records.add(person("Anne", "Levesque", "1990-11-05", "P3E 5J1"));

        MatchRun run = MatchRun.duplicates(records, Weights.standard(), units -> {});

        assertThat(run.groups()).isEqualTo(2);
        assertThat(run.pairs()).hasSize(5_000).allMatch(pair -> pair.first() == 0);
        assertThat(run.incomplete()).isZero();
        assertThat(run.dividedBlocks()).isZero();
    }

    /** One record of a hundred has a counterpart: the namesake of one birth date who lives elsewhere is another person. */
    @Test
    void the_fewer_records_have_a_counterpart_the_more_evidence_a_link_needs() {
        InventedPersons invented = new InventedPersons(4);
        PersonIndex index = InventedMatch.index(invented, 100);
        List<PersonTraits> few = new ArrayList<>();
        IntStream.range(0, 10_000).forEach(i -> few.add(PersonTraits.of(invented.person(i + 100))));
        List<PersonTraits> all = new ArrayList<>();
        IntStream.range(0, 100).forEach(i -> all.add(PersonTraits.of(invented.record(i))));
        double withFew = chance(few, index);
        double withAll = chance(all, index);

        assertThat(withAll).isBetween(Weights.log2(100), Weights.log2(100) + 0.5);
        assertThat(withFew).isBetween(Weights.log2(10_000) + 3, Weights.log2(10_000) + Weights.log2(100));
    }

    @Test
    void given_names_that_are_usual_with_a_family_name_weigh_less_with_it() {
        List<PersonTraits> persons = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            persons.add(person("Usman", "Ahmed", "19" + (50 + i) + "-03-01", null));
            IntStream.range(0, 50).forEach(n -> persons.add(person("Ann" + n, "Other" + n, "1990-01-01", null)));
        }
        PersonTraits frequent = person("Usman", "Ahmed", "1990-05-27", "L6C 4K4");
        PersonTraits rare = person("Usman", "Novak", "1990-05-27", "L6C 4K4");
        PersonComparison comparison =
                new PersonComparison(Weights.standard(), PersonIndex.of(persons).frequencies(List.of(frequent, rare)));

        double usual = bits(comparison, frequent);
        assertThat(usual).isLessThan(1);
        assertThat(bits(comparison, rare)).isGreaterThan(usual + 4);
        assertThat(comparison.against(frequent).bits(frequent, 0))
                .isEqualTo(comparison.compare(frequent, frequent).bits(), within(1e-9));
    }

    private static double bits(PersonComparison comparison, PersonTraits person) {
        return comparison.compare(person, person).fields().stream()
                .filter(field -> field.field() == Field.GIVEN_NAMES)
                .mapToDouble(FieldEvidence::bits)
                .sum();
    }

    private static double chance(List<PersonTraits> records, PersonIndex index) {
        Matcher matcher = new Matcher(index, Weights.standard());
        return Counterparts.chance(records.stream().map(matcher::match).toList(), index.size());
    }

    private static Matcher matcher(PersonTraits... persons) {
        return new Matcher(PersonIndex.of(List.of(persons)), Weights.standard());
    }

    private static PersonTraits person(
            String given, String family, @Nullable String born, @Nullable String postalCode) {
        return PersonTraits.of(new PersonEvidence(
                PersonNumbers.NONE,
                family,
                given,
                null,
                born == null ? null : LocalDate.parse(born),
                Residence.at(postalCode),
                Set.of(new TradeCode("309A"))));
    }
}
