// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.protection;

import ca.tradeshub.canonical.BusinessNumber;
import ca.tradeshub.canonical.Personal;
import ca.tradeshub.canonical.Sin;
import ca.tradeshub.canonical.VisibleText;
import java.text.Normalizer;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What may be shown, quoted, logged or stored of text that others wrote. Every text of a sender or a consumer passes
 * here before it becomes part of a sentence, a finding, an alarm, a log entry or a page, because a social insurance
 * number, a name or a date of birth may be where it does not belong.
 *
 * <p>Digits are recognised in every script and form (full width, circled, superscript), with letters that are written
 * for digits among them, and whatever separates their groups: spaces of all kinds, invisible characters, punctuation.
 */
public final class Masking {

    /** What a column is for: a value that is wrong in it is shown only when it cannot be a name or a date of birth. */
    public enum Column {
        /** Identifies a person: only the shape is ever shown. */
        PERSONAL,
        /** Holds a date. */
        DATE,
        /** Holds an amount, hours or a count. */
        NUMBER,
        /** Holds one of a list of codes. */
        CODE,
        /** Holds words or a number that the sender assigns. */
        WORDS
    }

    private static final char MASK = '*';
    private static final Set<String> NUMBERS_OF_PERSONS = Set.of("sin", "clientId", "accountNumber", "memberNumber");
    private static final Pattern TRADES = Pattern.compile("\\d{3,4}[A-Z]?(?: [^\\w ] \\d{3,4}[A-Z]?)?");
    private static final Pattern NUMBER_OF_A_PERSON = Pattern.compile("\\d{7,8}");
    private static final Pattern KEY_OF_A_PERSON = Pattern.compile("\\d{7,8}/\\d{3,4}[A-Z]?");
    /** A message id; the key of a certificate. */
    private static final Pattern IDENTIFIES_NO_PERSON = Pattern.compile("[0-9a-f]{32}|[A-Z]{2}/[0-9A-Z-]+");

    private static final String TEST_FOLDER = "test/";
    /** A name or a month; shorter runs of letters are misread digits and units. */
    private static final Pattern WORD = Pattern.compile("\\p{L}{3}");

    private static final int MOST_DIGITS_OF_A_TAIL = 2;
    private static final int SIN_LENGTH = 9;
    private static final int LONGEST_CODE = 4;
    /** Account, member and client numbers have seven or eight digits. */
    private static final int SHORTEST_IDENTIFIER = 7;

    /** Letters that are written for digits, and the digits they are written for. */
    private static final String MISREAD = "OoIlSBZ";

    private static final String MEANT = "0011582";

    /** A letter in a skeleton, whose other characters are digits and what sets them apart. */
    private static final char LETTER = 'x';

    private static final Set<Character> KEPT = Set.of('.', ',', '-', '/');

    private static final String BETWEEN = "[^x\\d]{1,4}";
    private static final Pattern LONG = Pattern.compile("\\d{9,}");
    private static final Pattern SHORT_GROUPS =
            Pattern.compile("(?<!\\d)\\d{1,4}(?!\\d)(?:" + BETWEEN + "\\d{1,4}(?!\\d))+");
    private static final Pattern IN_THREES =
            Pattern.compile("(?<!\\d)\\d{3}[^x\\d]{0,4}\\d{3}[^x\\d]{0,4}\\d{3}(?!\\d)");
    private static final Pattern GROUPS = Pattern.compile("(?<!\\d)\\d+(?:" + BETWEEN + "\\d+)*");
    private static final Pattern DATE = Pattern.compile("(?<!\\d)(?:19|20)\\d\\d-[01]\\d-[0-3]\\d(?!\\d)");
    private static final Pattern ANY_DATE =
            Pattern.compile("(?<!\\d)\\d{1,4}[-/. ]{1,2}\\d{1,2}[-/. ]{1,2}\\d{1,4}(?!\\d)");
    private static final Pattern EIGHT_DIGITS = Pattern.compile("(?<!\\d)\\d{8}(?!\\d)");
    private static final Pattern DATE_IN_A_NAME = Pattern.compile("(?<!\\d)20\\d\\d[01]\\d[0-3]\\d(?!\\d)");
    private static final Pattern AMOUNT = Pattern.compile("(?<![\\d.,])\\d{1,8}[.,]\\d\\d(?![.,/-]?\\d)");
    private static final Pattern PAYROLL_ACCOUNT = Pattern.compile("(?<![0-9A-Z])\\d{9}RP\\d{4}(?![0-9A-Z])");
    private static final Pattern NUMERIC_RUN = Pattern.compile("[\\p{Nd}" + MISREAD + "]+");
    private static final Pattern AGREED_NAME = Pattern.compile(
            "(?:(?:REG|CERT)|PAY_(?<employer>\\d{9}))_\\d{8}_\\d{6}(?:_R\\d{1,3})?(?:\\.[A-Za-z]{1,8}){1,5}");

    private Masking() {}

    /**
     * Text that a sentence quotes: numbers that may be social insurance numbers are masked. Dates, amounts and shorter
     * numbers stay, so that the sentence still names its subject.
     */
    public static String quoted(String text) {
        if (!hasNineDigits(text)) {
            return text;
        }
        String skeleton = blanked(blanked(skeleton(text), DATE), AMOUNT);
        skeleton = withoutPayrollAccounts(text, skeleton);
        boolean[] masked = new boolean[skeleton.length()];
        markSins(skeleton, masked);
        return masked(text, masked);
    }

    /**
     * Free text of a consumer, made safe to store and show: every number of seven digits or more and every date in
     * digits is masked, and invisible characters become spaces. Null stays null.
     */
    public static @Nullable String freeText(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String skeleton = skeleton(text);
        boolean[] masked = new boolean[skeleton.length()];
        mark(GROUPS, skeleton, masked, found -> digits(found).length() >= SHORTEST_IDENTIFIER);
        mark(ANY_DATE, skeleton, masked, found -> true);
        return VisibleText.blanked(masked(text, masked)).strip();
    }

    /**
     * A file name as logs, alarms and pages show it. A name that follows the naming convention is shown, its business
     * number only with a valid check digit. In any other name everything that may be a social insurance number is masked.
     */
    public static String fileName(String name) {
        if (name.startsWith(TEST_FOLDER)) {
            return TEST_FOLDER + fileName(name.substring(TEST_FOLDER.length()));
        }
        Matcher agreed = AGREED_NAME.matcher(name);
        if (agreed.matches()) {
            String employer = agreed.group("employer");
            return employer == null || new BusinessNumber(employer).isValid()
                    ? name
                    : name.replace(employer, String.valueOf(MASK).repeat(employer.length()));
        }
        return refusedFileName(name);
    }

    /** The name of a file that is refused because of its name: also what is in the place of a business number is masked. */
    public static String refusedFileName(String name) {
        String skeleton = blanked(skeleton(name), DATE_IN_A_NAME);
        boolean[] masked = new boolean[skeleton.length()];
        markSins(skeleton, masked);
        return masked(name, masked);
    }

    /**
     * A wrong value as a finding shows it: itself, or only its shape (digits become 9 and letters A) where it identifies
     * a person, looks like an identifier, or may be a name or a date of birth in the wrong column. A column of codes
     * shows short values only, since a misspelt code cannot be distinguished from a name.
     *
     * @return null for null
     */
    public static @Nullable String value(Column column, @Nullable String value) {
        if (value == null) {
            return null;
        }
        boolean hide =
                switch (column) {
                    case PERSONAL -> true;
                    case DATE -> hasLetters(value);
                    case NUMBER ->
                        WORD.matcher(value).find() || hasLetters(value) && !hasDigits(value) || looksLikeDate(value);
                    case CODE -> value.codePointCount(0, value.length()) > LONGEST_CODE;
                    case WORDS -> looksLikeDate(value) || !hasDigits(value) && hasLetters(value);
                };
        return hide || looksLikeIdentifier(value) ? Personal.shape(value) : value;
    }

    /**
     * The value that a rule observed, as its finding shows it. Rules mask what they know to identify a person; this masks
     * what the sender wrote in the wrong place.
     *
     * @param field path of the field, null when the finding concerns the whole record
     * @return null for null
     */
    public static @Nullable String finding(@Nullable String field, @Nullable String observed) {
        if (observed == null) {
            return null;
        }
        String name = field == null ? "" : field.substring(field.lastIndexOf('.') + 1);
        if (NUMBERS_OF_PERSONS.contains(name) && digits(skeleton(observed)).length() > MOST_DIGITS_OF_A_TAIL) {
            return Personal.tail(observed);
        }
        if (name.equals("trade") && !TRADES.matcher(observed).matches()) {
            return Personal.shape(observed);
        }
        return quoted(observed);
    }

    /**
     * The key of a record, decision or message as persons and programs outside the queues see it. A key of the registry is
     * the account or client number of a person and a trade; of the number only the end is shown. Other keys identify no
     * person and stay.
     */
    public static String recordKey(String key) {
        if (!KEY_OF_A_PERSON.matcher(key).matches()) {
            return key;
        }
        int slash = key.indexOf('/');
        return Personal.tail(key.substring(0, slash)) + key.substring(slash);
    }

    /**
     * What was searched for, as a page may repeat it: numbers of persons masked. A text of nine digits counts as a social
     * insurance number, valid or not, because one that is mistyped is one too; who finds that it is the number of an
     * employer shows it.
     */
    public static String searched(String text) {
        if (isValidSin(text)) {
            return String.valueOf(MASK).repeat(SIN_LENGTH);
        }
        if (NUMBER_OF_A_PERSON.matcher(text).matches()) {
            return Personal.tail(text);
        }
        if (KEY_OF_A_PERSON.matcher(text).matches()) {
            return recordKey(text);
        }
        return AGREED_NAME.matcher(text).matches()
                ? fileName(text)
                : IDENTIFIES_NO_PERSON.matcher(text).matches() ? text : quoted(text);
    }

    /** Whether a text holds nine digits, in one row or in threes, that are a valid social insurance number. */
    public static boolean holdsValidSin(String text) {
        return hasNineDigits(text)
                && IN_THREES.matcher(skeleton(text)).results().anyMatch(found -> Sin.of(digits(found.group()))
                        .isValid());
    }

    /** Whether a text is a valid social insurance number and nothing else, however its digits are written and set apart. */
    public static boolean isValidSin(String text) {
        if (hasLetterOfItsOwn(text) || !hasNineDigits(text)) {
            return false;
        }
        String skeleton = skeleton(text);
        return skeleton.indexOf(LETTER) < 0 && Sin.of(digits(skeleton)).isValid();
    }

    /** Whether a text holds a number that may be a social insurance number. */
    public static boolean holdsSin(String text) {
        return !quoted(text).equals(text);
    }

    /**
     * Whether a value may be an identifier of a person although its field is not for one: it has more digits in a row
     * than other values have, however groups of them are set apart, or letters written for some of them.
     */
    public static boolean looksLikeIdentifier(String value) {
        int length = 0;
        int misread = 0;
        for (char c : skeletonWithMisread(value).toCharArray()) {
            if (Character.isDigit(c)) {
                length++;
            } else if (MISREAD.indexOf(c) >= 0) {
                length++;
                misread++;
            } else if (c == LETTER) {
                // A letter that is not a misread digit ends the number. Every other character between digits is
                // ignored.
                length = 0;
                misread = 0;
            }
            if (length >= SIN_LENGTH && isNumber(misread, length)) {
                return true;
            }
        }
        return false;
    }

    /** A valid payroll account of an employer does not identify a person. */
    private static String withoutPayrollAccounts(String text, String skeleton) {
        if (skeleton.length() != text.length()) {
            return skeleton;
        }
        StringBuilder result = new StringBuilder(skeleton);
        PAYROLL_ACCOUNT
                .matcher(text)
                .results()
                .filter(found -> new BusinessNumber(found.group()).isPayrollAccount())
                .forEach(found -> result.replace(
                        found.start(), found.end(), String.valueOf(LETTER).repeat(found.end() - found.start())));
        return result.toString();
    }

    private static void markSins(String skeleton, boolean[] masked) {
        mark(LONG, skeleton, masked, found -> true);
        mark(SHORT_GROUPS, skeleton, masked, found -> digits(found).length() >= SIN_LENGTH);
        mark(GROUPS, skeleton, masked, found -> Sin.of(digits(found)).isValid());
    }

    private static void mark(Pattern pattern, String skeleton, boolean[] masked, Predicate<String> isSuspect) {
        for (MatchResult found : pattern.matcher(skeleton).results().toList()) {
            if (isSuspect.test(found.group())) {
                for (int i = found.start(); i < found.end(); i++) {
                    masked[i] |= Character.isDigit(skeleton.charAt(i));
                }
            }
        }
    }

    private static String digits(String text) {
        return text.replaceAll("\\D", "");
    }

    private static String blanked(String skeleton, Pattern harmless) {
        return harmless.matcher(skeleton)
                .replaceAll(found -> String.valueOf(LETTER).repeat(found.group().length()));
    }

    /** The text with a star in place of each marked character; marks count code points. */
    private static String masked(String text, boolean[] marked) {
        StringBuilder result = new StringBuilder(text.length());
        int[] points = text.codePoints().toArray();
        for (int i = 0; i < points.length; i++) {
            result.appendCodePoint(marked[i] ? MASK : points[i]);
        }
        return result.toString();
    }

    /** One character a code point: digits as ASCII digits, letters as x, everything else as a separator. */
    private static String skeleton(String text) {
        return NUMERIC_RUN.matcher(skeletonWithMisread(text)).replaceAll(found -> asNumber(found.group()));
    }

    /** A run of digits and misread letters as digits when it is a number, else its letters as letters. */
    private static String asNumber(String run) {
        long misread = run.chars().filter(c -> MISREAD.indexOf(c) >= 0).count();
        boolean isNumber = isNumber(misread, run.length());
        StringBuilder result = new StringBuilder(run.length());
        for (char c : run.toCharArray()) {
            int at = MISREAD.indexOf(c);
            result.append(at < 0 ? c : isNumber ? MEANT.charAt(at) : LETTER);
        }
        return result.toString();
    }

    /** Whether a run is a number although letters are written for some of its digits: more than a third are digits. */
    private static boolean isNumber(long misread, int length) {
        return misread * 3 < length * 2L;
    }

    /** As the skeleton, with the letters kept that may be written for digits. */
    private static String skeletonWithMisread(String text) {
        StringBuilder skeleton = new StringBuilder(text.length());
        text.codePoints().forEach(point -> skeleton.append(kind(point)));
        return skeleton.toString();
    }

    private static char kind(int point) {
        if (point >= '0' && point <= '9' || point < 0x80 && MISREAD.indexOf(point) >= 0) {
            return (char) point;
        }
        if (point < 0x80) {
            return Character.isLetter(point) ? LETTER : KEPT.contains((char) point) ? (char) point : ' ';
        }
        int digit = Character.digit(point, 10);
        if (digit >= 0) {
            return (char) ('0' + digit);
        }
        String plain = Normalizer.normalize(Character.toString(point), Normalizer.Form.NFKC);
        char first = plain.charAt(0);
        if (first >= '0' && first <= '9' || MISREAD.indexOf(first) >= 0 && plain.length() == 1) {
            return first;
        }
        return Character.isLetter(point) ? LETTER : KEPT.contains(first) && plain.length() == 1 ? first : ' ';
    }

    private static boolean looksLikeDate(String value) {
        String skeleton = skeleton(value);
        return ANY_DATE.matcher(skeleton).find()
                || EIGHT_DIGITS.matcher(skeleton).find();
    }

    private static boolean hasLetters(String value) {
        return value.codePoints().anyMatch(Character::isLetter);
    }

    private static boolean hasDigits(String value) {
        return skeleton(value).chars().anyMatch(Character::isDigit);
    }

    /** A quick look before the work: a letter that is not written for a digit stays one in every skeleton. */
    private static boolean hasLetterOfItsOwn(String text) {
        return text.chars().anyMatch(c -> c < 0x80 && Character.isLetter(c) && MISREAD.indexOf(c) < 0);
    }

    /** A quick look before the work: no text with fewer characters that may be digits holds a number to mask. */
    private static boolean hasNineDigits(String text) {
        int may = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            may += c >= '0' && c <= '9' || c >= 0x80 || MISREAD.indexOf(c) >= 0 ? 1 : 0;
        }
        return may >= SIN_LENGTH;
    }
}
