// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.canonical;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A business number as the sender wrote it: nine digits (the business) or fifteen characters (its payroll account,
 * {@code 123026635RP0001}). A number of another shape is kept, so that a rule can judge it.
 *
 * @param value the number in upper case without spaces, never null
 */
public record BusinessNumber(String value) {

    private static final Pattern NUMBER = Pattern.compile("[0-9]{9}([A-Z]{2}[0-9]{4})?");

    public BusinessNumber {
        value = value.replace(" ", "").toUpperCase(Locale.ROOT);
    }

    /** The first nine characters, which name the business whatever the account; the whole value when it is shorter. */
    public String bn9() {
        return value.length() > 9 ? value.substring(0, 9) : value;
    }

    /** Whether this is nine digits with a valid check digit, alone or followed by two letters and four digits. */
    public boolean isValid() {
        return NUMBER.matcher(value).matches() && CheckDigit.luhn(bn9());
    }

    /** Whether this is a whole payroll account number: nine digits, {@code RP}, four digits, a valid check digit. */
    public boolean isPayrollAccount() {
        return value.startsWith("RP", 9) && isValid();
    }

    @Override
    public String toString() {
        return value;
    }
}
