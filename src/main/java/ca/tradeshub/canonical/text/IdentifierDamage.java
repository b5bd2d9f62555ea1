// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.canonical.text;

import ca.tradeshub.canonical.Messages;
import ca.tradeshub.canonical.Sin;
import ca.tradeshub.canonical.Text;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What other software certainly did to an identifier, seen from its text. */
public enum IdentifierDamage {
    /** {@code 20001234.0}, {@code 20001234.}, {@code TA-2014-000123.0}: handled as a number with decimals. */
    DECIMAL("[+-]?[0-9]+[.,]0*|[^.]*[0-9][.]0+"),
    /** {@code 2.01601E+11}, {@code 1E5}: shown in scientific notation; digits are lost. */
    SCIENTIFIC("[+-]?[0-9]([.,][0-9]*)?[eE][+-]?[0-9]{1,3}"),
    /** {@code 1-Mar}, {@code Mar-16}, {@code 01-Mar-2016}, {@code 2016-03-01 00:00:00}: taken for a date. */
    DATE("[0-9]{1,2}-(" + Months.NAMES + ")[.]?(-([0-9]{2}|[0-9]{4}))?|(" + Months.NAMES + ")[.]?-[0-9]{2}"
            + "|[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.0+)?)?"),
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
    /** Nine digits that a social insurance number may have, however they are set apart. */
    SOCIAL_INSURANCE_NUMBER("[0-9](?:[^0-9A-Za-z]?[0-9]){8}");

    /** The months as spreadsheets abbreviate them in English and French, and identifiers do not. */
    private static final class Months {
        static final String NAMES = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec"
                + "|janv|f\u00E9vr|mars|avr|mai|juin|juil|ao\u00FBt|sept|oct|nov|d\u00E9c";
    }

    /** Loaded when the first description is made. */
    private static final class Sentences {
        static final Messages MESSAGES = Messages.of(IdentifierDamage.class);
    }

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

    /** Whether a text shows this damage, whatever else it may show. */
    public boolean isOf(String text) {
        return pattern.matcher(text).matches();
    }

    /** What is wrong with a text that does not have the form of its identifier, and what to do. */
    public static Text describe(String text) {
        IdentifierDamage damage = of(text);
        if (damage == null) {
            return Sentences.MESSAGES.text("form");
        }
        if (damage == LOOK_ALIKE) {
            int at = 0;
            while (text.charAt(at) >= ' ' && text.charAt(at) <= '~') {
                at++;
            }
            String code = String.format(Locale.ROOT, "U+%04X", text.codePointAt(at));
            return Sentences.MESSAGES.text("look-alike", code, at + 1);
        }
        return Sentences.MESSAGES.text(damage.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    /** Whether a text is a valid social insurance number, also with hyphens, spaces or other signs between its digits. */
    public static boolean isSocialInsuranceNumber(String text) {
        return !DECIMAL.pattern.matcher(text).matches()
                && SOCIAL_INSURANCE_NUMBER.pattern.matcher(text).matches()
                && Sin.of(text.replaceAll("[^0-9]", "")).isValid();
    }
}
