// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.canonical.text;

import ca.tradeshub.canonical.Sin;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What other software certainly did to an identifier, seen from its text. */
public enum IdentifierDamage {
    /** {@code 20001234.0}: read as a number with decimals. */
    DECIMAL("[0-9]+[.,]0+"),
    /** {@code 2.01601E+11}: shown by a spreadsheet in scientific notation; digits are lost. */
    SCIENTIFIC("[0-9]([.,][0-9]+)?[eE][+-][0-9]+|[0-9][.,][0-9]+[eE][0-9]+"),
    /** {@code 20,001,234}: shown with groups of thousands. */
    GROUPED("[0-9]{1,3}(?:([,' \u00A0\u202F])[0-9]{3})(?:\\1[0-9]{3})*"),
    /** {@code ="00123"} or {@code '00123}: written so that a spreadsheet keeps it as text. */
    SPREADSHEET_TEXT("=\".*\"|'.*"),
    /** {@code ########}: a column of a spreadsheet that was too narrow. */
    TOO_NARROW("#+"),
    /** A hyphen, space, digit or letter of another script in place of the usual one. */
    LOOK_ALIKE(".*[^ -~].*"),
    /** Blanks inside. */
    BLANKS("[!-~]+( +[!-~]+)+"),
    /** Nine digits that a social insurance number may have. */
    SOCIAL_INSURANCE_NUMBER("[0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{3}");

    private final Pattern pattern;

    IdentifierDamage(String pattern) {
        this.pattern = Pattern.compile(pattern, Pattern.DOTALL);
    }

    /** The damage of a text that does not have the form of its identifier; null where it is not certain. */
    public static @Nullable IdentifierDamage of(String text) {
        if (isSocialInsuranceNumber(text)) {
            return SOCIAL_INSURANCE_NUMBER;
        }
        for (IdentifierDamage damage : values()) {
            if (damage != SOCIAL_INSURANCE_NUMBER
                    && damage.pattern.matcher(text).matches()) {
                return damage;
            }
        }
        return null;
    }

    /** Whether a text is a valid social insurance number, also with hyphens or spaces. */
    public static boolean isSocialInsuranceNumber(String text) {
        return SOCIAL_INSURANCE_NUMBER.pattern.matcher(text).matches()
                && Sin.of(text).isValid();
    }
}
