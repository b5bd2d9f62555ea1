// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.identity;

import static ca.tradeshub.identity.Level.DIFFERENT;
import static ca.tradeshub.identity.Level.DISTANT;
import static ca.tradeshub.identity.Level.FORMER;
import static ca.tradeshub.identity.Level.INITIAL;
import static ca.tradeshub.identity.Level.NICKNAME;
import static ca.tradeshub.identity.Level.PART;
import static ca.tradeshub.identity.Level.SAME;
import static ca.tradeshub.identity.Level.SIMILAR;
import static ca.tradeshub.identity.Level.SWAPPED;

import java.util.List;

/** What is compared of two persons. */
public enum Field {
    CLIENT_ID(true, SAME, SIMILAR, DIFFERENT),
    ACCOUNT_NUMBER(true, SAME, SIMILAR, DIFFERENT),
    SIN(true, SAME, DIFFERENT),
    FAMILY_NAME(false, SAME, PART, FORMER, INITIAL, SWAPPED, SIMILAR, DISTANT, DIFFERENT),
    GIVEN_NAMES(false, SAME, PART, NICKNAME, INITIAL, SIMILAR, DISTANT, DIFFERENT),
    BIRTH_DATE(false, SAME, SIMILAR, DISTANT, DIFFERENT),
    POSTAL_CODE(false, SAME, SIMILAR, DISTANT, DIFFERENT),
    PROVINCE(false, SAME, SIMILAR, DIFFERENT),
    TRADE(false, SAME, DIFFERENT);

    private final boolean identifier;
    private final List<Level> levels;

    Field(boolean identifier, Level... levels) {
        this.identifier = identifier;
        this.levels = List.of(levels);
    }

    /** Whether the field identifies one person. */
    public boolean isIdentifier() {
        return identifier;
    }

    /**
     * The levels that have a weight, without {@link Level#UNKNOWN}. Names in each other's place are one event: the
     * family name has its weight, and the given names do not count.
     */
    public List<Level> levels() {
        return levels;
    }
}
