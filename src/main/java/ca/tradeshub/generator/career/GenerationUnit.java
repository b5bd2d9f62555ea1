package ca.tradeshub.generator.career;

import ca.tradeshub.generator.employer.Employer;
import ca.tradeshub.generator.employer.EmployerDraw;
import ca.tradeshub.generator.people.Region;
import ca.tradeshub.generator.random.SeededRandom;
import ca.tradeshub.generator.request.GeneratedPeriod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Employers and apprentices of one region, among whom apprentices change: the unit that is generated at once, so that
 * memory does not grow with the year. A market depends on its number and the seed alone; a larger year has more of them.
 */
public final class GenerationUnit {

    /** Apprentices of a market. */
    public static final int SIZE = 1000;

    private final List<Employer> employers = new ArrayList<>();
    private final List<ApprenticeHistory> histories = new ArrayList<>();
    private final Map<Long, List<Engagement>> engagements = new TreeMap<>();

    /**
     * Draws a market.
     *
     * @param seed the seed of the year
     * @param number the number of the market, from 0
     * @param apprentices how many apprentices it has, at most {@link #SIZE}
     * @param generatedPeriod the time that is generated
     */
    public GenerationUnit(long seed, int number, int apprentices, GeneratedPeriod generatedPeriod) {
        Region region = Region.draw(SeededRandom.of(seed, "market", number));
        long firstEmployer = (long) number * (SIZE + 2);
        EmployerDraw draw = new EmployerDraw(seed, generatedPeriod, region, firstEmployer);
        int left = apprentices;
        while (left > 0) {
            Employer employer = draw.draw(firstEmployer + 2 + employers.size(), left);
            employers.add(employer);
            left -= employer.size();
        }
        long person = (long) number * SIZE;
        for (Employer employer : employers) {
            for (int i = 0; i < employer.size(); i++) {
                histories.add(new CareerDraw(
                                person, employer, employers, generatedPeriod, SeededRandom.of(seed, "career", person))
                        .history());
                person++;
            }
        }
        for (ApprenticeHistory history : histories) {
            for (Engagement engagement : history.engagements()) {
                engagements
                        .computeIfAbsent(engagement.employer().ordinal(), ordinal -> new ArrayList<>())
                        .add(engagement);
            }
        }
    }

    /** The employers, in order. */
    public List<Employer> employers() {
        return List.copyOf(employers);
    }

    /** The apprentices, in order. */
    public List<ApprenticeHistory> histories() {
        return List.copyOf(histories);
    }

    /** The work done for an employer, in the order of the apprentices. */
    public List<Engagement> engagements(Employer employer) {
        return engagements.getOrDefault(employer.ordinal(), List.of());
    }
}
