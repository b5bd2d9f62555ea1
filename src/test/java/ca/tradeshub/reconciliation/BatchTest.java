// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.reconciliation.apply.AffectedKeys.DirtyKey;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a batch counts. */
class BatchTest {

    @Test
    void an_identifier_that_two_files_marked_counts_once_and_claims_do_not_count() {
        Batch batch = of(
                new DirtyKey(1, false, "client:1"),
                new DirtyKey(2, true, "123026635RP0001/TA-1/2016-12-31"),
                new DirtyKey(3, false, "account:2"),
                new DirtyKey(4, false, "client:1"));

        assertThat(batch.identifiers()).isEqualTo(2);
        assertThat(batch.isEmpty()).isFalse();
        assertThat(of().isEmpty()).isTrue();
    }

    private static Batch of(DirtyKey... marks) {
        return new Batch(List.of(marks), null, null, Set.of(), null, Set.of(), Set.of(), false);
    }
}
