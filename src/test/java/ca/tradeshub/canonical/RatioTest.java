// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.canonical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RatioTest {

    @Test
    void is_kept_in_lowest_terms_with_the_sign_above() {
        assertThat(Ratio.of(4, -6)).isEqualTo(Ratio.of(-2, 3));
        assertThat(Ratio.of(0, 7)).isEqualTo(Ratio.ZERO);
        assertThat(Ratio.of(new BigDecimal("35.90"))).isEqualTo(Ratio.of(359, 10));
        assertThat(Ratio.of(new BigDecimal("2E+3"))).isEqualTo(Ratio.of(2000));
    }

    /** Numbers of each size, also around the greatest of a long. */
    @Test
    void is_kept_in_lowest_terms_whatever_the_size() {
        List<BigInteger> numbers = Stream.of(
                        "1",
                        "2",
                        "6",
                        "35",
                        "100",
                        "4611686018427387903",
                        "4611686018427387904",
                        "9223372036854775807",
                        "9223372036854775808",
                        "9223372036854775810",
                        "170141183460469231731687303715884105728")
                .map(BigInteger::new)
                .flatMap(number -> Stream.of(number, number.negate()))
                .toList();
        for (BigInteger numerator : numbers) {
            for (BigInteger denominator : numbers) {
                Ratio ratio = new Ratio(numerator, denominator);

                assertThat(ratio.denominator()).isPositive();
                assertThat(ratio.numerator().gcd(ratio.denominator())).isEqualTo(BigInteger.ONE);
                assertThat(ratio.numerator().multiply(denominator))
                        .isEqualTo(ratio.denominator().multiply(numerator));
            }
            assertThat(new Ratio(BigInteger.ZERO, numerator)).isEqualTo(Ratio.ZERO);
        }
    }

    @Test
    void computes_exactly() {
        Ratio third = Ratio.of(1, 3);
        assertThat(third.plus(third).plus(third)).isEqualTo(Ratio.ONE);
        assertThat(third.minus(Ratio.ONE)).isEqualTo(Ratio.of(-2, 3));
        assertThat(third.times(Ratio.of(3))).isEqualTo(Ratio.ONE);
        assertThat(Ratio.ONE.dividedBy(third)).isEqualTo(Ratio.of(3));
        assertThat(third.min(Ratio.ONE)).isEqualTo(third);
        assertThat(third.max(Ratio.ONE)).isEqualTo(Ratio.ONE);
        assertThat(third).hasToString("1/3");
        assertThatThrownBy(() -> third.dividedBy(Ratio.ZERO)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void rounds_half_up_to_the_cent() {
        assertThat(Ratio.of(1, 200).toMoney()).isEqualTo(Money.of("0.01"));
        assertThat(Ratio.of(49, 10000).toMoney()).isEqualTo(Money.of("0.00"));
        assertThat(Ratio.of(2, 3).toMoney()).isEqualTo(Money.of("0.67"));
    }

    @Test
    void gives_the_exact_decimal_or_none() {
        assertThat(Ratio.of(55, 200).toDecimal()).isEqualTo(new BigDecimal("0.275"));
        assertThat(Ratio.of(500).toDecimal()).isEqualTo(new BigDecimal("500"));
        assertThatThrownBy(() -> Ratio.of(1, 3).toDecimal()).isInstanceOf(ArithmeticException.class);
    }
}
