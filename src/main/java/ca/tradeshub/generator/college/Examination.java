// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.generator.college;

import ca.tradeshub.generator.random.SeededRandom;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The final examination.
 *
 * @param passedOn the day it was passed, null if no examination was written
 * @param mark mark in the Interprovincial Standards Examination, null if another examination was written
 * @param hasSeal whether the certificate has the Interprovincial seal
 * @param failed failed sittings before it
 * @param coursesOn the day the courses required for a fourth sitting were completed, null if they were not required
 */
record Examination(
        @Nullable LocalDate passedOn,
        @Nullable BigDecimal mark,
        boolean hasSeal,
        int failed,
        @Nullable LocalDate coursesOn) {

    private static final Examination NONE = new Examination(null, null, false, 0, null);
    /** The mark must exceed 69 under Reg. 1055, s. 14 (2), and be 70 today: no mark between the two is drawn. */
    private static final int SEALED_FROM = 7000;

    private static final int NOT_SEALED_TO = 6900;

    /** Returns no examination, with or without a seal from another province. */
    static Examination none(boolean hasSeal) {
        return hasSeal ? new Examination(null, null, true, 0, null) : NONE;
    }

    /** Returns an examination passed on a day, at the first sitting and without a mark. */
    static Examination passed(LocalDate on) {
        return new Examination(on, null, false, 0, null);
    }

    /** Draws an examination that was passed on a day. */
    static Examination passed(LocalDate on, SeededRandom random) {
        int drawn = random.below(1000);
        int failed = drawn < 850 ? 0 : drawn < 950 ? 1 : drawn < 985 ? 2 : 3;
        LocalDate courses = failed == 3 ? on.minusDays(random.between(10, 60)) : null;
        if (random.perMille(350)) {
            return new Examination(on, null, false, failed, courses);
        }
        boolean sealed = random.perMille(880);
        int mark = sealed ? random.between(SEALED_FROM, 9700) : random.between(6000, NOT_SEALED_TO);
        return new Examination(on, BigDecimal.valueOf(mark, 2), sealed, failed, courses);
    }
}
