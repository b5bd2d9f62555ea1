// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.ledger.RecordState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StateMovesTest {

    private static final Set<RecordState> OPEN = RecordState.STANDING;
    private static final RecordAddress ONE = new RecordAddress(1, 1);
    private static final RecordAddress TWO = new RecordAddress(1, 2);
    private static final RecordAddress THREE = new RecordAddress(1, 3);

    private final Map<DecisionEffects.Move, List<RecordAddress>> moves = new LinkedHashMap<>();

    @Test
    void holds_for_one_reason_are_one_statement_whatever_their_keys() {
        hold("A", ONE);
        release(TWO);
        hold("B", THREE);

        List<StateMoves> all = StateMoves.of(moves);

        assertThat(all).hasSize(2);
        assertThat(all.get(0).isWithKeys()).isTrue();
        assertThat(all.get(0).withKeys()).containsExactly(entry(ONE, "A"), entry(THREE, "B"));
        assertThat(all.get(0).move().withheld()).isFalse();
        assertThat(all.get(1).isWithKeys()).isFalse();
        assertThat(all.get(1).records()).containsExactly(TWO);
    }

    @Test
    void the_last_of_two_keys_that_hold_a_record_counts() {
        hold("A", ONE, TWO);
        hold("B", TWO);

        assertThat(StateMoves.of(moves)).singleElement().satisfies(each -> assertThat(each.withKeys())
                .containsExactly(entry(ONE, "A"), entry(TWO, "B")));
    }

    @Test
    void a_record_that_is_held_released_and_held_again_changes_in_this_order() {
        hold("A", ONE);
        release(ONE);
        hold("B", ONE, TWO);

        List<StateMoves> all = StateMoves.of(moves);

        assertThat(all)
                .extracting(each -> each.move().to())
                .containsExactly(RecordState.HELD, RecordState.PENDING, RecordState.HELD);
        assertThat(all.get(2).withKeys()).containsExactly(entry(ONE, "B"), entry(TWO, "B"));
    }

    @Test
    void a_hold_of_the_record_itself_is_apart_from_those_of_keys() {
        move(RecordState.HELD, null, ONE);
        hold("A", TWO);

        List<StateMoves> all = StateMoves.of(moves);

        assertThat(all).hasSize(2);
        assertThat(all.get(0).move().withheld()).isTrue();
        assertThat(all.get(1).move().withheld()).isFalse();
    }

    private void hold(String key, RecordAddress... records) {
        move(RecordState.HELD, key, records);
    }

    private void release(RecordAddress... records) {
        move(RecordState.PENDING, null, records);
    }

    private void move(RecordState to, @Nullable String key, RecordAddress... records) {
        moves.put(new DecisionEffects.Move(OPEN, to, to == RecordState.HELD ? "RULE" : null, key), List.of(records));
    }
}
