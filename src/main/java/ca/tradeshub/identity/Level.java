// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.identity;

/** How far two values of a field agree, from the same value to another one. Each level of a field has its own weight. */
public enum Level {

    /** The same value; in names, apart from accents, case, hyphens and spaces. */
    SAME(Agreement.AGREES),

    /** One name contains the other, or has the same parts in another order: {@code Jean Paul} and {@code Jean}. */
    PART(Agreement.AGREES),

    /** The family name of one record is the former family name of the other. */
    FORMER(Agreement.AGREES),

    /** A nickname or another spelling of the same given name. */
    NICKNAME(Agreement.CLOSE),

    /** An initial of the name. */
    INITIAL(Agreement.CLOSE),

    /** Family name and given names in each other's place. */
    SWAPPED(Agreement.CLOSE),

    /** A usual slip: a letter or digit too many, missing or wrong, two of them transposed, day and month transposed. */
    SIMILAR(Agreement.CLOSE),

    /** Something in common, and more than a slip between them: {@code Jean Paul} and {@code Jean Marc}. */
    DISTANT(Agreement.DIFFERS),

    /** Another value. */
    DIFFERENT(Agreement.DIFFERS),

    /** A record does not contain the field. */
    UNKNOWN(Agreement.UNKNOWN);

    private final Agreement agreement;

    Level(Agreement agreement) {
        this.agreement = agreement;
    }

    /** Whether values at this level agree. */
    public Agreement agreement() {
        return agreement;
    }

    /** Whether values at this level agree or differ by a usual slip. */
    public boolean isAlike() {
        return agreement == Agreement.AGREES || agreement == Agreement.CLOSE;
    }
}
