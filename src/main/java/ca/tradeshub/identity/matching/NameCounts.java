// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.identity.matching;

import ca.tradeshub.identity.NameFrequencies;
import ca.tradeshub.identity.PersonTraits;
import ca.tradeshub.identity.names.NameForm;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The names of persons, counted. Each name counts as if one more person had it, so that a new name has a share. */
final class NameCounts implements NameFrequencies {

    private final Map<String, Integer> family = new HashMap<>();
    private final Map<String, Integer> given = new HashMap<>();
    private final double persons;

    private NameCounts(int persons) {
        this.persons = persons + 1.0;
    }

    static NameCounts of(List<PersonTraits> persons) {
        NameCounts counts = new NameCounts(persons.size());
        for (PersonTraits person : persons) {
            counts.family.merge(person.family().joined(), 1, Integer::sum);
            counts.given.merge(person.given().joined(), 1, Integer::sum);
        }
        return counts;
    }

    @Override
    public double family(NameForm name) {
        return share(family, name);
    }

    @Override
    public double given(NameForm names) {
        return share(given, names);
    }

    private double share(Map<String, Integer> counts, NameForm name) {
        return (counts.getOrDefault(name.joined(), 0) + 1) / persons;
    }
}
