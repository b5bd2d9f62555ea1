// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.canonical;

import java.util.ArrayList;
import java.util.List;

/** A failure and the causes below it, from the outermost to the root. */
public final class CauseChain {

    private static final int DEEPEST = 50;

    private CauseChain() {}

    /** The failure and its causes in order, without repetition; at least the failure itself. */
    public static List<Throwable> of(Throwable failure) {
        List<Throwable> causes = new ArrayList<>();
        for (Throwable cause = failure;
                cause != null && causes.size() < DEEPEST && !causes.contains(cause);
                cause = cause.getCause()) {
            causes.add(cause);
        }
        return causes;
    }

    /** The last cause in the chain; the failure itself when it has none. */
    public static Throwable root(Throwable failure) {
        List<Throwable> causes = of(failure);
        return causes.get(causes.size() - 1);
    }
}
