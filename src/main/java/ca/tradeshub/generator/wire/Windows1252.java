package ca.tradeshub.generator.wire;

import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.text.Normalizer;
import java.util.Map;

/** Text for senders whose systems know windows-1252 only: letters it lacks lose their marks. */
final class Windows1252 {

    static final Charset CHARSET = Charset.forName("windows-1252");

    /** Letters that are no letter with a mark. */
    private static final Map<Character, Character> OTHERS = Map.of('Ł', 'L', 'ł', 'l', 'Đ', 'D', 'đ', 'd');

    private final CharsetEncoder encoder = CHARSET.newEncoder();

    /** The text as such a system keeps it; null stays null. */
    String fold(String text) {
        if (text == null || encoder.canEncode(text)) {
            return text;
        }
        StringBuilder folded = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (encoder.canEncode(letter)) {
                folded.append(letter);
            } else if (OTHERS.containsKey(letter)) {
                folded.append(OTHERS.get(letter).charValue());
            } else {
                folded.append(base(letter));
            }
        }
        return folded.toString();
    }

    /** The letter without its marks, one by one, as far as it must be. */
    private String base(char letter) {
        String parts = Normalizer.normalize(String.valueOf(letter), Normalizer.Form.NFD);
        String marked = Normalizer.normalize(parts.substring(0, Math.min(2, parts.length())), Normalizer.Form.NFC);
        return encoder.canEncode(marked) ? marked : parts.substring(0, 1);
    }
}
