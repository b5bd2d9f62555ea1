// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.canonical;

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

    /** The sentence in one language. */
    public String in(Language language) {
        return language == Language.FR ? fr : en;
    }
}
