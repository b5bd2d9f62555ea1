// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.generator.career;

import ca.tradeshub.canonical.Person;
import java.util.List;

/**
 * All agreements and all work of one apprentice.
 *
 * @param ordinal the number of the person in the generated year
 * @param person the apprentice
 * @param agreements the agreements, oldest first
 * @param engagements the periods of work
 */
public record ApprenticeHistory(long ordinal, Person person, List<Agreement> agreements, List<Engagement> engagements) {

    public ApprenticeHistory {
        agreements = List.copyOf(agreements);
        engagements = List.copyOf(engagements);
    }

    /** Returns whether the history consists of one agreement with one version. */
    public boolean isSimple() {
        return agreements.size() == 1 && agreements.get(0).versions().size() == 1;
    }
}
