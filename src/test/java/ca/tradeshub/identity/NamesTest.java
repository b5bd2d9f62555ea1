// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.identity;

import static ca.tradeshub.identity.Persons.person;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names as people write them. Each line is compared in both directions. */
class NamesTest {

    private final PersonComparison comparison = new PersonComparison();

    @ParameterizedTest
    @CsvSource({
        // Accents, case, spaces, hyphens, apostrophes
        "Lévesque, LEVESQUE, SAME",
        "Bélanger, Belanger, SAME",
        "Nuñez, Nunez, SAME",
        "Łukasik, Lukasik, SAME",
        "Lebœuf, Leboeuf, SAME",
        "O'Brien, O’BRIEN, SAME",
        "O'Brien, O Brien, SAME",
        "D'Amico, Damico, SAME",
        "L'Heureux, L Heureux, SAME",
        "Roy-Tremblay, Roy Tremblay, SAME",
        "'  Singh ', Singh, SAME",
        // Other scripts
        "Иванов, Ivanov, SAME",
        "Щербак, Shcherbak, SAME",
        "Ковальчук, Kovalchuk, SAME",
        "Παπαδόπουλος, Papadopoulos, SAME",
        "Χατζής, Chatzis, SAME",
        // Mac and Mc, Saint, suffixes
        "MacDonald, McDonald, SAME",
        "Mac Donald, MACDONALD, SAME",
        "Mc Kenzie, MacKenzie, SAME",
        "St-Pierre, Saint-Pierre, SAME",
        "St. Jean, ST JEAN, SAME",
        "Ste-Marie, Sainte-Marie, SAME",
        "Carter Jr., Carter, SAME",
        // Particles
        "van der Meer, Vandermeer, SAME",
        "Du Bois, Dubois, SAME",
        "de la Cruz, Delacruz, SAME",
        "de Souza, Souza, PART",
        "von Braun, Braun, PART",
        // Double names
        "Roy-Tremblay, Tremblay, PART",
        "Roy-Tremblay, Tremblay-Roy, PART",
        "Garcia Lopez, Garcia, PART",
        "T, Tremblay, INITIAL",
        // Slips
        "Tremblay, Trembley, SIMILAR",
        "Tremblay, Termblay, SIMILAR",
        "Kowalchuk, Kowalchuck, SIMILAR",
        "Papadopoulos, Papadopolous, SIMILAR",
        "Ng, Ngo, DIFFERENT",
        // Other names
        "Anderson, Andrews, DISTANT",
        "Nguyen, O'Connor, DIFFERENT",
        "Saint-Pierre, Saint-Jean, DIFFERENT",
        "van der Berg, van der Meer, DIFFERENT",
        "Family04814, Family04815, DIFFERENT",
        "'', Tremblay, UNKNOWN"
    })
    void family_names(String one, String other, Level level) {
        expect(Field.FAMILY_NAME, person("Anne", one), person("Anne", other), level);
    }

    @ParameterizedTest
    @CsvSource({
        "Zoé, ZOE, SAME",
        "Jean-Paul, Jean Paul, SAME",
        "Jean-Paul, Jeanpaul, SAME",
        "José, Jose, SAME",
        // Several given names, and their order
        "Jean-Paul, Jean, PART",
        "William Peter, Peter, PART",
        "Marie Anne, Anne Marie, PART",
        "Thi Anh, Anh Thi, PART",
        "John William, John W., PART",
        "Marie-Claude, M. Claude, PART",
        // Nicknames and spellings, English and French
        "Robert, Bob, NICKNAME",
        "Bob, Rob, NICKNAME",
        "William, Bill, NICKNAME",
        "Elizabeth, Betty, NICKNAME",
        "Catherine, Katherine, NICKNAME",
        "Stephen, Steven, NICKNAME",
        "Sean, Shawn, NICKNAME",
        "Mohammed, Muhammad, NICKNAME",
        "Yousef, Yusuf, NICKNAME",
        "Hussein, Hossein, NICKNAME",
        "Oleksandr, Alexander, NICKNAME",
        "Sasha, Aleksandra, NICKNAME",
        "Geneviève, Gen, NICKNAME",
        "Véronique, Véro, NICKNAME",
        "François, Franck, NICKNAME",
        "Emmanuel, Manu, NICKNAME",
        "William James, Bill, NICKNAME",
        // Initials
        "John, J, INITIAL",
        "John, J., INITIAL",
        "Jean-Paul, J.P., INITIAL",
        "Jean-Paul, JP, INITIAL",
        "Mary Jane, M J, INITIAL",
        // Slips
        "Gurpreet, Gurpeet, SIMILAR",
        "Nicolette, Nicollete, SIMILAR",
        "Oksana, Oskana, SIMILAR",
        // Names in common that contradict each other
        "Jean-Paul, Jean-Marc, DISTANT",
        "Mohammed Ali, Mohammed Hassan, DISTANT",
        "John A, John B, DISTANT",
        // Other names
        "Michael, Michelle, DISTANT",
        // A letter apart, and two names all the same
        "Alexander, Alexandra, DISTANT",
        "Eric, Erica, DISTANT",
        "Louis, Louise, DISTANT",
        "Simon, Simone, DISTANT",
        "Jayden, Hayden, DISTANT",
        "Dan, Don, DISTANT",
        "Eric, Erik, NICKNAME",
        "Michel, Michael, NICKNAME",
        "Erica, Ercia, SIMILAR",
        "Mark, Luke, DIFFERENT",
        "Peter, Patrick, DIFFERENT",
        "J, Mark, DIFFERENT",
        "Given0001, Given0002, DIFFERENT",
        "'', Mark, UNKNOWN"
    })
    void given_names(String one, String other, Level level) {
        expect(Field.GIVEN_NAMES, person(one, "Roy"), person(other, "Roy"), level);
    }

    @ParameterizedTest
    @CsvSource({
        "Hye-jin, Park, Park, Hye-jin",
        "Anne, Tremblay, Tremblay, Anne",
        "Xiao Ming, Li, Li, Xiaoming",
        "Pierre, Gagnon, Gagnon, Piere",
        "Jean Paul, Gauthier, Gauthier, Jean"
    })
    void family_and_given_names_in_each_other_s_place(String given, String family, String other, String its) {
        expect(Field.FAMILY_NAME, person(given, family), person(other, its), Level.SWAPPED);
        expect(Field.GIVEN_NAMES, person(given, family), person(other, its), Level.SWAPPED);
    }

    @ParameterizedTest
    @CsvSource({
        "Singh, , Gill, Singh, FORMER",
        "Gill, Singh, Singh, , FORMER",
        "Gill, Singh, Sandhu, Singh, FORMER",
        "Roy, Côté, Cote, , FORMER",
        "Roy-Côté, Côté, Côté, , PART",
        "Roy, Côté, Bouchard, , DIFFERENT"
    })
    void former_family_names(String family, String former, String other, String its, Level level) {
        Persons one =
                former == null ? person("Anne", family) : person("Anne", family).former(former);
        Persons two =
                its == null ? person("Anne", other) : person("Anne", other).former(its);
        expect(Field.FAMILY_NAME, one, two, level);
    }

    @ParameterizedTest
    @CsvSource({
        // One-name persons, in either field
        "'', Suharto, '', Suharto, SAME, UNKNOWN",
        "'', Prakash, Prakash, '', SWAPPED, SWAPPED",
        "'', Prakash, Prakash, Kumar, SWAPPED, SWAPPED",
        // The whole name in one field
        "'', Anne Tremblay, Anne, Tremblay, PART, PART",
        "'', 'Tremblay, Anne Marie', Anne, Tremblay, PART, PART",
        "'', Luc Tremblay, Anne, Tremblay, PART, UNKNOWN"
    })
    void a_name_in_one_field(String given, String family, String other, String its, Level first, Level second) {
        expect(Field.FAMILY_NAME, person(given, family), person(other, its), first);
        expect(Field.GIVEN_NAMES, person(given, family), person(other, its), second);
    }

    private void expect(Field field, Persons one, Persons other, Level level) {
        assertThat(comparison.compare(one.evidence(), other.evidence()).level(field))
                .isEqualTo(level);
        assertThat(comparison.compare(other.evidence(), one.evidence()).level(field))
                .isEqualTo(level);
    }
}
