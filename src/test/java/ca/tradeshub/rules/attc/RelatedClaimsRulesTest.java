// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.attc;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.EmployerYear;
import ca.tradeshub.canonical.EmployerYear.Partner;
import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.Period;
import ca.tradeshub.canonical.Ratio;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.law.Law;
import ca.tradeshub.rules.Samples;
import ca.tradeshub.rules.attc.ClaimFacts.MaximumShare;
import ca.tradeshub.rules.attc.ClaimFacts.SharedMaximum;
import ca.tradeshub.rules.engine.Finding;
import ca.tradeshub.rules.engine.Outcome;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How the rules of a claim judge related claims and agreements. */
class RelatedClaimsRulesTest {

    private final TaxCredit credit = new TaxCredit(Law.standard());

    @Test
    void claims_that_together_have_the_maximum_of_their_days_pass() {
        assertThat(holds(shared("3000.00", YEAR, "2000.00", YEAR, false))).isEmpty();
        assertThat(holds(shared("1250.00", FIRST_QUARTER, "1236.33", SECOND_QUARTER, false)))
                .isEmpty();
    }

    @Test
    void claims_whose_credits_have_the_maximum_to_the_cent_pass() {
        assertThat(holds(shared("3000.00", YEAR, "2000.004", YEAR, false))).isEmpty();
        assertThat(holds(shared("2500.005", YEAR, "2499.995", YEAR, false)))
                .as("exactly the maximum, though each is rounded up")
                .isEmpty();
        assertThat(holds(shared("3000.00", YEAR, "2000.005", YEAR, false))).hasSize(1);
        assertThat(holds(shared("2500.005", YEAR, "2500.005", YEAR, false))).hasSize(1);
    }

    @Test
    void claims_that_together_have_more_are_held_with_both_named() {
        assertThat(holds(shared("3000.00", YEAR, "2000.01", YEAR, false)))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.rule()).isEqualTo("ATTC-27");
                    assertThat(finding.observed()).isEqualTo("one 3000.00, other 2000.01");
                    assertThat(TaxCredit.isSharedMaximum(finding)).isTrue();
                });
        assertThat(holds(shared("1250.00", FIRST_QUARTER, "1250.00", FIRST_QUARTER, false)))
                .as("the same days count once")
                .hasSize(1);
    }

    @Test
    void claims_under_several_original_agreements_are_held_whatever_they_amount_to() {
        assertThat(holds(shared("1.00", YEAR, "1.00", YEAR, true)))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.observed()).isEqualTo("one 1.00, other 1.00");
                    assertThat(TaxCredit.isSharedMaximum(finding)).isTrue();
                });
    }

    @Test
    void another_finding_is_not_about_a_shared_maximum() {
        assertThat(credit.assess(week().employer(e -> e.associatedGroup = true).facts())
                        .findings())
                .isNotEmpty()
                .noneMatch(TaxCredit::isSharedMaximum);
    }

    @Test
    void trades_are_one_by_their_current_code() {
        assertThat(credit.isOneTrade(inTrade("268A"), inTrade("268R"))).isTrue();
        assertThat(credit.isOneTrade(inTrade("306A"), inTrade("306A"))).isTrue();
        assertThat(credit.isOneTrade(inTrade("306A"), inTrade("307A"))).isFalse();
    }

    @Test
    void partners_get_their_parts_of_a_credit() {
        EmployerYear partnership = Samples.employerYear(e -> {
            e.kind = EmployerYear.Kind.PARTNERSHIP;
            e.partners = List.of(
                    new Partner("one", Partner.Kind.GENERAL, new BigDecimal("0.6")),
                    new Partner("two", Partner.Kind.GENERAL, new BigDecimal("0.4")));
        });
        assertThat(credit.partnerShares(partnership, Money.of("5000.00"))).hasSize(2);
        assertThat(credit.partnerShares(Samples.employerYear(e -> {}), Money.of("5000.00")))
                .isEmpty();
    }

    @Test
    void an_earlier_registration_in_the_trade_holds_the_claim_and_is_named() {
        assertThat(holds(withRelated(registered("TA-OLD", "2014-05-01", null, "306A"))))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.rule()).isEqualTo("ATTC-22");
                    assertThat(finding.observed()).isEqualTo("TA-2016-000001 2016-01-01 > TA-OLD 2014-05-01");
                });
        assertThat(holds(withRelated(registered("TA-OLD", "2016-02-01", "2013-03-01", "306A"))))
                .as("the original registration counts")
                .extracting(Finding::observed)
                .containsExactly("TA-2016-000001 2016-01-01 > TA-OLD 2013-03-01");
        assertThat(holds(withRelated(registered("TA-OLD", "2016-01-01", null, "306A"))))
                .isEmpty();
        assertThat(holds(withRelated(registered("TA-OLD", "2014-05-01", null, "307A"))))
                .isEmpty();
    }

    private static final List<Period> YEAR = days("2016-01-01", "2016-12-31");
    private static final List<Period> FIRST_QUARTER = days("2016-01-01", "2016-03-31");
    private static final List<Period> SECOND_QUARTER = days("2016-04-01", "2016-06-30");

    private List<Finding> holds(ClaimFacts facts) {
        return credit.assess(facts).findings().stream()
                .filter(finding -> finding.outcome() == Outcome.HOLD)
                .toList();
    }

    private static ClaimFacts shared(
            String own, List<Period> ownDays, String other, List<Period> otherDays, boolean severalOriginals) {
        return week().facts()
                .with(ClaimFacts.Context.NOTHING.sharing(new SharedMaximum(
                        new MaximumShare("one", Ratio.of(new BigDecimal(own)), ownDays),
                        List.of(new MaximumShare("other", Ratio.of(new BigDecimal(other)), otherDays)),
                        severalOriginals)));
    }

    private static ClaimFacts withRelated(Registration other) {
        return week().facts().with(ClaimFacts.Context.NOTHING.withOtherAgreements(List.of(other)));
    }

    private static Registration registered(String number, String on, String originallyOn, String trade) {
        return Samples.registration(r -> {
            r.agreementNumber = number;
            r.registeredOn = LocalDate.parse(on);
            if (originallyOn != null) {
                r.origin = Registration.Origin.CHANGE_OF_EMPLOYER;
                r.originalRegisteredOn = LocalDate.parse(originallyOn);
            }
            r.trade = new TradeCode(trade);
        });
    }

    private static Registration inTrade(String code) {
        return Samples.registration(r -> r.trade = new TradeCode(code));
    }

    private static List<Period> days(String start, String end) {
        return List.of(new Period(LocalDate.parse(start), LocalDate.parse(end)));
    }

    private static Claims week() {
        return Claims.of(r -> {}).line("2016-01-04", "2016-01-10", "650.00");
    }
}
