// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.identity.names;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A family name or given names in the form in which they are compared: without accents, case, apostrophes, hyphens and
 * generation suffixes. {@code MacDonald}, {@code Mc Donald} and {@code McDonald} have one form, and so have {@code
 * St-Pierre} and {@code Saint-Pierre}, {@code O'Brien} and {@code O Brien}.
 *
 * @param joined all parts without spaces, so that {@code van der Meer} equals {@code Vandermeer}; empty when there is
 *     no name
 * @param parts the parts that identify: of a family name without particles such as {@code de} and {@code van}
 * @param generation the generation that a suffix states: 1 for {@code Sr}, 2 for {@code Jr} and {@code II}, and so on; 0
 *     when none is stated
 */
public record NameForm(String joined, List<String> parts, int generation) {

    /** No name. */
    public static final NameForm NONE = new NameForm("", List.of(), 0);

    /** Letters below have no mark and are of no other script. */
    private static final int ASCII = 128;

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final String APOSTROPHES = "'’‘ʼ`´ʻ";

    /** Letters that Unicode does not split into a letter and a mark. */
    private static final Map<String, String> LETTERS =
            Map.of("œ", "oe", "æ", "ae", "ø", "o", "ß", "ss", "ł", "l", "đ", "d", "ð", "d", "þ", "th", "ı", "i");

    private static final Pattern OTHER_SCRIPT = Pattern.compile("[\\p{IsGreek}\\p{IsCyrillic}]");

    /** Letters of other scripts as Canadian documents usually write them; Greek ones before their single letters. */
    private static final Map<String, String> SCRIPTS = scripts();

    private static final Map<String, Integer> SUFFIXES = Map.of("sr", 1, "jr", 2, "ii", 2, "iii", 3, "iv", 4);

    private static final Set<String> PARTICLES = Set.of(
            "de", "du", "des", "la", "le", "les", "da", "do", "dos", "das", "di", "del", "della", "van", "von", "der",
            "den", "ten", "ter", "el", "al", "bin", "ibn", "abu", "y");

    /** Beginnings of family names that are written with the rest or apart. */
    private static final Set<String> BEGINNINGS = Set.of("mac", "mc", "saint", "sainte", "o", "d", "l");

    /** A family name that begins with Mac has at least this many letters; {@code Mack} and {@code Macey} do not. */
    private static final int SHORTEST_MAC = 6;

    public NameForm {
        parts = List.copyOf(parts);
    }

    /** The form of a family name; empty when null or without letters. */
    public static NameForm family(@Nullable String name) {
        List<String> written = words(name);
        int generation = removeSuffixes(written);
        List<String> words = new ArrayList<>();
        StringBuilder beginning = new StringBuilder();
        for (String word : written) {
            String whole = beginning.append(saint(word)).toString();
            if (!BEGINNINGS.contains(whole)) {
                words.add(mac(whole));
                beginning.setLength(0);
            }
        }
        if (!beginning.isEmpty()) {
            words.add(beginning.toString());
        }
        return of(words, PARTICLES, generation);
    }

    /** The form of given names; empty when null or without letters. */
    public static NameForm given(@Nullable String names) {
        List<String> words = words(names);
        int generation = removeSuffixes(words);
        return of(words, Set.of(), generation);
    }

    private static NameForm of(List<String> words, Set<String> particles, int generation) {
        if (words.isEmpty()) {
            return NONE;
        }
        List<String> parts =
                words.stream().filter(word -> !particles.contains(word)).toList();
        return new NameForm(String.join("", words), parts.isEmpty() ? words : parts, generation);
    }

    /** Whether there is no name. */
    public boolean isEmpty() {
        return parts.isEmpty();
    }

    /** The first part; empty when there is no name. */
    public String first() {
        return parts.isEmpty() ? "" : parts.get(0);
    }

    private static List<String> words(@Nullable String text) {
        if (text == null) {
            return new ArrayList<>();
        }
        return split(text.chars().allMatch(letter -> letter < ASCII) ? text.toLowerCase(Locale.ROOT) : latin(text));
    }

    /** Removes what states the generation from the end, and returns the generation; 0 when none is stated. */
    private static int removeSuffixes(List<String> words) {
        int generation = 0;
        Integer stated = suffix(words);
        while (stated != null) {
            words.remove(words.size() - 1);
            generation = stated;
            stated = suffix(words);
        }
        return generation;
    }

    /** The generation that the last of several words states; null when it states none. */
    private static @Nullable Integer suffix(List<String> words) {
        return words.size() > 1 ? SUFFIXES.get(words.get(words.size() - 1)) : null;
    }

    /** The words of letters and digits; an apostrophe separates no words. */
    private static List<String> split(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int each = text.codePointAt(i);
            if (APOSTROPHES.indexOf(each) >= 0) {
                continue;
            }
            if (isLetterOrNumber(each)) {
                word.appendCodePoint(each);
            } else if (!word.isEmpty()) {
                words.add(word.toString());
                word.setLength(0);
            }
        }
        if (!word.isEmpty()) {
            words.add(word.toString());
        }
        return words;
    }

    private static boolean isLetterOrNumber(int codePoint) {
        int type = Character.getType(codePoint);
        return Character.isLetterOrDigit(codePoint)
                || type == Character.LETTER_NUMBER
                || type == Character.OTHER_NUMBER;
    }

    /** The text in small Latin letters without marks. */
    private static String latin(String text) {
        String folded = MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT);
        for (Map.Entry<String, String> letter : LETTERS.entrySet()) {
            folded = folded.replace(letter.getKey(), letter.getValue());
        }
        if (OTHER_SCRIPT.matcher(folded).find()) {
            for (Map.Entry<String, String> letter : SCRIPTS.entrySet()) {
                folded = folded.replace(letter.getKey(), letter.getValue());
            }
        }
        return folded;
    }

    private static Map<String, String> scripts() {
        Map<String, String> letters = new LinkedHashMap<>();
        add(letters, "ου ευ αυ γγ γκ μπ ντ", "ou ev av ng g b nt");
        add(letters, "α β γ δ ε ζ η θ ι κ λ μ ν ξ ο π", "a v g d e z i th i k l m n x o p");
        add(letters, "ρ σ ς τ υ φ χ ψ ω", "r s s t y f ch ps o");
        add(letters, "а б в г ґ д е є ж з и і й к л м н о п", "a b v g g d e ye zh z i i i k l m n o p");
        add(letters, "р с т у ф х ц ч ш щ ъ ы ь э ю я", "r s t u f kh ts ch sh shch - y - e yu ya");
        letters.replaceAll((letter, latin) -> latin.equals("-") ? "" : latin);
        return Collections.unmodifiableMap(letters);
    }

    private static void add(Map<String, String> letters, String from, String to) {
        String[] latin = to.split(" ");
        int next = 0;
        for (String letter : from.split(" ")) {
            letters.put(letter, latin[next]);
            next++;
        }
    }

    private static String saint(String word) {
        return switch (word) {
            case "st" -> "saint";
            case "ste" -> "sainte";
            default -> word;
        };
    }

    private static String mac(String word) {
        return word.startsWith("mac") && word.length() >= SHORTEST_MAC ? "mc" + word.substring(3) : word;
    }
}
