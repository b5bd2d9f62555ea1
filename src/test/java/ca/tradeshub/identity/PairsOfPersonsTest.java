// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.identity;

import static ca.tradeshub.identity.Persons.person;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the hub does with two records without a common identifier: {@code LINK} when neither has a second candidate,
 * {@code REVIEW} by a person, {@code NONE} of both, or {@code CONTRADICTS} when they are not compared any further.
 */
class PairsOfPersonsTest {

    private static final String HOME = "K1A 0B1";
    private static final String BORN = "1990-04-17";

    private final PersonComparison comparison = new PersonComparison();
    private final LinkRule rule = LinkRule.standard();

    @ParameterizedTest
    @CsvSource({
        // Twins
        "Jayden, Roy, Olivia, Roy, CONTRADICTS",
        "Jayden, Roy, Hayden, Roy, REVIEW",
        "Eric, Roy, Erica, Roy, REVIEW",
        "Daniel, Roy, Danielle, Roy, REVIEW",
        "Louis, Roy, Louise, Roy, REVIEW",
        "Alexander, Roy, Alexandra, Roy, REVIEW",
        "Marie-Ève, Roy, Marie-Pier, Roy, REVIEW",
        "Harpreet Singh, Gill, Harpreet Kaur, Gill, REVIEW",
        "John, Roy, Jonathan, Roy, CONTRADICTS",
        // Family and given names in each other's place, one name
        "Marc, Tremblay, Tremblay, Marc, LINK",
        "Marc André, Tremblay, Tremblay, Marc, LINK",
        "'', Suryani, Suryani, '', LINK",
        "Suryani, Suryani, '', Suryani, LINK",
        "'', Suryani, '', Suryani, REVIEW",
        // Double names, particles, apostrophes
        "Ana, Smith-Jones, Ana, Jones, LINK",
        "Ana, Smith-Jones, Ana, Jones Smith, LINK",
        "José, García Márquez, Jose, Garcia, LINK",
        "Ana, de la Cruz, Ana, Cruz, LINK",
        "Ana, Delacruz, Ana, de la Cruz, LINK",
        "Ana, Delacruz, Ana, Cruz, REVIEW",
        "Jan, van der Meer, Jan, Vandermeer, LINK",
        "Omar, al-Hassan, Umar, Alhassan, LINK",
        "Omar, el-Masri, Omar, Masri, LINK",
        "Pat, O'Brien, Pat, OBrien, LINK",
        "Pat, O Brien, Pat, O’Brien, LINK",
        "Pat, O'Brien, Pat, Brien, LINK",
        // Nicknames, other spellings, initials
        "William, Roy, Bill, Roy, LINK",
        "Margaret Ann, Roy, Peggy, Roy, LINK",
        "Yousef, Khan, Yusuf, Khan, LINK",
        "Jörg, Müller, Joerg, Mueller, LINK",
        "Xiao Ming, Zhao, Xiaoming, Zhao, LINK",
        "Алексей, Иванов, Aleksei, Ivanov, LINK",
        "J., Roy, Jean, Roy, LINK",
        "J.P., Roy, Jean-Paul, Roy, LINK",
        "J., Roy, K., Roy, CONTRADICTS",
        "Ana, Gagnon, Ana, Roy, REVIEW"
    })
    void names(String given, String family, String other, String its, String expected) {
        expect(person(given, family).born(BORN), person(other, its).born(BORN), HOME, expected);
    }

    @ParameterizedTest
    @CsvSource({
        // One household: namesakes, parent and child of one name
        "1990-04-17, 1993-11-02, K1A 0B1, CONTRADICTS",
        "1990-04-17, 1962-04-17, K1A 0B1, REVIEW",
        // Slips
        "1990-04-07, 1990-07-04, K1A 0B1, LINK",
        "1990-04-17, 1990-04-11, K1A 0B1, LINK",
        "1890-04-17, 1990-04-17, K1A 0B1, LINK",
        // The first day of a year may stand for an unknown one
        "1990-01-01, 1990-04-17, K1A 0B1, REVIEW",
        "1990-01-01, 1990-01-01, M5V 2T6, REVIEW",
        // Dates that systems write for an unknown one
        "1900-01-01, 1990-04-17, K1A 0B1, REVIEW",
        "1900-01-01, 1900-01-01, K1A 0B1, REVIEW",
        "1900-01-01, 1900-01-01, M5V 2T6, NONE"
    })
    void birth_dates_of_one_name(String born, String on, String home, String expected) {
        expect(person("Jean", "Roy").born(born), person("Jean", "Roy").born(on), home, expected);
    }

    private void expect(Persons one, Persons other, String home, String expected) {
        PersonEvidence first = one.at(HOME).trade("306A").evidence();
        PersonEvidence second = other.at(home).trade("306A").evidence();
        assertThat(outcome(first, second)).isEqualTo(expected);
        assertThat(outcome(second, first)).isEqualTo(expected);
    }

    private String outcome(PersonEvidence one, PersonEvidence other) {
        Comparison compared = comparison.compare(one, other);
        if (compared.contradicts()) {
            return "CONTRADICTS";
        }
        return rule.isLink(compared) ? "LINK" : rule.isCandidate(compared) ? "REVIEW" : "NONE";
    }
}
