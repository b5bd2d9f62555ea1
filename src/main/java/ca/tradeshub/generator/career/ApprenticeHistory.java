package ca.tradeshub.generator.career;

import ca.tradeshub.canonical.Person;
import java.util.List;

/**
 * An apprentice with all agreements and all work.
 *
 * @param ordinal number of the person in the year
 * @param person the person
 * @param agreements the agreements, in the order they were made
 * @param engagements the work
 */
public record ApprenticeHistory(long ordinal, Person person, List<Agreement> agreements, List<Engagement> engagements) {

    public ApprenticeHistory {
        agreements = List.copyOf(agreements);
        engagements = List.copyOf(engagements);
    }

    /** Whether nothing ever happened but one agreement, told of once. */
    public boolean isSimple() {
        return agreements.size() == 1 && agreements.get(0).versions().size() == 1;
    }
}
