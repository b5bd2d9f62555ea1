// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.generator.request;

/**
 * The size of a clean year. Injected faults add records to it.
 *
 * @param apprentices number of apprentices
 * @param payLines number of pay lines
 * @param certificates number of certificates
 */
public record YearSize(int apprentices, int payLines, int certificates) {

    private static final int MOST_APPRENTICES = 2_000_000;

    /**
     * @throws ImpossibleYearException if a number is out of range
     */
    public YearSize {
        ImpossibleYearException.unless(apprentices >= 1 && apprentices <= MOST_APPRENTICES, "apprentices");
        ImpossibleYearException.unless(payLines >= 0, "pay-lines");
        ImpossibleYearException.unless(certificates >= 0, "certificates");
    }
}
