// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.canonical.text;

import ca.tradeshub.canonical.Sin;
import java.util.Locale;

/**
 * The form of the identifiers that become keys and that records are matched by. A text that does not have its form must
 * not become a key: two spellings of one identifier would be two keys, and one damaged spelling may be the key of
 * several records.
 */
public enum IdentifierForm {
    /** An agreement number, compared case-folded and kept in upper case. */
    AGREEMENT(true, Sin.LENGTH),
    /** A certificate number, compared case-folded and kept in upper case. */
    CERTIFICATE(true, Sin.LENGTH),
    /**
     * The identifier of a pay line, kept as the provider writes it. Nine digits in a row are a number that a provider
     * counts, one in ten of which has the check digit of a social insurance number; groups of digits are not.
     */
    LINE(false, Sin.LENGTH + 1);

    /** What an identifier may have between its letters and digits. */
    private static final String SEPARATORS = "-/._:#";

    /** Nine digits with a sign between each two. */
    private static final int LONGEST_SIN = 17;

    private final boolean isFolded;

    /** The least length from which it must not be a social insurance number. */
    private final int shortestSin;

    IdentifierForm(boolean isFolded, int shortestSin) {
        this.isFolded = isFolded;
        this.shortestSin = shortestSin;
    }

    /**
     * Whether a text has the form: letters A to Z and digits, between them single-byte separators; not a number or a
     * date as software shows it, with decimals, an exponent or the name of a month.
     */
    public boolean matches(String text) {
        boolean mayBeDamaged = false;
        int digits = 0;
        int letters = 0;
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (isDigit(c)) {
                digits++;
            } else if (isLetter(c)) {
                letters++;
                mayBeDamaged |= i == 1 && (c == 'E' || c == 'e');
            } else if (i == 0 || i == length - 1 || SEPARATORS.indexOf(c) < 0) {
                return false;
            } else {
                mayBeDamaged |= c == '.' || c == ':' || c == '-' && mayBeMonth(text, i);
            }
        }
        if (mayBeDamaged && IdentifierDamage.of(text) != null) {
            return false;
        }
        return digits != Sin.LENGTH
                || letters > 0
                || length < shortestSin
                || length > LONGEST_SIN
                || !IdentifierDamage.isSocialInsuranceNumber(text);
    }

    /** Whether a hyphen at this place may precede or follow the name of a month: {@code 1-Mar}, {@code Mar-16}. */
    private static boolean mayBeMonth(String text, int hyphen) {
        return isDigit(text.charAt(0))
                ? hyphen <= 2 && isLetter(text.charAt(hyphen + 1))
                : hyphen >= 3 && hyphen + 3 == text.length();
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLetter(char c) {
        return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
    }

    /** The identifier as it is kept and compared. */
    public String canonical(String text) {
        return isFolded ? text.toUpperCase(Locale.ROOT) : text;
    }
}
