package ca.tradeshub.generator.people;

import ca.tradeshub.canonical.BusinessNumber;
import ca.tradeshub.canonical.Sin;

/**
 * Identifiers with their check digits, dealt in order from blocks, so that none occurs twice and everybody can see that
 * they are made up. No block of social insurance numbers is kept for tests and valid at once (those beginning with 0 and
 * 8 were never issued and fail, those with 9 are temporary), hence one dense run at the beginning of a block.
 */
public final class Numbers {

    private static final int SEVEN_DIGITS = 10_000_000;

    private Numbers() {}

    /** A person's social insurance number. */
    public static Sin sin(long person) {
        return Sin.of(closed("3" + seven(person)));
    }

    /** A temporary resident's social insurance number. */
    public static Sin temporarySin(long person) {
        return Sin.of(closed("9" + seven(person)));
    }

    /** An employer's payroll account. */
    public static BusinessNumber payrollAccount(long employer) {
        return new BusinessNumber(closed("9" + seven(employer)) + "RP0001");
    }

    /** The ministry's client id, seven digits. */
    public static String clientId(long person) {
        return Long.toString(1_000_000 + below(person, 9_000_000));
    }

    /** The college's number of an apprentice, eight digits, also the account number. */
    public static String apprenticeAccount(long person) {
        return Long.toString(10_000_000 + below(person, SEVEN_DIGITS));
    }

    /** The college's number of a journeyperson, eight digits. */
    public static String journeypersonAccount(long person) {
        return Long.toString(20_000_000 + below(person, 8 * SEVEN_DIGITS));
    }

    private static String seven(long ordinal) {
        return Long.toString(SEVEN_DIGITS + below(ordinal, SEVEN_DIGITS)).substring(1);
    }

    private static long below(long ordinal, long bound) {
        if (ordinal >= bound) {
            throw new IllegalArgumentException("Numbers for more than " + bound + " cannot be dealt");
        }
        return ordinal;
    }

    /** The digits with their check digit (Luhn) behind them. */
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
