// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.explanation;

import ca.tradeshub.canonical.Language;
import ca.tradeshub.canonical.Messages;
import ca.tradeshub.canonical.Text;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The words around an explanation in one language.
 *
 * @param language the language they are in
 */
public record Wording(Language language) {

    private static final Messages MESSAGES = Messages.of(Wording.class);

    /** The language's tag. */
    public String tag() {
        return language.tag();
    }

    /** A word or sentence; spaces in its key are written as hyphens. The key itself when there is no such word. */
    public String word(String key) {
        String name = key.replace(' ', '-');
        return MESSAGES.has(name) ? MESSAGES.in(language, name) : key;
    }

    /** A sentence with values, which must already be formatted. */
    public String in(String key, Object... values) {
        return MESSAGES.in(language, key, values);
    }

    /** A state of a record or decision, such as {@code OUT_OF_SCOPE}. */
    public String state(String name) {
        return word("state." + name.toLowerCase(Locale.ROOT).replace('_', ' '));
    }

    /** A sentence in this language; empty for null. */
    public String say(@Nullable Text text) {
        return text == null ? "" : text.in(language);
    }
}
