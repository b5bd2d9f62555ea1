package ca.tradeshub.generator.feed;

import ca.tradeshub.generator.random.SeededRandom;
import ca.tradeshub.generator.request.FaultInjection;

/** A fault injected into the registration of one agreement. */
public enum RegistrationFault {
    NONE,
    LATE,
    LOST,
    CORRECTED,
    DUPLICATED;

    /** Draws a fault. */
    static RegistrationFault draw(FaultInjection faultInjection, SeededRandom random) {
        int drawn = random.below(1_000_000);
        int upTo = faultInjection.late().perMillion();
        if (drawn < upTo) {
            return LATE;
        }
        upTo += faultInjection.lost().perMillion();
        if (drawn < upTo) {
            return LOST;
        }
        upTo += faultInjection.corrections().perMillion();
        if (drawn < upTo) {
            return CORRECTED;
        }
        return drawn < upTo + faultInjection.duplicates().perMillion() ? DUPLICATED : NONE;
    }
}
