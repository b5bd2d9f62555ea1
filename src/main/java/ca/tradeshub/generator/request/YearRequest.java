package ca.tradeshub.generator.request;

/**
 * What is to be generated.
 *
 * @param apprentices how many apprentices
 * @param payLines how many pay lines in a clean year
 * @param certificates how many certificates in a clean year
 * @param seed the seed: the same request with the same seed gives the same bytes everywhere
 * @param year the year taxation years begin in
 * @param years how many taxation years of each employer
 * @param registerSchedule how often the registers are sent
 * @param payrollSchedule in how many parts payroll is sent
 * @param largestFile most records of a file
 * @param faultInjection what disturbs it
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
     * @throws ImpossibleYearException when a number is out of its bounds
     */
    public YearRequest {
        check(apprentices >= 1 && apprentices <= MOST_APPRENTICES, "There can be 1 to 2,000,000 apprentices");
        check(payLines >= 0, "There cannot be fewer than no pay lines");
        check(certificates >= 0, "There cannot be fewer than no certificates");
        check(
                year >= FIRST_YEAR && year <= LAST_YEAR,
                "The year can be 2010 to 2019: the expenditures of the tax credit's present rules begin in 2009, and"
                        + " the last programmes it knew ran out in 2020");
        check(years == 1 || years == 2, "There can be one or two taxation years");
        check(largestFile >= 1000, "The largest file cannot be smaller than 1,000 records");
    }

    private static void check(boolean holds, String sentence) {
        if (!holds) {
            throw new ImpossibleYearException(sentence);
        }
    }

    public GeneratedPeriod generatedPeriod() {
        return new GeneratedPeriod(year, years);
    }
}
