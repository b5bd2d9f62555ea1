// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.explanation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import ca.tradeshub.canonical.BusinessNumber;
import ca.tradeshub.canonical.EmployerYear;
import ca.tradeshub.canonical.EmployerYear.Partner;
import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.law.Law;
import ca.tradeshub.reconciliation.ReconciliationFixture;
import ca.tradeshub.reconciliation.records.StandingRecords;
import ca.tradeshub.rules.Samples;
import ca.tradeshub.rules.attc.TaxCredit;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class TotalCreditsTest {

    private static final String ONE = "123026635RP0001";
    private static final String TWO = "123026635RP0002";
    private static final LocalDate END = LocalDate.of(2016, 12, 31);

    private final ReconciliationFixture hub = new ReconciliationFixture();
    private final TotalCredits totals = new TotalCredits(
            hub.part(JdbcClient.class), hub.part(StandingRecords.class), new TaxCredit(Law.standard()));
    private int sequence;

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void the_claims_of_every_payroll_account_are_added_up() {
        pay(ONE, "TA-1", "306A", "1000.00", List.of());
        pay(TWO, "TA-2", "442A", "2000.00", List.of());
        hub.reconcileAndDeliver();

        TotalCredit total = totals.of("123026635", END).orElseThrow();

        assertThat(total.credit()).isEqualTo("900.00");
        assertThat(total.claims())
                .extracting(TotalCredit.Claim::recordKey, TotalCredit.Claim::state, TotalCredit.Claim::credit)
                .containsExactly(
                        tuple(ONE + "/TA-1/2016-12-31", "SENT", "300.00"),
                        tuple(TWO + "/TA-2/2016-12-31", "SENT", "600.00"));
        assertThat(total.partners()).isEmpty();
    }

    @Test
    void a_claim_without_a_message_is_listed_and_not_added() {
        pay(ONE, "TA-1", "306A", "1000.00", List.of());
        payLine(ONE, "TA-9", "306A", "5000.00", List.of());
        hub.reconcileAndDeliver();

        TotalCredit total = totals.of("123026635", END).orElseThrow();

        assertThat(total.credit()).isEqualTo("300.00");
        assertThat(total.claims())
                .extracting(TotalCredit.Claim::state, TotalCredit.Claim::credit)
                .containsExactly(tuple("SENT", "300.00"), tuple("WAITING", null));
    }

    @Test
    void each_partner_has_its_sum() {
        List<Partner> partners = List.of(
                partner(Partner.Kind.GENERAL, "0.6"),
                partner(Partner.Kind.LIMITED, "0.1"),
                partner(Partner.Kind.GENERAL, "0.3"));
        pay(ONE, "TA-1", "306A", "1000.00", partners);
        pay(ONE, "TA-2", "442A", "2000.00", partners);
        hub.reconcileAndDeliver();

        TotalCredit total = totals.of("123026635", END).orElseThrow();

        assertThat(total.credit()).isEqualTo("810.00");
        assertThat(total.partners())
                .containsExactly(
                        new TotalCredit.Partner(1, "GENERAL", "0.6", "540.00"),
                        new TotalCredit.Partner(2, "LIMITED", "0.1", "0.00"),
                        new TotalCredit.Partner(3, "GENERAL", "0.3", "270.00"));
    }

    @Test
    void another_year_another_taxpayer_and_part_of_a_number_have_none() {
        pay(ONE, "TA-1", "306A", "1000.00", List.of());
        hub.reconcileAndDeliver();

        assertThat(totals.of("123026635", END.plusYears(1))).isEmpty();
        assertThat(totals.of("123456782", END)).isEmpty();
        assertThat(totals.of("1230", END)).isEmpty();
    }

    private static Partner partner(Partner.Kind kind, String share) {
        return new Partner("P", kind, new BigDecimal(share));
    }

    private void pay(String account, String agreement, String trade, String gross, List<Partner> partners) {
        hub.file(Feed.REGISTRATIONS, ++sequence, List.of(Samples.registration(draft -> {
            draft.agreementNumber = agreement;
            draft.trade = new TradeCode(trade);
        })));
        payLine(account, agreement, trade, gross, partners);
    }

    private void payLine(String account, String agreement, String trade, String gross, List<Partner> partners) {
        hub.file(
                Feed.PAYROLL,
                ++sequence,
                Samples.employerYear(draft -> {
                    draft.businessNumber = new BusinessNumber(account);
                    draft.kind = partners.isEmpty() ? EmployerYear.Kind.CORPORATION : EmployerYear.Kind.PARTNERSHIP;
                    draft.partners = partners;
                }),
                List.of(),
                List.of(Samples.payLine(draft -> {
                    draft.employer = new BusinessNumber(account);
                    draft.lineId = "L-" + agreement;
                    draft.agreementNumber = agreement;
                    draft.trade = new TradeCode(trade);
                    draft.grossWages = Money.of(gross);
                    draft.employeeTotalWages = Money.of("90000.00");
                })));
    }
}
