// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.canonical;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CauseChainTest {

    @Test
    void the_chain_lists_every_cause_in_order() {
        Throwable root = new IllegalArgumentException("root");
        Throwable failure = new IllegalStateException("outer", new RuntimeException("middle", root));

        assertThat(CauseChain.of(failure)).extracting(Throwable::getMessage).containsExactly("outer", "middle", "root");
        assertThat(CauseChain.root(failure)).isSameAs(root);
    }

    @Test
    void a_failure_without_cause_is_its_own_root() {
        Throwable failure = new IllegalStateException("only");

        assertThat(CauseChain.of(failure)).containsExactly(failure);
        assertThat(CauseChain.root(failure)).isSameAs(failure);
    }

    @Test
    void causes_in_a_circle_end() {
        Exception first = new Exception("first");
        Exception second = new Exception("second", first);
        first.initCause(second);

        assertThat(CauseChain.of(first)).containsExactly(first, second);
    }
}
