// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.attc;

import ca.tradeshub.canonical.EmployerYear;
import ca.tradeshub.canonical.Period;
import ca.tradeshub.canonical.Registration;
import java.time.LocalDate;
import java.util.List;

/**
 * A claim with what the first step found.
 *
 * @param facts the facts
 * @param commencedOn the day the programme commenced, null when not known
 * @param programme the terms of the programme, null when the day is not known or no terms apply on it
 */
record ClaimCase(ClaimFacts facts, LocalDate commencedOn, Programme programme) {

    Registration registration() {
        return facts.registration();
    }

    EmployerYear employer() {
        return facts.employerYear();
    }

    Period taxationYear() {
        return facts.employerYear().taxationYear();
    }

    List<ClaimFacts.Line> lines() {
        return facts.lines();
    }
}
