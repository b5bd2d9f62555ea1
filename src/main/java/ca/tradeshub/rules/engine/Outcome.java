// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.engine;

import java.util.Locale;

/** The outcome that a failed rule requires, mildest first. */
public enum Outcome {
    /** Trace only. */
    INFO,
    /** The record goes on, flagged. */
    WARN,
    /** A person must decide. */
    HOLD,
    /** The record cannot go on; the sender must correct it. */
    REJECT;

    /** The outcome as receipts and messages write it, for example {@code warn}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
