// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.apprenticeship;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.identity.PersonComparison;
import ca.tradeshub.identity.PersonEvidence;
import ca.tradeshub.identity.PersonNumbers;
import ca.tradeshub.identity.Residence;
import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PayIdentityTest {

    private static final PersonEvidence APPRENTICE = person("20005008", "a", LocalDate.of(1995, 4, 8));

    private final PersonComparison comparison = new PersonComparison();

    /** The employee has the apprentice's names. */
    @ParameterizedTest(name = "account {0}, social insurance number {1}, born {2}")
    @CsvSource(
            nullValues = "-",
            value = {
                "20005008, a, 1995-04-08, false",
                "20005008, a, -,          false",
                "30991177, a, -,          false",
                "30991177, -, 1995-04-08, false",
                "30991177, -, 1995-08-04, false",
                "30991177, -, -,          true",
                "30991177, b, -,          true",
                "20005008, b, -,          true",
                "-,        -, -,          false"
            })
    void another_account_number_is_another_person_unless_something_sure_agrees(
            @Nullable String account, @Nullable String sin, @Nullable LocalDate born, boolean isOther) {
        assertThat(PayIdentity.isOtherPerson(comparison.compare(APPRENTICE, person(account, sin, born))))
                .isEqualTo(isOther);
    }

    private static PersonEvidence person(@Nullable String account, @Nullable String sin, @Nullable LocalDate born) {
        return new PersonEvidence(
                new PersonNumbers(null, account, sin, false),
                "Tremblay",
                "Ana",
                null,
                born,
                Residence.UNKNOWN,
                Set.of(new TradeCode("442A")));
    }
}
