package ca.tradeshub.generator;

import ca.tradeshub.generator.people.SeededRandom;

/** What befalls the registration of one agreement. */
enum RegistrationFault {
    NONE,
    LATE,
    LOST,
    CORRECTED,
    DUPLICATED;

    /** Draws one. */
    static RegistrationFault draw(Disturbances disturbances, SeededRandom random) {
        int drawn = random.below(1_000_000);
        int upTo = disturbances.late().perMillion();
        if (drawn < upTo) {
            return LATE;
        }
        upTo += disturbances.lost().perMillion();
        if (drawn < upTo) {
            return LOST;
        }
        upTo += disturbances.corrections().perMillion();
        if (drawn < upTo) {
            return CORRECTED;
        }
        return drawn < upTo + disturbances.duplicates().perMillion() ? DUPLICATED : NONE;
    }
}
