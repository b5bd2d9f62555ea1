// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.generator.people;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.Sin;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class NumbersTest {

    @Test
    void numbers_have_valid_check_digits_and_are_unique() {
        Set<Object> dealt = new HashSet<>();
        LongStream.range(0, 2000).map(ordinal -> ordinal * 997).forEach(ordinal -> {
            Sin sin = Numbers.sin(ordinal);
            assertThat(sin.isValid()).isTrue();
            assertThat(sin.isTemporary()).isFalse();
            assertThat(Numbers.temporarySin(ordinal).isTemporary()).isTrue();
            assertThat(Numbers.temporarySin(ordinal).isValid()).isTrue();
            assertThat(Numbers.payrollAccount(ordinal).isPayrollAccount()).isTrue();
            assertThat(Numbers.clientId(ordinal)).hasSize(7);
            assertThat(Numbers.apprenticeAccount(ordinal)).hasSize(8);
            assertThat(Numbers.journeypersonAccount(ordinal)).hasSize(8);
            assertThat(dealt.add(sin)).isTrue();
            assertThat(dealt.add(Numbers.payrollAccount(ordinal))).isTrue();
        });
        assertThat(dealt).hasSize(4000);
    }
}
