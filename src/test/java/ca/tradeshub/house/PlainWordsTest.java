// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Texts that people read use plain words. Each word of the list proved unclear to readers; the failure message names
 * the replacement. Texts of the law and its sources are quoted as they are and are not in the scope.
 */
class PlainWordsTest {

    /**
     * The files whose words are checked, as globs from the root folder. Of a Java file only the string literals are
     * checked; templates, message bundles and routes are checked whole.
     */
    private static final List<String> SCOPE = List.of(
            "README.md",
            "CHANGELOG.md",
            "CONTRIBUTING.md",
            "SECURITY.md",
            "src/docs/**.md",
            "src/adr/**.md",
            "routes/*.yaml",
            "src/main/resources/templates/*.html",
            "src/main/resources/**/messages_en.properties",
            "src/main/java/**.java");

    /** The sentences of this file are part of the generator's output, whose bytes its tests pin for each seed. */
    private static final Path PINNED = Path.of("src/main/java/ca/tradeshub/generator/forecast/ForecastLimits.java");

    /** Things that do not speak, know or look. */
    private static final String SOFTWARE = "(hub|page|console|receipt|command|setting|settings|sheet|file|test|ledger|"
            + "broker|log|rule|rules|table|message|alarm|answer|trailer|header|schema)";

    private static final Map<Pattern, String> BANNED = new LinkedHashMap<>();

    static {
        ban("mend(s|ed|ing)?", "fix, correct");
        ban("fore(see|sees|seen|saw|seeing|sight|tell|tells|told|telling)", "preview, expect, predict");
        ban("nobody|whoever|whatsoever", "the role that acts: the sender, an operator");
        ban("tell|tells|told|telling", "print, report, state, inform");
        ban(SOFTWARE + " (says?|said|knows?|knew|looks?(?! like)|looked)", "print, report, contain, check, find");
        ban("met again|meets it again", "is retried");
        ban("lies?|lying|lain", "is, stays");
        ban("beside", "next to, in addition to, related");
        ban("none of|is none|are none|was none", "does not, not one of");
        ban("(?<!there )(?:is|are|was) no(?! longer| more|t)", "is not a, does not have");
        ban("by (itself|themselves)", "automatically, alone");
        ban("stands?(?!-)|stood", "is, exists, applies");
        ban("rest(s|ed|ing)? on", "is based on");
        ban("com(e|es|ing) to|came to", "result, amount to, reach");
        ban("befalls?|befell|befallen", "happens to");
        ban("(becomes?|became) of", "happens to, the outcome");
        ban("hear of|heard of|hears of", "is notified");
        ban("(a|one|two|each|every|second|next|first|more) looks?(?!-)", "poll");
        ban("stops? the start", "prevents start-up");
        ban("strangers?", "unknown, untrusted");
        ban("asked again|judge[sd]? again|judging again", "re-evaluate, recalculate");
        ban("anew", "again");
        ban("goes on where", "continues");
        ban("needs a person", "needs attention");
        ban("(?-i:TODO|FIXME|TBD|@@\\w+@@)", "the text itself");
    }

    private static void ban(String words, String replacement) {
        BANNED.put(Pattern.compile("(?i)(?<![\\w/.-])(?:" + words + ")(?![\\w])"), replacement);
    }

    /** How the text that people read is taken from a file. */
    private static final Map<String, Function<String, String>> READERS = Map.of(
            ".md", PlainWordsTest::prose,
            ".java", PlainWordsTest::literalsAndComments);

    private static final Pattern MARKED = Pattern.compile("(?s)<!-- (\\w[\\w: -]*?)(: generated)? -->.*?<!-- /\\1 -->");
    private static final Pattern LINK_TARGET = Pattern.compile("\\]\\([^)\\s]+\\)");
    private static final Pattern CITATION = Pattern.compile("\\.at\\((?:[^()]|\\([^()]*\\))*\\)");
    private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|//[^\n]*");
    private static final Pattern LITERAL = Pattern.compile("(?s)\"\"\"(.*?)\"\"\"|\"((?:[^\"\\\\\n]|\\\\.)*)\"");

    @Test
    void texts_use_plain_words() throws IOException {
        List<String> found = new ArrayList<>();
        for (String glob : SCOPE) {
            List<Path> files = files(glob);
            assertThat(files).as(glob).isNotEmpty();
            for (Path file : files) {
                check(file, found);
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void the_list_finds_what_it_bans_and_no_other_word() {
        assertThat(violations("Read the cause on the page, mend it, then release the work."))
                .hasSize(1);
        assertThat(violations("The page says which; it closes by itself.")).hasSize(2);
        assertThat(violations("It lies where it lay and is met again at every poll."))
                .hasSize(2);
        assertThat(violations("The claim rests on what comes to nobody.")).hasSize(3);
        assertThat(violations("A standing record is withstanding; besides, outlook and amendment, `stand-alone`."))
                .isEmpty();
        assertThat(literals("Source.X.at(\"stands\", \"whoever\"); say(\"plain \\\" text\", \"\"\"\n  block\"\"\")"))
                .contains("plain", "block")
                .doesNotContain("stands", "whoever");
        assertThat(comments("/** lies */ int a; // beside\nString s = \"/* whoever */\";"))
                .contains("lies", "beside")
                .doesNotContain("whoever", "int");
        assertThat(prose("a\n<!-- b: generated -->\nnobody\n<!-- /b -->\nc")).doesNotContain("nobody");
    }

    private static void check(Path file, List<String> found) throws IOException {
        String name = file.toString();
        String text = READERS.getOrDefault(name.substring(name.lastIndexOf('.')), Function.identity())
                .apply(Files.readString(file));
        int number = 0;
        for (String line : (Iterable<String>) text.lines()::iterator) {
            number++;
            for (String violation : violations(line)) {
                found.add(file + ":" + number + ": " + violation);
            }
        }
    }

    private static List<String> violations(String line) {
        List<String> violations = new ArrayList<>();
        BANNED.forEach((pattern, replacement) -> {
            Matcher matcher = pattern.matcher(line);
            while (matcher.find()) {
                violations.add("\"" + matcher.group() + "\": write " + replacement + " — " + line.strip());
            }
        });
        return violations;
    }

    /** A document without link targets and without its marked parts: their words are checked where they are written. */
    private static String prose(String document) {
        String text = MARKED.matcher(document).replaceAll(part -> part.group().replaceAll("[^\n]+", ""));
        return LINK_TARGET.matcher(text).replaceAll("]");
    }

    /** The string literals and comments of a source file, each on its line, without citations. */
    private static String literalsAndComments(String source) {
        return literals(source) + '\n' + comments(source);
    }

    /** The comments of a source file, each on its line. */
    private static String comments(String source) {
        String code =
                LITERAL.matcher(source).replaceAll(literal -> literal.group().replaceAll("[^\n]", ""));
        StringBuilder comments = new StringBuilder();
        Matcher comment = COMMENT.matcher(code);
        int at = 0;
        while (comment.find()) {
            comments.append(code.substring(at, comment.start()).replaceAll("[^\n]", ""));
            comments.append(comment.group());
            at = comment.end();
        }
        return comments.toString();
    }

    /** The string literals of a source file, each on its line, without those of citations. */
    private static String literals(String source) {
        String text = CITATION.matcher(source).replaceAll(call -> call.group().replaceAll("[^\n]", ""));
        StringBuilder literals = new StringBuilder();
        Matcher literal = LITERAL.matcher(text);
        int at = 0;
        while (literal.find()) {
            literals.append(text.substring(at, literal.start()).replaceAll("[^\n]", ""));
            literals.append(literal.group()).append(' ');
            at = literal.end();
        }
        return literals.toString();
    }

    private static List<Path> files(String glob) throws IOException {
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
        try (Stream<Path> root = Files.list(Path.of(""));
                Stream<Path> sources = Files.walk(Path.of("src"));
                Stream<Path> routes = Files.walk(Path.of("routes"))) {
            return Stream.of(root, sources, routes)
                    .flatMap(paths -> paths)
                    .filter(path -> Files.isRegularFile(path) && matcher.matches(path) && !path.equals(PINNED))
                    .sorted()
                    .toList();
        }
    }
}
