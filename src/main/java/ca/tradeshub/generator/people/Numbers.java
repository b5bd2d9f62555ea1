// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.generator.people;

import ca.tradeshub.canonical.BusinessNumber;
import ca.tradeshub.canonical.Sin;

/**
 * Identifiers with check digits. They are assigned in order from blocks, so each occurs once and is recognizable as
 * synthetic. No block of social insurance numbers is both reserved for tests and valid: numbers that begin with 0 or 8
 * were never issued and fail validation, numbers that begin with 9 are temporary. One dense range at the beginning of a
 * block is therefore used.
 */
public final class Numbers {

    private static final int SEVEN_DIGITS = 10_000_000;

    private Numbers() {}

    /** Returns the social insurance number of a person. */
    public static Sin sin(long person) {
        return Sin.of(closed("3" + seven(person)));
    }

    /** Returns the social insurance number of a temporary resident. */
    public static Sin temporarySin(long person) {
        return Sin.of(closed("9" + seven(person)));
    }

    /** Returns the payroll account of an employer. */
    public static BusinessNumber payrollAccount(long employer) {
        return new BusinessNumber(closed("9" + seven(employer)) + "RP0001");
    }

    /** Returns the client id at the ministry, seven digits. */
    public static String clientId(long person) {
        return Long.toString(1_000_000 + below(person, 9_000_000));
    }

    /** Returns the member number of an apprentice at the college, eight digits, which is also the account number. */
    public static String apprenticeAccount(long person) {
        return Long.toString(10_000_000 + below(person, SEVEN_DIGITS));
    }

    /** Returns the member number of a journeyperson at the college, eight digits. */
    public static String journeypersonAccount(long person) {
        return Long.toString(20_000_000 + below(person, 8 * SEVEN_DIGITS));
    }

    private static String seven(long ordinal) {
        return Long.toString(SEVEN_DIGITS + below(ordinal, SEVEN_DIGITS)).substring(1);
    }

    private static long below(long ordinal, long bound) {
        if (ordinal >= bound) {
            throw new IllegalArgumentException("At most " + bound + " numbers can be assigned");
        }
        return ordinal;
    }

    /** Returns the digits followed by their check digit (Luhn). */
    static String closed(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int counted = i % 2 == 0 ? digit * 2 : digit;
            sum += counted > 9 ? counted - 9 : counted;
        }
        return digits + (10 - sum % 10) % 10;
    }
}
