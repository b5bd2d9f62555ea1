// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.attc;

import ca.tradeshub.canonical.EmployerYear;
import ca.tradeshub.canonical.Period;
import ca.tradeshub.canonical.Registration;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A claim with what the first step found.
 *
 * @param facts the facts
 * @param commencedOn the day the programme commenced, null when not known
 * @param programme the terms of the programme, null when the day is not known or no terms apply on it
 */
record ClaimCase(ClaimFacts facts, @Nullable LocalDate commencedOn, @Nullable Programme programme) {

    Registration registration() {
        return facts.registration();
    }

    EmployerYear employer() {
        return facts.employerYear();
    }

    Period taxationYear() {
        return facts.employerYear().taxationYear();
    }

    /** The terms of the programme; only for a claim that has them. */
    Programme terms() {
        return Objects.requireNonNull(programme, "the claim has the terms of a programme");
    }

    List<ClaimFacts.Line> lines() {
        return facts.lines();
    }
}
