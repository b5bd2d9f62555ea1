package ca.tradeshub.generator.request;

import ca.tradeshub.canonical.Period;
import ca.tradeshub.generator.random.SeededRandom;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * The time that is generated: taxation years that begin in the event year, and maybe the ones after.
 *
 * @param year the event year
 * @param years how many taxation years
 */
public record GeneratedPeriod(int year, int years) {

    /** First months of taxation years that are not the calendar year. */
    private static final List<Integer> OTHER_MONTHS = List.of(2, 4, 4, 4, 7, 7, 9, 10, 11);

    /** The first day. */
    public LocalDate opening() {
        return LocalDate.of(year, 1, 1);
    }

    /** The day the agencies' registers are first sent: what they knew then comes at once, all later things one by one. */
    public LocalDate baseline() {
        return LocalDate.of(year, 1, 2);
    }

    /** The taxation years of an employer: most are calendar years, and now and then the last one is cut short. */
    public List<Period> taxationYears(boolean isSmall, SeededRandom random) {
        boolean isCalendar = random.perMille(isSmall ? 800 : 600);
        int month = isCalendar ? 1 : random.of(OTHER_MONTHS);
        boolean isShort = random.perMille(15);
        int months = isShort ? random.between(3, 11) : 12;
        List<Period> periods = new ArrayList<>();
        LocalDate start = LocalDate.of(year, month, 1);
        for (int i = 1; i <= years; i++) {
            LocalDate next = start.plusMonths(i == years ? months : 12);
            periods.add(new Period(start, next.minusDays(1)));
            start = next;
        }
        return List.copyOf(periods);
    }
}
