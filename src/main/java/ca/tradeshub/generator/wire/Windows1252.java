// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.generator.wire;

import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.text.Normalizer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Converts text for senders that use windows-1252: letters outside this encoding lose their diacritical marks. */
final class Windows1252 {

    static final Charset CHARSET = Charset.forName("windows-1252");

    /** Letters that Unicode does not decompose into a letter and a mark. */
    private static final Map<Character, Character> OTHERS = Map.of('Ł', 'L', 'ł', 'l', 'Đ', 'D', 'đ', 'd');

    private final CharsetEncoder encoder = CHARSET.newEncoder();

    /** Returns the text in letters of windows-1252; null for null. */
    @Nullable
    String fold(@Nullable String text) {
        if (text == null || encoder.canEncode(text)) {
            return text;
        }
        StringBuilder folded = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            Character other = OTHERS.get(letter);
            if (encoder.canEncode(letter)) {
                folded.append(letter);
            } else if (other != null) {
                folded.append(other.charValue());
            } else {
                folded.append(base(letter));
            }
        }
        return folded.toString();
    }

    /** Returns the letter with as many of its marks as windows-1252 allows. */
    private String base(char letter) {
        String parts = Normalizer.normalize(String.valueOf(letter), Normalizer.Form.NFD);
        String marked = Normalizer.normalize(parts.substring(0, Math.min(2, parts.length())), Normalizer.Form.NFC);
        return encoder.canEncode(marked) ? marked : parts.substring(0, 1);
    }
}
