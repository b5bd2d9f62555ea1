// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.overview.messages;

import static ca.tradeshub.reconciliation.ReconciliationFixture.certificate;
import static ca.tradeshub.reconciliation.ReconciliationFixture.employer;
import static ca.tradeshub.reconciliation.ReconciliationFixture.registration;
import static ca.tradeshub.reconciliation.ReconciliationFixture.week;
import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.reconciliation.ReconciliationFixture;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The files that a decision reads although they have no record of its key. */
class RelatedFilesTest {

    private static final LocalDate JUNE_2015 = LocalDate.of(2015, 6, 1);
    private static final String TAX = "taxcredit.verification";
    private static final String CLAIM = "123026635RP0001/TA-1/2016-12-31";

    private final ReconciliationFixture hub = new ReconciliationFixture();
    private final RelatedFiles related = new RelatedFiles(hub.jdbc());

    @BeforeEach
    void a_claim_is_sent() {
        hub.file(Feed.REGISTRATIONS, 1, List.of(registration("TA-1", "1234567", "12345678", "309A", JUNE_2015)));
        hub.file(Feed.PAYROLL, 1, employer("500000.00"), List.of(), List.of(week(0, "TA-1", "309A", "650.00")));
        hub.reconcileAndDeliver();
        assertThat(hub.messages(CLAIM)).containsExactly("NEW 1");
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void another_agreement_of_the_person_is_found_by_a_number() {
        long other = hub.file(
                Feed.REGISTRATIONS, 2, List.of(registration("TA-2", "7654321", "12345678", "310S", JUNE_2015)));
        hub.file(Feed.REGISTRATIONS, 3, List.of(registration("TA-3", "1111111", "33333333", "310S", JUNE_2015)));
        hub.reconcileAndDeliver();

        assertThat(of(TAX, CLAIM)).contains("OTHER_AGREEMENT " + other).doesNotContain("CERTIFICATE");
        assertThat(of(TAX, CLAIM))
                .filteredOn(each -> each.startsWith("OTHER_AGREEMENT"))
                .hasSize(1);
    }

    @Test
    void certificates_of_the_person_are_found_by_the_account_number() {
        long own = hub.file(Feed.CERTIFICATES, 1, List.of(certificate("C-1", "12345678", "309A")));
        hub.file(Feed.CERTIFICATES, 2, List.of(certificate("C-2", "87654321", "309A")));
        hub.reconcileAndDeliver();

        assertThat(of(TAX, CLAIM)).contains("CERTIFICATE " + own);
        assertThat(of(TAX, CLAIM))
                .filteredOn(each -> each.startsWith("CERTIFICATE"))
                .hasSize(1);
        assertThat(of("registry.certification", "12345678/309A")).contains("CERTIFICATE " + own);
    }

    @Test
    void other_pay_of_the_taxpayer_is_found() {
        long other =
                hub.file(Feed.PAYROLL, 2, employer("500000.00"), List.of(), List.of(week(1, "TA-9", "309A", "650.00")));
        hub.reconcileAndDeliver();

        assertThat(of(TAX, CLAIM)).contains("OTHER_CLAIM " + other);
    }

    private List<String> of(String queue, String key) {
        return related.of(queue, key).stream()
                .map(file -> file.kind() + " " + file.id())
                .toList();
    }
}
