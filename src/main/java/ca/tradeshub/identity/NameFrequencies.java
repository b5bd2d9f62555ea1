// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.identity;

import ca.tradeshub.identity.names.NameForm;

/**
 * How frequent names are in a population. Agreement on a rare name is stronger evidence than agreement on a frequent
 * one: the share of the name takes the place of the average {@code u}.
 */
public interface NameFrequencies {

    /** No population: each name has the average weight. */
    NameFrequencies NONE = new NameFrequencies() {
        @Override
        public double family(NameForm name) {
            return 0;
        }

        @Override
        public double given(NameForm names) {
            return 0;
        }

        @Override
        public double givenAmong(NameForm family, NameForm given) {
            return 0;
        }
    };

    /** The share of persons with a family name; 0 when not known. */
    double family(NameForm name);

    /** The share of persons with given names; 0 when not known. */
    double given(NameForm names);

    /**
     * The share of persons with given names among those of a family name, the two who are compared apart. Names go
     * together by origin and fashion: two persons of one family name often have given names in common that are rare among
     * all. 0 when no other person has both.
     */
    double givenAmong(NameForm family, NameForm given);
}
