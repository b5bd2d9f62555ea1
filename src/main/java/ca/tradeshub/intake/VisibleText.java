package ca.tradeshub.intake;

import java.util.Locale;

/** Text of strangers made safe to look at, on a page of cells or on a terminal. */
public final class VisibleText {

    private VisibleText() {}

    /** The text with everything that has no shape of its own, or acts, shown by its code; empty for null. */
    public static String of(String text) {
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
