// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.generator.employer;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.law.Law;
import ca.tradeshub.law.Trade;
import java.time.LocalDate;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Compares the generator's table of trades with the lists of the law. */
class TradeProfileTest {

    @Test
    void the_table_agrees_with_the_lists_of_the_law() {
        Law law = Law.standard();
        Set<String> tqaa = law.sets("tqaa.trades").on(LocalDate.of(2013, 4, 7)).orElseThrow();
        assertThat(TradeProfile.all()).hasSizeGreaterThan(60).allSatisfy(profile -> {
            Trade trade = law.trades().find(profile.code()).orElseThrow();
            assertThat(profile.isInAppendixA()).isEqualTo(trade.qualifying());
            assertThat(profile.isCompulsory()).isEqualTo(trade.compulsory());
            assertThat(profile.wasUnderTqaa())
                    .isEqualTo(tqaa.contains(profile.code().value()));
            assertThat(trade.qualifiesUntil()).isNull();
        });
    }

    @Test
    void every_compulsory_trade_is_in_the_table() {
        Law law = Law.standard();
        assertThat(law.trades().all().stream().filter(Trade::compulsory).map(Trade::code))
                .isNotEmpty()
                .isSubsetOf(TradeProfile.all().stream().map(TradeProfile::code).toList());
    }
}
