// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class FailureCauseTest {

    @Test
    void the_failure_and_its_root_are_named() {
        assertThat(FailureCause.of(new IllegalStateException("outer", new IOException("no space left on device"))))
                .isEqualTo("IllegalStateException: outer < IOException: no space left on device");
    }

    @Test
    void what_a_database_says_is_left_out_since_it_quotes_rows() {
        assertThat(FailureCause.of(new SQLException("Key (sin)=(046454286) already exists", "23505")))
                .isEqualTo("SQLException (SQL state 23505)");
    }

    @Test
    void quoted_text_and_long_digits_are_left_out() {
        assertThat(FailureCause.of(new IllegalArgumentException("no date: \"Anna Smith\", 046 454 286, 'Jones'")))
                .isEqualTo("IllegalArgumentException: no date: …, #, …");
    }

    @Test
    void only_the_first_line_is_shown() {
        assertThat(FailureCause.of(new IOException("broken\nSmith, Anna"))).isEqualTo("IOException: broken");
        assertThat(FailureCause.of(new IOException())).isEqualTo("IOException");
    }

    @Test
    void without_message_only_the_type_of_the_root_and_the_broker_s_code_remain() {
        assertThat(FailureCause.withoutMessage(
                        new IllegalStateException("outer", new IOException("AMQ219014: timed out for Smith"))))
                .isEqualTo("IOException AMQ219014");
        assertThat(FailureCause.withoutMessage(new IOException("Smith"))).isEqualTo("IOException");
    }
}
