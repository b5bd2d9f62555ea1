// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.generator.feed;

import ca.tradeshub.generator.random.SeededRandom;
import ca.tradeshub.generator.request.FaultInjection;
import ca.tradeshub.generator.request.FaultKind;

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
        int upTo = faultInjection.share(FaultKind.LATE).perMillion();
        if (drawn < upTo) {
            return LATE;
        }
        upTo += faultInjection.share(FaultKind.LOST).perMillion();
        if (drawn < upTo) {
            return LOST;
        }
        upTo += faultInjection.share(FaultKind.CORRECTION).perMillion();
        if (drawn < upTo) {
            return CORRECTED;
        }
        return drawn < upTo + faultInjection.share(FaultKind.DUPLICATE).perMillion() ? DUPLICATED : NONE;
    }
}
