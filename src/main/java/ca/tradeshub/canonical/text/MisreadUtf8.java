// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.canonical.text;

import java.nio.charset.Charset;
import java.util.Arrays;

/**
 * Recognises UTF-8 that is read as windows-1252, as in {@code HÃ©lÃ¨ne} for Hélène. A sequence of bytes counts as
 * evidence only if windows-1252 does not plausibly contain it: an accented capital followed by an apostrophe or a dash
 * ({@code MÄKELÄ’S}) is also valid UTF-8.
 */
public final class MisreadUtf8 {

    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    /** Bytes that windows-1252 uses for marks that may follow a word: … ‘ ’ “ ” – — ™ › NBSP © « ® ° · ». */
    private static final boolean[] MARK_AFTER_WORD =
            bytes(0x85, 0x91, 0x92, 0x93, 0x94, 0x96, 0x97, 0x99, 0x9B, 0xA0, 0xA9, 0xAB, 0xAD, 0xAE, 0xB0, 0xB7, 0xBB);

    /** The same after {@code Ã}, with which few words end and most accented letters in UTF-8 begin. */
    private static final boolean[] MARK_AFTER_A_TILDE = bytes(0x85, 0x92, 0x94, 0x96, 0x97);

    /** Marks that may be inside a word: ’ – and a soft hyphen. */
    private static final boolean[] MARK_IN_WORD = bytes(0x92, 0x96, 0xAD);

    private static final boolean[] NOTHING = bytes();

    /** Bytes from 80 on that are letters: ƒ Š Œ Ž š œ ž Ÿ. */
    private static final boolean[] LETTER = bytes(0x83, 0x8A, 0x8C, 0x8E, 0x9A, 0x9C, 0x9E, 0x9F);

    private static final int A_TILDE = 0xC3;

    /** The last byte that begins an accented Latin letter; what begins with a higher one is less common than capitals. */
    private static final int LAST_OF_LATIN = 0xC5;

    private static final int FIRST_OF_CONTROLS = 0xC2;

    private MisreadUtf8() {}

    /**
     * Whether all bytes above ASCII are valid UTF-8 and at least one sequence of them is evidence.
     *
     * @param bytes holds the text
     * @param from where it starts
     * @param to where it ends, exclusive
     */
    public static boolean isCertain(byte[] bytes, int from, int to) {
        boolean isEvident = false;
        for (int i = from; i < to; ) {
            if (bytes[i] >= 0) {
                i++;
                continue;
            }
            int length = sequence(bytes, i, to);
            if (length == 0) {
                return false;
            }
            isEvident |= isEvidence(bytes, i, length, to);
            i += length;
        }
        return isEvident;
    }

    /** Whether a text has a part that is UTF-8 read as windows-1252 or ISO-8859-1, and perhaps written as UTF-8 again. */
    public static boolean isDoubleEncoded(String text) {
        byte[] bytes = new byte[text.length()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = asRead(text.charAt(i));
        }
        for (int i = 0; i < bytes.length; ) {
            int length = bytes[i] >= 0 ? 1 : Math.max(1, sequence(bytes, i, bytes.length));
            if (length > 1 && isEvidence(bytes, i, length, bytes.length)) {
                return true;
            }
            i += length;
        }
        return false;
    }

    /** The byte that is read as this character; a letter for a character that no byte is read as. */
    private static byte asRead(char c) {
        if (c < 0x100) {
            return (byte) c;
        }
        byte[] one = String.valueOf(c).getBytes(WINDOWS_1252);
        return one.length == 1 && one[0] != '?' ? one[0] : (byte) 'x';
    }

    /** The length of the UTF-8 sequence that starts here, 2 to 4; 0 when there is not one. */
    private static int sequence(byte[] bytes, int at, int to) {
        int lead = bytes[at] & 0xFF;
        int length = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
        if (length == 0 || at + length > to) {
            return 0;
        }
        for (int i = at + 1; i < at + length; i++) {
            if ((bytes[i] & 0xC0) != 0x80) {
                return 0;
            }
        }
        int second = bytes[at + 1] & 0xFF;
        boolean isOverlongOrSurrogate = lead == 0xE0 && second < 0xA0
                || lead == 0xED && second >= 0xA0
                || lead == 0xF0 && second < 0x90
                || lead == 0xF4 && second >= 0x90;
        return isOverlongOrSurrogate ? 0 : length;
    }

    private static boolean isEvidence(byte[] bytes, int at, int length, int to) {
        int lead = bytes[at] & 0xFF;
        if (lead == FIRST_OF_CONTROLS && (bytes[at + 1] & 0xFF) < 0xA0) {
            return false;
        }
        boolean[] plausible = plausible(bytes, at, length, to);
        for (int i = at + 1; i < at + length; i++) {
            int read = bytes[i] & 0xFF;
            if (!plausible[read] && !(lead > LAST_OF_LATIN && LETTER[read])) {
                return true;
            }
        }
        return false;
    }

    /** The bytes that windows-1252 plausibly has after the letter at this place. */
    private static boolean[] plausible(byte[] bytes, int at, int length, int to) {
        int lead = bytes[at] & 0xFF;
        boolean isBeforeLetter = at + length < to && isLetter(bytes[at + length]);
        if (isBeforeLetter) {
            return at > 0 && isLetter(bytes[at - 1]) ? MARK_IN_WORD : NOTHING;
        }
        return lead == A_TILDE || lead == FIRST_OF_CONTROLS ? MARK_AFTER_A_TILDE : MARK_AFTER_WORD;
    }

    private static boolean isLetter(byte b) {
        return b < 0 || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z';
    }

    private static boolean[] bytes(int... values) {
        boolean[] set = new boolean[0x100];
        Arrays.stream(values).forEach(value -> set[value] = true);
        return set;
    }
}
