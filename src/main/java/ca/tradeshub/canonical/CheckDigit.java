// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.canonical;

/** The check digit that social insurance numbers and business numbers share (Luhn, modulus 10). */
final class CheckDigit {

    private CheckDigit() {}

    /** Whether every character is one of the digits 0 to 9. */
    static boolean allDigits(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    /** Whether the digits end in a valid Luhn check digit. */
    static boolean luhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            if (i % 2 == 1) {
                digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
            }
            sum += digit;
        }
        return sum % 10 == 0;
    }
}
