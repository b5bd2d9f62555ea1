package ca.tradeshub.cli;

import java.util.Locale;
import java.util.ResourceBundle;

/** The languages commands speak. */
enum Language {
    /** English. */
    EN,
    /** French. */
    FR;

    private final ResourceBundle texts =
            ResourceBundle.getBundle("ca.tradeshub.cli.check_" + name().toLowerCase(Locale.ROOT), Locale.ROOT);

    /**
     * A text of this language.
     *
     * @param key names it
     * @param values stand where it has {@code {0}}, {@code {1}} and so on
     */
    String text(String key, Object... values) {
        String text = texts.getString(key);
        for (int i = 0; i < values.length; i++) {
            text = text.replace("{" + i + "}", String.valueOf(values[i]));
        }
        return text;
    }
}
