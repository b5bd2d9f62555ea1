// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.identity;

import static ca.tradeshub.identity.Persons.person;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PersonComparisonTest {

    private final PersonComparison comparison = new PersonComparison();

    @ParameterizedTest
    @CsvSource({
        "1981-02-03, 1981-02-03, SAME",
        // One digit, transposed digits, day and month, century
        "1981-02-03, 1981-02-08, SIMILAR",
        "1981-02-03, 1987-02-03, SIMILAR",
        "1981-12-13, 1981-12-31, SIMILAR",
        "1981-12-13, 1918-12-13, SIMILAR",
        "1981-02-03, 1981-03-02, SIMILAR",
        "1990-11-05, 1990-05-11, SIMILAR",
        "1902-11-05, 2002-11-05, SIMILAR",
        // Something in common
        "1981-02-03, 1981-11-27, DISTANT",
        "1994-06-11, 1994-01-01, DISTANT",
        "1981-02-03, 1975-02-03, DISTANT",
        // What systems write for a date that they do not know
        "1900-01-01, 1981-02-03, UNKNOWN",
        "1900-01-01, 1900-01-01, UNKNOWN",
        "1911-11-11, 1981-02-03, UNKNOWN",
        // Other dates
        "1994-06-11, 1961-03-02, DIFFERENT",
        "1985-04-30, 1990-04-12, DIFFERENT",
        "1985-04-30, 1972-11-30, DIFFERENT"
    })
    void birth_dates(String one, String other, Level level) {
        Comparison both = comparison.compare(
                person("Anne", "Roy").born(one).evidence(),
                person("Anne", "Roy").born(other).evidence());
        assertThat(both.level(Field.BIRTH_DATE)).isEqualTo(level);
    }

    @ParameterizedTest
    @CsvSource({
        "K1A 0B1, k1a0b1, SAME",
        "K1A 0B1, K1A-0B1, SAME",
        "K1A 0B1, K1A 0B7, SIMILAR",
        "K1A 0B1, K1A B01, SIMILAR",
        "K1A 0B1, K1A 9Z9, DISTANT",
        "K1A 0B1, P3E 5J1, DIFFERENT",
        ", P3E 5J1, UNKNOWN"
    })
    void postal_codes(String one, String other, Level level) {
        Persons first =
                one == null ? person("Anne", "Roy") : person("Anne", "Roy").at(one);
        assertThat(comparison
                        .compare(
                                first.evidence(),
                                person("Anne", "Roy").at(other).evidence())
                        .level(Field.POSTAL_CODE))
                .isEqualTo(level);
    }

    @ParameterizedTest
    @CsvSource({"ON, on, SAME", "NB, NS, DIFFERENT", "ON, QC, DIFFERENT", "ONTARIO, ONTRAIO, SIMILAR"})
    void provinces_of_two_letters_have_no_slips(String one, String other, Level level) {
        assertThat(comparison
                        .compare(
                                person("Anne", "Roy").in(one).evidence(),
                                person("Anne", "Roy").in(other).evidence())
                        .level(Field.PROVINCE))
                .isEqualTo(level);
    }

    @Test
    void identifiers_differ_by_a_slip_or_altogether_and_hashes_are_equal_or_not() {
        Comparison both = comparison.compare(
                person("Anne", "Roy")
                        .client("1000001")
                        .account("20000012")
                        .sin("a1")
                        .evidence(),
                person("Anne", "Roy")
                        .client("1000010")
                        .account("23456789")
                        .sin("a2")
                        .evidence());

        assertThat(both.level(Field.CLIENT_ID)).isEqualTo(Level.SIMILAR);
        assertThat(both.level(Field.ACCOUNT_NUMBER)).isEqualTo(Level.DIFFERENT);
        assertThat(both.level(Field.SIN)).isEqualTo(Level.DIFFERENT);
    }

    @Test
    void two_trades_at_once_agree_with_either() {
        PersonEvidence both = person("Anne", "Roy").trade("309A").trade("310s").evidence();

        assertThat(trade(both, person("Anne", "Roy").trade("310S").evidence())).isEqualTo(Level.SAME);
        assertThat(trade(both, person("Anne", "Roy").trade("306A").evidence())).isEqualTo(Level.DIFFERENT);
        assertThat(trade(both, person("Anne", "Roy").evidence())).isEqualTo(Level.UNKNOWN);
    }

    private Level trade(PersonEvidence one, PersonEvidence other) {
        return comparison.compare(one, other).level(Field.TRADE);
    }

    @Test
    void each_field_has_its_evidence_and_the_bits_add_up() {
        Comparison both = comparison.compare(
                person("Bob", "Roy").born("1981-02-03").evidence(),
                person("Robert", "Roy").born("1981-02-03").evidence());

        assertThat(both.fields()).extracting(FieldEvidence::field).containsExactly(Field.values());
        assertThat(both.bits())
                .isEqualTo(
                        both.fields().stream().mapToDouble(FieldEvidence::bits).sum());
        assertThat(both.fields()).allSatisfy(evidence -> {
            switch (evidence.agreement()) {
                case AGREES, CLOSE -> assertThat(evidence.bits()).isPositive();
                case DIFFERS -> assertThat(evidence.bits()).isNegative();
                case UNKNOWN -> assertThat(evidence.bits()).isZero();
            }
        });
        assertThat(both.bits()).isGreaterThan(19);
    }

    /** Records that share an identifier, for example the account number. */
    @ParameterizedTest
    @CsvSource({
        // Agreement, other spellings and slips
        "Anne, Roy, 1981-02-03, Anne, Roy, 1981-02-03",
        "Bob, O'Brien, 1981-02-03, Robert J., OBRIEN, 1981-02-03",
        "J., Tremblay, 1981-02-03, Jean-Paul, Trembley, 1981-03-02",
        "Park, Hye-jin, 1990-11-05, Hyejin, Park, 1990-11-05",
        "'', Suharto, 1990-11-05, Suharto, '', 1990-11-05",
        // Marriage: another family name only
        "Anne, Roy, 1981-02-03, Anne, Bouchard, 1981-02-03",
        "Priya, Sharma, 1988-07-19, Priya, Macdonald, 1988-07-10",
        "Katherine, Lee, 1988-07-19, Kate, Wilson, 1988-07-19",
        // A date as a placeholder
        "Anne, Roy, 1981-02-03, Anne, Roy, 1981-01-01"
    })
    void one_person_is_not_contradicted(String given, String family, String born, String its, String other, String on) {
        assertThat(contradicts(given, family, born, its, other, on)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        // Two names, two dates
        "Thi Anh, Nguyen, 1994-06-11, Patrick, O'Connor, 1961-03-02",
        // Other names with the same date, and other dates with the same name: father and son
        "Thi Anh, Nguyen, 1994-06-11, Patrick, O'Connor, 1994-06-11",
        "Joseph, Tremblay, 1994-06-11, Joseph, Tremblay, 1961-03-02",
        // Twins, brothers and sisters
        "Mark, Kowalski, 1994-06-11, Luke, Kowalski, 1994-06-11",
        "Harpreet, Gill, 1994-06-11, Manjit, Gill, 1994-06-11",
        "Mark, Kowalski, 1994-06-11, Anna, Kowalski, 1991-08-23",
        // One-name persons
        "'', Suharto, 1990-11-05, '', Megawati, 1990-11-05",
        // Another family name and another date
        "Anne, Roy, 1981-02-03, Anne, Bouchard, 1974-09-21",
        "Anne, Roy, 1981-02-03, Anne, Bouchard, 1981-11-27"
    })
    void two_persons_are_contradicted(String given, String family, String born, String its, String other, String on) {
        assertThat(contradicts(given, family, born, its, other, on)).isTrue();
    }

    private boolean contradicts(String given, String family, String born, String its, String other, String on) {
        PersonEvidence one =
                person(given, family).account("20005008").born(born).evidence();
        PersonEvidence two = person(its, other).account("20005008").born(on).evidence();
        assertThat(comparison.compare(one, two).contradicts())
                .isEqualTo(comparison.compare(two, one).contradicts());
        return comparison.compare(one, two).contradicts();
    }

    @Test
    void a_permanent_number_in_place_of_a_temporary_one_is_no_evidence() {
        PersonEvidence temporary =
                person("Anne", "Roy").account("20005008").temporarySin("a").evidence();
        PersonEvidence permanent =
                person("Anne", "Roy").account("20005008").sin("b").evidence();

        assertThat(comparison.compare(temporary, permanent).contradicts()).isFalse();
        assertThat(comparison.compare(permanent, temporary).level(Field.SIN)).isEqualTo(Level.UNKNOWN);
        assertThat(comparison.compare(temporary, temporary).level(Field.SIN)).isEqualTo(Level.SAME);
        assertThat(comparison
                        .compare(
                                temporary,
                                person("Anne", "Roy").temporarySin("c").evidence())
                        .contradicts())
                .isTrue();
        assertThat(comparison
                        .compare(
                                temporary,
                                person("Paul", "Roy")
                                        .account("20005008")
                                        .sin("b")
                                        .evidence())
                        .contradicts())
                .isTrue();
    }

    @Test
    void another_social_insurance_number_contradicts_the_same_names() {
        Persons one = person("Anne", "Roy").account("20005008").born("1981-02-03");
        Persons two = person("Anne", "Roy").account("20005008").born("1981-02-03");

        assertThat(comparison.compare(one.evidence(), two.sin("b").evidence()).contradicts())
                .isFalse();
        assertThat(comparison
                        .compare(one.sin("a").evidence(), two.sin("b").evidence())
                        .contradicts())
                .isTrue();
        assertThat(comparison
                        .compare(one.sin("a").evidence(), two.sin("a").evidence())
                        .contradicts())
                .isFalse();
    }

    /** Family name, birth date and postal code agree, as those of twins do. */
    @ParameterizedTest
    @CsvSource({
        "Marie-Ève, Marie-Pier, true",
        "Mohammed Ali, Mohammed Hassan, true",
        "Eric, Erica, true",
        "John A, John B, true",
        "Mark, Luke, true",
        "Marie-Ève, Marie, false",
        "Mary Jane, M. J., false",
        "Amir, Amira, true",
        "Justin, Justine, true",
        "Maximilien, Maximilienne, true",
        "Fernando, Fernanda, true",
        "Aleksander, Aleksandra, true",
        "Sandeep, Mandeep, true",
        "John Sr., John Jr., true",
        "John Jr., John II, false",
        "John Jr., John, false",
        "Catherin, Catherine, false",
        "Maria Guadalupe Esperanza Mont, Maria Guadalupe Esperanza Montserrat Dolores, false",
        "Maria Gua, Maria Guadalupe, true",
        "Gurpreet, Gurpeet, false",
        "William, Bill, false"
    })
    void given_names_that_differ_by_more_than_a_slip_contradict_an_identifier(
            String given, String other, boolean contradicts) {
        PersonEvidence one =
                person(given, "Roy").born("1981-02-03").at("K1A 0B1").evidence();
        PersonEvidence two =
                person(other, "Roy").born("1981-02-03").at("K1A 0B1").evidence();

        assertThat(comparison.compare(one, two).contradictsIdentifier()).isEqualTo(contradicts);
        assertThat(comparison.compare(two, one).contradictsIdentifier()).isEqualTo(contradicts);
    }

    @Test
    void an_empty_record_contradicts_nothing() {
        assertThat(comparison
                        .compare(
                                person("", "").account("20005008").evidence(),
                                person("Anne", "Roy").evidence())
                        .contradicts())
                .isFalse();
    }

    /** What the hub excludes by birth date and postal code alone is never a candidate, and is nearly all. */
    @Test
    void birth_date_and_postal_code_exclude_no_candidate() {
        LinkRule rule = LinkRule.standard();
        InventedPersons invented = new InventedPersons(5);
        int candidates = 0;
        int left = 0;
        for (int i = 0; i < 400; i++) {
            PersonTraits one = PersonTraits.of(invented.record(i));
            PersonComparison.Against against = comparison.against(one);
            for (int j = 0; j < 400; j++) {
                PersonTraits other = PersonTraits.of(invented.person(j));
                boolean inReach = rule.mayBeCandidate(
                        against, other.birthDate(), other.residence().postalCode());
                left += inReach ? 1 : 0;
                if (rule.isCandidate(comparison.compare(one, other))) {
                    candidates++;
                    assertThat(inReach).as("%d and %d", i, j).isTrue();
                }
            }
        }
        assertThat(candidates).isGreaterThan(300);
        assertThat(left).isLessThan(20_000);
    }
}
