// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.canonical;

import java.math.BigDecimal;

/** A record of any feed in the hub's one language. */
public sealed interface CanonicalRecord permits Registration, Certificate, PayLine {

    /** The feed it came by. */
    Feed feed();

    /** What identifies the record for ever (interface agreements, section 6); two records of one key are versions. */
    String recordKey();

    /**
     * What the record adds to its file's control total and balance: hours of a registration, gross wages of a pay
     * line, nothing for a certificate. Scale 2, never null.
     */
    BigDecimal balanceAmount();
}
