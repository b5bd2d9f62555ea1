// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.canonical.text;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The one-byte encodings that senders use by mistake, each known by the bytes of its French and English letters. An
 * encoding is named only where every other one gives text that does not have the form of words.
 */
public enum CodePage {
    WINDOWS_1252("windows-1252", ""),
    MAC_ROMAN(
            "Mac OS Roman",
            "é8E è8F ê90 ë91 à88 â89 ä8A ç8D î94 ï95 ô99 ö9A ù9D û9E ü9F ñ96 á87 í92 ó97 ú9C ã8B õ9B å8C É83 ÈE9 ÊE6 ËE8"
                    + " ÀCB ÂE5 Ä80 Ç82 ÎEB ÏEC ÔEF Ö85 ÙF4 ÛF3 Ü86 Ñ84 œCF ŒCE"),
    DOS(
            "a DOS code page (850 or 437)",
            "é82 è8A ê88 ë89 à85 â83 ä84 ç87 î8C ï8B ô93 ö94 ù97 û96 ü81 ñA4 áA0 íA1 óA2 úA3 å86 É90 Ä8E Ö99 Ü9A Ç80 ÑA5"
                    + " ÈD4 ÊD2 ËD3 ÀB7 ÂB6 ÎD7 ÏD8 ÔE2 ÙEB ÛEA");

    /** The marks of windows-1252 that may directly follow a letter at the end of a word. */
    private static final String AFTER_WORD = "…’”™›\u00A0©»®°º·²³–—";

    /** The marks of windows-1252 that may be between two letters. */
    private static final String IN_WORD = "’‘–—·\u00AD\u00A0/";

    private final String label;
    private final char[] letters = new char[0x100];

    CodePage(String label, String letters) {
        this.label = label;
        if (letters.isEmpty()) {
            String all = new String(allBytes(), Charset.forName("windows-1252"));
            for (int i = 0x80; i < 0x100; i++) {
                this.letters[i] = all.charAt(i);
            }
        } else {
            for (String pair : letters.split(" ")) {
                this.letters[Integer.parseInt(pair, 1, pair.length(), 16)] = pair.charAt(0);
            }
        }
    }

    private static byte[] allBytes() {
        byte[] all = new byte[0x100];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        return all;
    }

    /** The name of the encoding in a sentence. */
    public String label() {
        return label;
    }

    /** The encoding of text that is not valid in its declared encoding, where only one is plausible. */
    public static Optional<CodePage> of(byte[] bytes, int from, int to) {
        List<CodePage> plausible = new ArrayList<>();
        for (CodePage page : values()) {
            if (page.isPlausible(bytes, from, to)) {
                plausible.add(page);
            }
        }
        return plausible.size() == 1 ? Optional.of(plausible.get(0)) : Optional.empty();
    }

    /** The encoding of text that is declared as windows-1252 and certainly written in another of one byte a character. */
    public static Optional<CodePage> insteadOfWindows1252(byte[] bytes, int from, int to) {
        return WINDOWS_1252.isPlausible(bytes, from, to)
                ? Optional.empty()
                : of(bytes, from, to).filter(page -> page != WINDOWS_1252);
    }

    /** Whether in this encoding each byte above ASCII is a letter of a word, or in windows-1252 a mark at its place. */
    private boolean isPlausible(byte[] bytes, int from, int to) {
        boolean hasAny = false;
        for (int i = from; i < to; i++) {
            if (bytes[i] < 0) {
                hasAny = true;
                if (!isInPlace(
                        decoded(bytes, i - 1, from, to),
                        decoded(bytes, i, from, to),
                        decoded(bytes, i + 1, from, to))) {
                    return false;
                }
            }
        }
        return hasAny;
    }

    private boolean isInPlace(char before, char c, char after) {
        if (c == 0 || c == '\uFFFD') {
            return false;
        }
        if (Character.isLetter(c) && c != 'ƒ' && c != 'º' && c != 'ª' && c != 'µ') {
            return !Character.isUpperCase(c)
                    || !Character.isLowerCase(before) && !(Character.isLetter(before) && Character.isLowerCase(after));
        }
        if (this != WINDOWS_1252) {
            return false;
        }
        if (!Character.isLetter(before)) {
            return true;
        }
        return Character.isLetter(after) ? IN_WORD.indexOf(c) >= 0 : AFTER_WORD.indexOf(c) >= 0;
    }

    private char decoded(byte[] bytes, int at, int from, int to) {
        if (at < from || at >= to) {
            return ' ';
        }
        return bytes[at] >= 0 ? (char) bytes[at] : letters[bytes[at] & 0xFF];
    }
}
