// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.links;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.Person;
import ca.tradeshub.canonical.Sin;
import ca.tradeshub.protection.KeyRing;
import ca.tradeshub.protection.SinProtection;
import ca.tradeshub.reconciliation.evidence.PersonEvidences;
import ca.tradeshub.rules.Samples;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PersonRecordsTest {

    private static final String PERMANENT = "130692544";
    private static final String OTHER_PERMANENT = "100050087";
    private static final String TEMPORARY = "900000001";

    private final SinProtection sins = new SinProtection(new KeyRing("test", Map.of("test", new byte[32])));
    private final StandingSamples samples = new StandingSamples(new PersonEvidences(sins));

    /** A permanent number replaces a temporary one: the two are not two numbers of one account. */
    @Test
    void a_temporary_social_insurance_number_is_not_a_second_one() {
        assertThat(Sin.of(TEMPORARY).isTemporary()).isTrue();

        PersonRecords replaced =
                PersonRecords.of(List.of(registration("TA-1", TEMPORARY), registration("TA-2", PERMANENT)));
        assertThat(replaced.facts().sinsByAccount().get("20005008")).containsExactly(sins.hash(Sin.of(PERMANENT)));
        assertThat(replaced.sins()).containsExactly(sins.hash(Sin.of(PERMANENT)));

        PersonRecords two =
                PersonRecords.of(List.of(registration("TA-1", OTHER_PERMANENT), registration("TA-2", PERMANENT)));
        assertThat(two.facts().sinsByAccount().get("20005008")).hasSize(2);
        assertThat(two.sins()).hasSize(2);
    }

    private PersonRecord registration(String agreement, String sin) {
        return samples.of(Samples.registration(draft -> {
            draft.agreementNumber = agreement;
            draft.person = new Person(
                    "1005008", "20005008", Sin.of(sin), "Roy", "Anne", null, LocalDate.of(1994, 6, 11), "M5V2T6", "en");
        }));
    }
}
