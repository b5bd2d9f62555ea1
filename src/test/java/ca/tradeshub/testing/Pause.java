// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.testing;

import java.time.Duration;
import org.awaitility.Awaitility;

/**
 * Time that passes because it is part of what is tested: a fault that lasts, or a kill at a random moment. What can be
 * observed is awaited instead.
 */
public final class Pause {

    private Pause() {}

    /** Lets time pass. */
    public static void of(Duration length) {
        if (!length.isZero()) {
            Awaitility.await().pollDelay(length).atMost(length.plusSeconds(30)).until(() -> true);
        }
    }

    /** Lets time pass. */
    public static void ofMillis(long length) {
        of(Duration.ofMillis(length));
    }
}
