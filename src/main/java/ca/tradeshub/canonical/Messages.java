// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.canonical;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The sentences of one package in both languages, read from {@code messages_en.properties} and
 * {@code messages_fr.properties} in the package's resource folder. Both files have the same keys, and a key's sentences
 * the same placeholders. A word that follows a count has both forms: {@code {0} {0|record|records}}. A length of time is
 * written in words, and a point in time as that of Ontario. Immutable.
 */
public final class Messages {

    private final ResourceBundle english;
    private final ResourceBundle french;

    private Messages(ResourceBundle english, ResourceBundle french) {
        this.english = english;
        this.french = french;
    }

    /**
     * The messages of a class's package.
     *
     * @throws MissingResourceException when the package has no messages
     */
    public static Messages of(Class<?> owner) {
        String base = owner.getPackageName() + ".messages_";
        return new Messages(
                ResourceBundle.getBundle(base + Language.EN.tag(), Locale.ROOT, owner.getClassLoader()),
                ResourceBundle.getBundle(base + Language.FR.tag(), Locale.ROOT, owner.getClassLoader()));
    }

    /** All keys. */
    public Set<String> keys() {
        return english.keySet();
    }

    /** Whether a key exists. */
    public boolean has(String key) {
        return english.containsKey(key);
    }

    /**
     * A sentence in both languages.
     *
     * @param values replace {@code {0}}, {@code {1}} and so on; numbers must already be formatted
     * @throws MissingResourceException when the key does not exist
     */
    public Text text(String key, Object... values) {
        return new Text(in(Language.EN, key, values), in(Language.FR, key, values));
    }

    /**
     * A sentence in one language.
     *
     * @param values replace {@code {0}}, {@code {1}} and so on; a {@link Text} is replaced in the same language
     * @throws MissingResourceException when the key does not exist
     */
    public String in(Language language, String key, Object... values) {
        String sentence = (language == Language.FR ? french : english).getString(key);
        if (values.length == 0) {
            return sentence;
        }
        StringBuilder filled = new StringBuilder(sentence.length() + 32);
        int from = 0;
        for (int open = sentence.indexOf('{'); open >= 0; open = sentence.indexOf('{', from)) {
            int close = sentence.indexOf('}', open);
            if (close < 0) {
                break;
            }
            filled.append(sentence, from, open)
                    .append(filled(language, sentence.substring(open + 1, close).split("\\|", -1), values));
            from = close + 1;
        }
        return filled.append(sentence, from, sentence.length()).toString();
    }

    /** A value, or the form of a word that fits a count. */
    private static String filled(Language language, String[] placeholder, Object... values) {
        Object value = values[Integer.parseInt(placeholder[0])];
        String text = written(language, value);
        return placeholder.length == 1 ? text : placeholder[isSingular(language, text) ? 1 : 2];
    }

    private static String written(Language language, @Nullable Object value) {
        if (value instanceof Text both) {
            return both.in(language);
        }
        if (value instanceof Duration length) {
            return length(length).in(language);
        }
        return value instanceof Instant at ? OntarioTime.minute(at) : String.valueOf(value);
    }

    /** A length of time in the largest unit that it is a whole number of. */
    private static Text length(Duration length) {
        if (length.equals(Duration.ofDays(length.toDays()))) {
            return Lengths.MESSAGES.text("length.days", length.toDays());
        }
        if (length.equals(Duration.ofHours(length.toHours()))) {
            return Lengths.MESSAGES.text("length.hours", length.toHours());
        }
        if (length.equals(Duration.ofMinutes(length.toMinutes()))) {
            return Lengths.MESSAGES.text("length.minutes", length.toMinutes());
        }
        return length.equals(Duration.ofSeconds(length.toSeconds()))
                ? Lengths.MESSAGES.text("length.seconds", length.toSeconds())
                : Lengths.MESSAGES.text("length.milliseconds", length.toMillis());
    }

    /** The words for lengths of time, read when the first one is written. */
    private static final class Lengths {
        private static final Messages MESSAGES = Messages.of(Messages.class);
    }

    /** One is singular; in French none is, too. */
    private static boolean isSingular(Language language, String count) {
        return count.equals("1") || language == Language.FR && count.equals("0");
    }
}
