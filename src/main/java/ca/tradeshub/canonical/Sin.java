// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.canonical;

/**
 * A social insurance number. It never prints itself: {@link #toString} is a mask, and the digits leave only through
 * {@link #reveal}, whose callers are the cipher and the keyed hash of the store.
 */
public final class Sin {

    /** Digits of a social insurance number. */
    public static final int LENGTH = 9;

    private final String digits;

    private Sin(String digits) {
        this.digits = digits;
    }

    /** A number as a sender wrote it; spaces and hyphens are removed, other characters kept for the rule to judge. */
    public static Sin of(String text) {
        return new Sin(text.replace(" ", "").replace("-", ""));
    }

    /** Nine digits with a valid check digit, the first neither 0 nor 8. */
    public boolean isValid() {
        return digits.length() == LENGTH
                && CheckDigit.allDigits(digits)
                && digits.charAt(0) != '0'
                && digits.charAt(0) != '8'
                && CheckDigit.luhn(digits);
    }

    /** Nine zeros, the way a payroll says "not provided". */
    public boolean isNotProvided() {
        return digits.equals("000000000");
    }

    /** A number beginning with 9, issued to temporary residents. */
    public boolean isTemporary() {
        return digits.startsWith("9");
    }

    /** The digits themselves, for encryption and keyed hashing only. */
    public String reveal() {
        return digits;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sin sin && sin.digits.equals(digits);
    }

    @Override
    public int hashCode() {
        return digits.hashCode();
    }

    @Override
    public String toString() {
        return "***-***-***";
    }
}
