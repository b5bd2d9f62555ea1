// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.audit.AuditTrail;
import ca.tradeshub.console.reveal.RevealedValues;
import ca.tradeshub.explanation.Explanations;
import ca.tradeshub.explanation.reveal.Reveals;
import ca.tradeshub.testing.DemoLedger;
import ca.tradeshub.testing.HubSteps;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpSession;

/** What is revealed is shown for minutes. */
class RevealedValuesTest {

    @Test
    void what_is_revealed_is_masked_again_when_its_time_is_over() throws IOException {
        try (HubSteps demo = DemoLedger.load()) {
            String id = demo.jdbc()
                    .sql("select file_id || ':' || line from registration order by file_id, line limit 1")
                    .query(String.class)
                    .single();
            MockHttpSession session = new MockHttpSession();
            RevealedValues revealed = new RevealedValues(demo.clock());
            assertThat(revealed.until(session, id)).isNull();

            revealed.show(session, id, demo.bean(Reveals.class).reveal(id, "ana", "Complaint"));

            assertThat(revealed.until(session, id)).isNotNull();
            demo.clock().advance(Reveals.SHOWN.minusSeconds(1));
            assertThat(revealed.until(session, id)).isNotNull();
            demo.clock().advance(Duration.ofSeconds(1));
            assertThat(revealed.until(session, id)).isNull();
            assertThat(demo.bean(AuditTrail.class).verify(null).broken()).isNull();
            Explanations explanations = demo.bean(Explanations.class);
            assertThat(explanations.fields(id, false))
                    .filteredOn(field -> field.field().equals("person.familyName"))
                    .allMatch(field -> field.masked() && field.value().matches("[A -]+"));
            assertThat(explanations.fields(id, true))
                    .filteredOn(field -> field.field().equals("person.familyName"))
                    .isNotEmpty()
                    .noneMatch(field -> field.masked() || field.value().matches("[A -]+"));
            assertThat(explanations.fields(id, true))
                    .filteredOn(field -> field.field().endsWith("sin"))
                    .allMatch(field -> field.masked());
        }
    }
}
