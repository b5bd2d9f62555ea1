// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.tradeshub.canonical.TradeCode;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LawTest {

    private final Law law = Law.standard();

    @Test
    void a_value_stands_from_its_first_to_its_last_day() {
        Dated<Integer> months = law.integers("attc.window.months");
        assertThat(months.on(LocalDate.parse("2015-04-23"))).contains(48);
        assertThat(months.on(LocalDate.parse("2015-04-24"))).contains(36);
        assertThat(months.on(LocalDate.parse("2017-11-14"))).contains(36);
        assertThat(months.on(LocalDate.parse("2017-11-15"))).isEmpty();
    }

    @Test
    void a_day_before_the_first_value_is_unknown() {
        assertThat(law.integers("portal.renewal.years").on(LocalDate.parse("2024-03-31")))
                .isEmpty();
        assertThat(law.integers("portal.renewal.years").on(LocalDate.parse("2024-04-01")))
                .contains(1);
    }

    @Test
    void a_value_or_reading_nobody_wrote_is_an_error() {
        assertThatThrownBy(() -> law.texts("no.such")).hasMessageContaining("no.such");
        assertThatThrownBy(() -> law.withReadings(Map.of("C1", "as-you-like"))).hasMessageContaining("as-you-like");
    }

    @Test
    void another_reading_is_another_law() {
        Law flipped = law.withReadings(Map.of("C1", "two-days-before-anniversary"));
        assertThat(flipped.interpretation("C1").is("two-days-before-anniversary"))
                .isTrue();
        assertThat(flipped.digest()).isNotEqualTo(law.digest());
        assertThat(law.withReadings(Map.of()).digest()).isEqualTo(law.digest());
    }

    @Test
    void the_register_holds_appendix_a_and_the_compulsory_trades() {
        TradeRegister trades = law.trades();
        assertThat(trades.all().stream().filter(Trade::qualifying)).hasSize(130);
        assertThat(trades.all().stream().filter(Trade::compulsory)).hasSize(23);
        assertThat(trades.find(new TradeCode("332a"))).get().satisfies(hairstylist -> {
            assertThat(hairstylist.compulsory()).isTrue();
            assertThat(hairstylist.qualifying()).isFalse();
        });
        assertThat(trades.find(new TradeCode("310s"))).get().satisfies(trade -> {
            assertThat(trade.name()).isEqualTo("Automotive Service Technician");
            assertThat(trade.qualifying()).isTrue();
        });
        assertThat(trades.find(new TradeCode("404d")).orElseThrow().name()).contains("Decorator");
        assertThat(trades.find(new TradeCode("404d")).orElseThrow().printedName())
                .contains("Decorato ");
        assertThat(trades.find(new TradeCode("999Z"))).isEmpty();
    }

    @Test
    void a_trade_is_found_by_its_code_whatever_its_case() {
        Trade plumber =
                new Trade(new TradeCode("306A"), "Plumber", "Plumber", "Construction", List.of(), true, true, null);
        TradeRegister register = new TradeRegister(List.of(plumber));
        assertThat(register.find(new TradeCode("306a"))).contains(plumber);
        assertThat(register.knows(new TradeCode("306a"))).isTrue();
        assertThat(register.knows(new TradeCode("307A"))).isFalse();
        assertThat(register.all()).containsExactly(plumber);
    }

    @Test
    void a_code_that_a_trade_had_before_means_that_trade() {
        TradeRegister trades = law.trades();
        assertThat(trades.find(new TradeCode("268a"))).isEqualTo(trades.find(new TradeCode("268R")));
        assertThat(trades.knows(new TradeCode("268A"))).isTrue();
        assertThat(trades.isSame(new TradeCode("268A"), new TradeCode("268r"))).isTrue();
        assertThat(trades.isSame(new TradeCode("268R"), new TradeCode("268a"))).isTrue();
        assertThat(trades.isSame(new TradeCode("268A"), new TradeCode("268B"))).isFalse();
        assertThat(trades.all()).extracting(trade -> trade.code().value()).doesNotContain("268A");
    }

    @Test
    void only_three_trades_ever_left_appendix_a() {
        assertThat(law.trades().all().stream().filter(trade -> trade.qualifiesUntil() != null))
                .extracting(trade -> trade.code().value())
                .containsExactly("634A", "634D", "634E");
    }
}
