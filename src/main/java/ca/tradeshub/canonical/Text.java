// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.canonical;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A sentence in both official languages.
 *
 * @param en in English, never blank
 * @param fr in French, never blank
 */
public record Text(String en, String fr) {

    /**
     * @throws IllegalArgumentException when either is blank
     */
    public Text {
        if (en.isBlank() || fr.isBlank()) {
            throw new IllegalArgumentException("A sentence is missing in one language: " + en + fr);
        }
    }

    /** A formula of signs and numbers alone, which reads the same in both languages. */
    public static Text signs(String formula) {
        return new Text(formula, formula);
    }

    /** A stored sentence; the English replaces a French one that was not kept. */
    public static Text stored(String en, @Nullable String fr) {
        return new Text(en, fr == null ? en : fr);
    }

    /** Several sentences in a row. */
    public static Text joined(String separator, List<Text> sentences) {
        return new Text(
                sentences.stream().map(Text::en).collect(Collectors.joining(separator)),
                sentences.stream().map(Text::fr).collect(Collectors.joining(separator)));
    }

    /** The tag of the language in which a reader of one language sees the sentence, where it is another; else null. */
    public @Nullable String otherTag(Language reader) {
        return reader == Language.FR && fr.equals(en) ? "en-CA" : null;
    }

    /** The sentence in one language. */
    public String in(Language language) {
        return language == Language.FR ? fr : en;
    }
}
