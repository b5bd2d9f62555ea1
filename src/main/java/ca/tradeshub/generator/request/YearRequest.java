package ca.tradeshub.generator.request;

/**
 * The request for a generated year.
 *
 * @param apprentices number of apprentices
 * @param payLines number of pay lines in a clean year
 * @param certificates number of certificates in a clean year
 * @param seed the seed: the same request with the same seed gives the same bytes on every machine
 * @param year the year in which taxation years begin
 * @param years number of taxation years of each employer
 * @param registerSchedule how often the agencies send their registers
 * @param payrollSchedule how often employers send payroll
 * @param largestFile the most records of a file
 * @param faultInjection the faults to inject
 */
public record YearRequest(
        int apprentices,
        int payLines,
        int certificates,
        long seed,
        int year,
        int years,
        RegisterSchedule registerSchedule,
        PayrollSchedule payrollSchedule,
        int largestFile,
        FaultInjection faultInjection) {

    private static final int MOST_APPRENTICES = 2_000_000;
    private static final int FIRST_YEAR = 2010;
    private static final int LAST_YEAR = 2019;

    /**
     * @throws ImpossibleYearException if a number is out of range
     */
    public YearRequest {
        check(apprentices >= 1 && apprentices <= MOST_APPRENTICES, "The number of apprentices must be 1 to 2,000,000");
        check(payLines >= 0, "The number of pay lines cannot be negative");
        check(certificates >= 0, "The number of certificates cannot be negative");
        check(
                year >= FIRST_YEAR && year <= LAST_YEAR,
                "The year must be 2010 to 2019: the present rules of the tax credit cover expenditures from 2009, and"
                        + " the last eligible programmes ended in 2020");
        check(years == 1 || years == 2, "The number of taxation years must be 1 or 2");
        check(largestFile >= 1000, "The most records of a file must be at least 1,000");
    }

    private static void check(boolean holds, String sentence) {
        if (!holds) {
            throw new ImpossibleYearException(sentence);
        }
    }

    /** Returns the generated period. */
    public GeneratedPeriod generatedPeriod() {
        return new GeneratedPeriod(year, years);
    }
}
