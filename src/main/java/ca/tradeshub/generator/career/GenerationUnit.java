// SPDX-License-Identifier: Apache-2.0
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
 * Employers and apprentices of one region. Apprentices change employers only within a unit. One unit is generated at a
 * time, so memory does not grow with the size of the year. A unit depends only on its number and the seed; a larger year
 * has more units.
 */
public final class GenerationUnit {

    /** The most apprentices of a unit. */
    public static final int SIZE = 1000;

    private final List<Employer> employers = new ArrayList<>();
    private final List<ApprenticeHistory> histories = new ArrayList<>();
    private final Map<Long, List<Engagement>> engagements = new TreeMap<>();

    /**
     * Draws a unit.
     *
     * @param seed the seed of the year
     * @param number the number of the unit, from 0
     * @param apprentices the number of apprentices, at most {@link #SIZE}
     * @param generatedPeriod the generated period
     */
    public GenerationUnit(long seed, int number, int apprentices, GeneratedPeriod generatedPeriod) {
        Region region = Region.draw(SeededRandom.of(seed, "market", number));
        long firstEmployer = (long) number * (SIZE + 2);
        EmployerDraw draw = new EmployerDraw(seed, generatedPeriod, region, firstEmployer);
        int left = apprentices;
        while (left > 0) {
            Employer employer = draw.draw(firstEmployer + 2 + employers.size(), left);
            employers.add(employer);
            left -= employer.training().size();
        }
        long person = (long) number * SIZE;
        for (Employer employer : employers) {
            for (int i = 0; i < employer.training().size(); i++) {
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

    /** Returns the employers, in order. */
    public List<Employer> employers() {
        return List.copyOf(employers);
    }

    /** Returns the histories of the apprentices, in order. */
    public List<ApprenticeHistory> histories() {
        return List.copyOf(histories);
    }

    /** Returns the work for an employer, in the order of the apprentices. */
    public List<Engagement> engagements(Employer employer) {
        return engagements.getOrDefault(employer.ordinal(), List.of());
    }
}
