// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.generator.request;

/**
 * The request for a generated year.
 *
 * @param size the number of records
 * @param seed the seed: the same request with the same seed gives the same bytes on every machine
 * @param generatedPeriod the taxation years
 * @param registerSchedule how often the agencies send their registers
 * @param payrollSchedule how often employers send payroll
 * @param largestFile the most records of a file
 * @param faultInjection the faults to inject
 */
public record YearRequest(
        YearSize size,
        long seed,
        GeneratedPeriod generatedPeriod,
        RegisterSchedule registerSchedule,
        PayrollSchedule payrollSchedule,
        int largestFile,
        FaultInjection faultInjection) {

    private static final int LEAST_RECORDS = 1000;

    /**
     * @throws ImpossibleYearException if the most records of a file are out of range
     */
    public YearRequest {
        ImpossibleYearException.unless(largestFile >= LEAST_RECORDS, "largest-file");
    }
}
