package ca.tradeshub.feeds;

/** Text of a sender as a sentence may quote it: short, and nothing in it that could not be printed. */
final class Quoted {

    private static final int SHOWN = 60;

    private Quoted() {}

    /** The text between quotes, cut where it is long, unprintable characters as their numbers. */
    static String of(String text) {
        StringBuilder shown = new StringBuilder("'");
        for (int i = 0; i < Math.min(text.length(), SHOWN); i++) {
            char c = text.charAt(i);
            if (isPrintable(c)) {
                shown.append(c);
            } else {
                shown.append(String.format("\\u%04X", (int) c));
            }
        }
        return shown.append(text.length() > SHOWN ? "…'" : "'").toString();
    }

    /** Whether all of a text can be printed and stored. */
    static boolean isPrintable(String text) {
        return text.codePoints().allMatch(Quoted::isPrintable);
    }

    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
