package ca.tradeshub.explanation;

import ca.tradeshub.rules.Text;
import java.util.Locale;
import java.util.ResourceBundle;

/** The words around an explanation, in the languages it can be read in. */
public enum Wording {
    /** English. */
    EN,
    /** French. */
    FR;

    private final ResourceBundle words =
            ResourceBundle.getBundle("ca.tradeshub.explanation.words_" + name().toLowerCase(Locale.ROOT), Locale.ROOT);

    /** The language of a tag such as {@code fr} or {@code fr-CA}; English for any other, and for null. */
    public static Wording of(String tag) {
        return tag != null && tag.toLowerCase(Locale.ROOT).startsWith("fr") ? FR : EN;
    }

    /** The language's tag. */
    public String tag() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** A word or sentence; spaces in its key are written as hyphens. */
    public String word(String key) {
        String name = key.replace(' ', '-');
        return words.containsKey(name) ? words.getString(name) : key;
    }

    /** A state of a record or decision, such as {@code OUT_OF_SCOPE}. */
    public String state(String name) {
        return word("state." + name.toLowerCase(Locale.ROOT).replace('_', ' '));
    }

    /** A sentence in this language; empty for null. */
    public String say(Text text) {
        return text == null ? "" : this == FR ? text.fr() : text.en();
    }
}
