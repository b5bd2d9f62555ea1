// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.exceptions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ResolutionTest {

    private static final Instant DECIDED = Instant.parse("2026-11-20T12:00:00Z");
    private static final Instant APPROVED = DECIDED.plusSeconds(60);
    private static final Instant UNDONE = DECIDED.plusSeconds(120);

    @Test
    void one_without_approval_is_in_force_from_its_decision_until_it_is_undone() {
        Resolution active = resolution(false, null, null);
        Resolution undone = resolution(false, null, UNDONE);

        assertThat(active.inForce()).isTrue();
        assertThat(active.awaitsApproval()).isFalse();
        assertThat(active.inForceAt(DECIDED.minusMillis(1))).isFalse();
        assertThat(active.inForceAt(DECIDED)).isTrue();
        assertThat(undone.inForce()).isFalse();
        assertThat(undone.inForceAt(UNDONE.minusMillis(1))).isTrue();
        assertThat(undone.inForceAt(UNDONE)).isFalse();
    }

    @Test
    void one_that_needs_approval_is_in_force_from_the_approval() {
        Resolution waiting = resolution(true, null, null);
        Resolution approved = resolution(true, APPROVED, null);

        assertThat(waiting.inForce()).isFalse();
        assertThat(waiting.awaitsApproval()).isTrue();
        assertThat(waiting.inForceAt(UNDONE)).isFalse();
        assertThat(approved.inForce()).isTrue();
        assertThat(approved.awaitsApproval()).isFalse();
        assertThat(approved.inForceAt(DECIDED)).isFalse();
        assertThat(approved.inForceAt(APPROVED)).isTrue();
    }

    @Test
    void one_that_was_declined_neither_waits_nor_is_in_force() {
        Resolution declined = resolution(true, null, UNDONE);

        assertThat(declined.inForce()).isFalse();
        assertThat(declined.awaitsApproval()).isFalse();
        assertThat(declined.inForceAt(UNDONE.minusMillis(1))).isFalse();
    }

    private static Resolution resolution(boolean needsApproval, @Nullable Instant approved, @Nullable Instant undone) {
        return new Resolution(
                1,
                2,
                ResolutionKind.ACCEPT,
                "basis",
                null,
                "The sponsor confirmed it.",
                "anna",
                DECIDED,
                needsApproval,
                approved == null ? null : "boris",
                approved,
                undone == null ? null : new Resolution.Ended("anna", undone, "A mistake.", null),
                null);
    }
}
