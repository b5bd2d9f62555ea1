// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.mapping.conversion;

import ca.tradeshub.canonical.text.Characters;
import ca.tradeshub.canonical.text.IdentifierDamage;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Map;

/** The conversions a sheet can name, each compiled once. None uses patterns or exceptions on a line. */
public final class Conversions {

    /** One digit fewer than a social insurance number has, which no wages and no hours of a record reach. */
    private static final int MAX_WHOLE_DIGITS = 8;

    private static final String SPACES = " \u00A0\u202F";

    private Conversions() {}

    /** Text of at most so many characters, as a reader counts them. */
    public static Conversion text(int max) {
        ConversionError tooLong = ConversionError.tooLong(max);
        return text -> text.length() > max && Characters.areMoreThan(text, max) ? tooLong : text;
    }

    /** ASCII digits, at most so many, kept as text with their leading zeros. */
    public static Conversion digits(int max) {
        ConversionError noDigits = ConversionError.noNumber("digits", max);
        return text -> text.length() <= max && isDigits(text, 0, text.length())
                ? text
                : IdentifierDamage.of(text) == null
                        ? noDigits
                        : new ConversionError(noDigits.code(), IdentifierDamage.describe(text));
    }

    /**
     * A date.
     *
     * @param pattern {@code yyyy}, {@code MM} and {@code dd} once each, in any order; the text must contain every other
     *     character unchanged
     */
    public static Conversion date(String pattern) {
        int year = pattern.indexOf("yyyy");
        int month = pattern.indexOf("MM");
        int day = pattern.indexOf("dd");
        ConversionError noDate = ConversionError.noDate(pattern);
        return text -> {
            if (text.length() != pattern.length()) {
                return noDate;
            }
            for (int i = 0; i < text.length(); i++) {
                boolean isDigit = text.charAt(i) >= '0' && text.charAt(i) <= '9';
                boolean isPart = "yMd".indexOf(pattern.charAt(i)) >= 0;
                if (isPart ? !isDigit : text.charAt(i) != pattern.charAt(i)) {
                    return noDate;
                }
            }
            int y = number(text, year, 4);
            int m = number(text, month, 2);
            int d = number(text, day, 2);
            return y < 1
                            || m < 1
                            || m > 12
                            || d < 1
                            || d > 28 && d > YearMonth.of(y, m).lengthOfMonth()
                    ? ConversionError.NO_SUCH_DAY
                    : LocalDate.of(y, m, d);
        };
    }

    /** Whether a date pattern has year, month and day once each and no other letters. */
    public static boolean isDatePattern(String pattern) {
        String rest = pattern.replaceFirst("yyyy", "").replaceFirst("MM", "").replaceFirst("dd", "");
        return rest.length() == pattern.length() - 8 && rest.chars().noneMatch(Character::isLetterOrDigit);
    }

    /**
     * A decimal number with at most two decimals, scale 2.
     *
     * @param separator the decimal separator
     * @param grouped whether thousands may be set apart by a space, breaking or not
     * @param implied whether the number is whole and its last two digits are the decimals
     */
    public static Conversion decimal(char separator, boolean grouped, boolean implied) {
        return decimal(separator, grouped ? SPACES : "", implied);
    }

    /**
     * A decimal number with at most two decimals, scale 2.
     *
     * @param separator the decimal separator
     * @param groups the characters each of which may set thousands apart, empty for none
     * @param implied whether the number is whole and its last two digits are the decimals
     */
    public static Conversion decimal(char separator, String groups, boolean implied) {
        ConversionError noNumber =
                implied ? ConversionError.noNumber("hundredths") : ConversionError.noNumber("decimal", separator);
        ConversionError tooLarge = ConversionError.tooLarge(MAX_WHOLE_DIGITS);
        return text -> {
            int at = text.charAt(0) == '-' ? 1 : 0;
            int first = at;
            long value = 0;
            int digits = 0;
            int sinceGroup = -1;
            for (; at < text.length() && text.charAt(at) != separator; at++) {
                char c = text.charAt(at);
                if (c >= '0' && c <= '9') {
                    value = value * 10 + (c - '0');
                    digits++;
                    sinceGroup += sinceGroup >= 0 ? 1 : 0;
                } else if (groups.indexOf(c) >= 0
                        && (sinceGroup == 3 || sinceGroup < 0 && at > first && at - first <= 3)) {
                    sinceGroup = 0;
                } else {
                    return noNumber;
                }
                if (digits > MAX_WHOLE_DIGITS + (implied ? 2 : 0)) {
                    return tooLarge;
                }
            }
            int decimals = text.length() - at - 1;
            if (digits == 0 || sinceGroup >= 0 && sinceGroup != 3 || implied && decimals >= 0 || decimals > 2) {
                return noNumber;
            }
            if (decimals == 0 || decimals > 0 && !isDigits(text, at + 1, text.length())) {
                return noNumber;
            }
            if (!implied) {
                value = value * 100 + (decimals > 0 ? number(text, at + 1, decimals) * (decimals == 1 ? 10 : 1) : 0);
            }
            return BigDecimal.valueOf(first == 1 ? -value : value, 2);
        };
    }

    /**
     * A number that is negative when it is written between these two texts, one of which may be empty.
     *
     * @param number reads it with a minus before it
     */
    public static Conversion negative(String before, String after, Conversion number) {
        return text ->
                text.startsWith(before) && text.endsWith(after) && text.length() > before.length() + after.length()
                        ? number.convert("-" + text.substring(before.length(), text.length() - after.length()))
                        : number.convert(text);
    }

    /** A number that has no sign. */
    public static Conversion notNegative(Conversion number) {
        ConversionError negative = ConversionError.noNumber("not-negative");
        return text -> text.charAt(0) == '-' ? negative : number.convert(text);
    }

    /** A whole number between two bounds, both included. */
    public static Conversion integer(int min, int max) {
        ConversionError noNumber = ConversionError.noNumber("whole", min, max);
        return text -> {
            if (text.length() > 9 || !isDigits(text, 0, text.length())) {
                return noNumber;
            }
            int value = number(text, 0, text.length());
            return value < min || value > max ? noNumber : (Object) value;
        };
    }

    /** One of a table's codes. */
    public static Conversion code(Map<String, ?> table) {
        ConversionError noCode = ConversionError.noCode(table.keySet());
        return text -> {
            Object value = table.get(text);
            return value == null ? noCode : value;
        };
    }

    private static boolean isDigits(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static int number(String text, int from, int digits) {
        int value = 0;
        for (int i = from; i < from + digits; i++) {
            value = value * 10 + (text.charAt(i) - '0');
        }
        return value;
    }
}
