// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.apprenticeship;

import java.util.Comparator;

/**
 * The parts of a claim key. Agreement numbers may hold a slash, employers and dates never do.
 *
 * @param text the whole key
 * @param employer the account of the employer, BN15
 * @param agreement the agreement number
 * @param yearEnd the last day of the taxation year, ISO
 */
public record ClaimKey(String text, String employer, String agreement, String yearEnd) {

    /** The order of the claims of one apprenticeship. */
    public static final Comparator<ClaimKey> BY_YEAR =
            Comparator.comparing(ClaimKey::yearEnd).thenComparing(ClaimKey::text);

    /** The parts of a key. */
    public static ClaimKey parse(String text) {
        int first = text.indexOf('/');
        int last = text.lastIndexOf('/');
        return new ClaimKey(text, text.substring(0, first), text.substring(first + 1, last), text.substring(last + 1));
    }
}
