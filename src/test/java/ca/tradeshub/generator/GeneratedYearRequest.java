// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.generator;

import ca.tradeshub.generator.request.FaultInjection;
import ca.tradeshub.generator.request.GeneratedPeriod;
import ca.tradeshub.generator.request.PayrollSchedule;
import ca.tradeshub.generator.request.RegisterSchedule;
import ca.tradeshub.generator.request.YearRequest;
import ca.tradeshub.generator.request.YearSize;

/**
 * Builds requests for tests: a clean year 2015 with the seed 7, with monthly registers and payroll by size.
 *
 * @param size the number of records
 * @param seed the seed
 * @param period the taxation years
 * @param registerSchedule how often the agencies send their registers
 * @param faults the faults to inject
 */
record GeneratedYearRequest(
        YearSize size, long seed, GeneratedPeriod period, RegisterSchedule registerSchedule, FaultInjection faults) {

    private static final int LARGEST_FILE = 50_000;

    static GeneratedYearRequest of(int apprentices, int payLines, int certificates) {
        return new GeneratedYearRequest(
                new YearSize(apprentices, payLines, certificates),
                7,
                new GeneratedPeriod(2015, 1),
                RegisterSchedule.MONTHLY,
                FaultInjection.NONE);
    }

    GeneratedYearRequest withSeed(long other) {
        return new GeneratedYearRequest(size, other, period, registerSchedule, faults);
    }

    GeneratedYearRequest in(int year, int years) {
        return new GeneratedYearRequest(size, seed, new GeneratedPeriod(year, years), registerSchedule, faults);
    }

    GeneratedYearRequest sent(RegisterSchedule other) {
        return new GeneratedYearRequest(size, seed, period, other, faults);
    }

    GeneratedYearRequest with(FaultInjection other) {
        return new GeneratedYearRequest(size, seed, period, registerSchedule, other);
    }

    YearRequest build() {
        return new YearRequest(size, seed, period, registerSchedule, PayrollSchedule.BY_SIZE, LARGEST_FILE, faults);
    }
}
