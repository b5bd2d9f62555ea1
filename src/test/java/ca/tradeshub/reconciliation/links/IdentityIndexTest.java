// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.links;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.reconciliation.ReconciliationFixture;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Under which keys records are stored when their persons are decided again. */
class IdentityIndexTest {

    private static final LocalDate DAY = LocalDate.of(2015, 6, 1);
    private static final String STORED = "select count(*) from identity_block";
    private static final String DIFFERENT = "select count(*) from (select distinct * from identity_block) keys";
    private static final String RECORDS =
            "select count(*) from (select distinct file_id, line from identity_block) keys";
    private static final String WEAK =
            "select count(*) from (select distinct file_id, line from identity_block where weak) keys";

    private final ReconciliationFixture hub = new ReconciliationFixture();

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void a_record_is_stored_once_however_often_its_person_is_decided() {
        hub.file(Feed.REGISTRATIONS, 1, List.of(registration("TA-1", "1234567", "12345678")));
        hub.reconcileAndDeliver();
        long first = count(STORED);
        hub.file(Feed.CERTIFICATES, 1, List.of(ReconciliationFixture.certificate("C-1", "12345678", "309A")));
        hub.reconcileAndDeliver();
        hub.file(Feed.REGISTRATIONS, 2, List.of(registration("TA-2", "1234567", "12345678")));
        hub.reconcileAndDeliver();

        assertThat(first).isPositive();
        assertThat(count(RECORDS)).isEqualTo(3);
        assertThat(count(STORED)).isGreaterThan(first).isEqualTo(count(DIFFERENT));
    }

    @Test
    void a_registration_without_account_number_is_found_by_an_index_of_its_own() {
        hub.file(
                Feed.REGISTRATIONS,
                1,
                List.of(registration("TA-1", "1234567", null), registration("TA-2", "7654321", "87654321")));
        hub.reconcile();

        assertThat(count(RECORDS)).isEqualTo(2);
        assertThat(count(WEAK)).isEqualTo(1);
    }

    private static Registration registration(String agreement, String client, String account) {
        return ReconciliationFixture.registration(agreement, client, account, "309A", DAY);
    }

    private long count(String sql) {
        return hub.jdbc().sql(sql).query(Long.class).single();
    }
}
