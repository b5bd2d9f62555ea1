// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger;

import static ca.tradeshub.reconciliation.ReconciliationFixture.employer;
import static ca.tradeshub.reconciliation.ReconciliationFixture.weeks;
import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.reconciliation.ReconciliationFixture;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClaimLinesTest {

    private static final String ONE = "123026635RP0001/TA-1/2016-12-31";
    private static final String OTHER = "123026635RP0001/TA-2/2016-12-31";

    private final ReconciliationFixture hub = new ReconciliationFixture();

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void the_lines_of_a_claim_are_found() {
        stage();
        assertThat(lines(ClaimLines.of("p", ":claim"), ONE)).isEqualTo(3);
        assertThat(lines(ClaimLines.of("p", ":claim"), OTHER)).isEqualTo(2);
        assertThat(lines(ClaimLines.of("p", ":claim"), ONE.toLowerCase(Locale.ROOT)))
                .isZero();
    }

    @Test
    void claims_with_the_same_place_are_kept_apart() {
        stage();
        hub.jdbc()
                .sql("create or replace function claim_place(claim text) returns bigint language sql immutable"
                        + " parallel safe return cast(1 as bigint)")
                .update();
        hub.jdbc().sql("reindex index pay_line_claim").update();

        assertThat(lines(ClaimLines.of("p", ":claim"), ONE)).isEqualTo(3);
        assertThat(lines(ClaimLines.of("p", ":claim"), OTHER)).isEqualTo(2);
    }

    @Test
    void claims_of_one_employer_are_next_to_each_other() {
        List<String> places = hub.jdbc()
                .sql("select distinct cast(claim_place(bn || 'RP0001/TA-' || n || '/2016-12-31') >> 32 as text)"
                        + " from (values ('123026635'), ('702345671')) as e (bn), generate_series(1, 200) n")
                .query(String.class)
                .list();
        assertThat(places).hasSize(2);
    }

    private void stage() {
        hub.file(Feed.PAYROLL, 1, employer("500000.00"), List.of(), weeks(3, "TA-1", "309A"));
        hub.file(
                Feed.PAYROLL,
                2,
                employer("500000.00"),
                List.of(),
                weeks(5, "TA-2", "309A").subList(3, 5));
    }

    private long lines(String condition, String claim) {
        return hub.jdbc()
                .sql("select count(*) from pay_line p where " + condition)
                .param("claim", claim)
                .query(Long.class)
                .single();
    }
}
