package ca.tradeshub.canonical;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Escapes untrusted text for display on a terminal or in a cell of a table. */
public final class VisibleText {

    private VisibleText() {}

    /** The text with every invisible or controlling character replaced by its code; empty for null. */
    public static String of(@Nullable String text) {
        if (text == null) {
            return "";
        }
        StringBuilder visible = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            switch (Character.getType(point)) {
                case Character.CONTROL,
                        Character.FORMAT,
                        Character.SURROGATE,
                        Character.PRIVATE_USE,
                        Character.UNASSIGNED,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR ->
                    visible.append("\\u{")
                            .append(Integer.toHexString(point).toUpperCase(Locale.ROOT))
                            .append('}');
                default -> visible.appendCodePoint(point);
            }
        });
        return visible.toString();
    }
}
