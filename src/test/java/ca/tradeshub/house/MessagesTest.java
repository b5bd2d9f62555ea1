// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.tradeshub.canonical.Language;
import ca.tradeshub.canonical.Messages;
import ca.tradeshub.explanation.Wording;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every sentence exists in English and in French, with the same placeholders. */
class MessagesTest {

    private static final Path RESOURCES = Path.of("src", "main", "resources");
    private static final Path SOURCES = Path.of("src", "main", "java", "ca", "tradeshub");
    private static final Pattern PAIR = Pattern.compile("(?<!\\.)\\bnew Text\\(\\s*\"");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{[^}]*}?");

    private static final Pattern PLURAL = Pattern.compile("\\{(\\d)\\|[^|{}]*\\|[^|{}]*}");

    private static final Pattern MISSPACED =
            Pattern.compile("(?<=[^ \\u00a0]):(?= |$)|[ \\u00a0][;?!](?= |$)|«(?! )|(?<! )»");

    /** A count before the plural of what the hub counts, without its singular; limits are settings and never one. */
    private static final Pattern COUNTED = Pattern.compile(
            "(?<!at most )(?<!more than )(?<!first )(?<!\\{0} of )\\{\\d} "
                    + "(?:records|messages|files|exceptions|decisions|fields|lines|days|entries|minutes|keys|employers|persons)\\b");

    static List<Path> englishBundles() throws IOException {
        try (Stream<Path> files = Files.walk(RESOURCES)) {
            return files.filter(file -> file.endsWith("messages_en.properties")).toList();
        }
    }

    @Test
    void the_bundles_are_found_and_no_other_kind_exists() throws IOException {
        assertThat(englishBundles()).hasSizeGreaterThanOrEqualTo(2);
        try (Stream<Path> files = Files.walk(RESOURCES)) {
            assertThat(files.filter(file -> file.toString().endsWith(".properties")))
                    .allMatch(
                            file -> file.endsWith("messages_en.properties") || file.endsWith("messages_fr.properties"));
        }
    }

    @ParameterizedTest
    @MethodSource("englishBundles")
    void both_languages_have_the_same_keys_and_placeholders(Path bundle) throws IOException {
        Properties english = read(bundle);
        Properties french = read(bundle.resolveSibling("messages_fr.properties"));

        assertThat(new TreeSet<>(french.stringPropertyNames())).isEqualTo(new TreeSet<>(english.stringPropertyNames()));
        assertThat(english).isNotEmpty();
        for (String key : english.stringPropertyNames()) {
            assertThat(english.getProperty(key)).as(key).isNotBlank();
            assertThat(french.getProperty(key)).as(key).isNotBlank();
            assertThat(placeholders(french.getProperty(key)))
                    .as(key)
                    .isEqualTo(placeholders(english.getProperty(key)))
                    .allMatch(placeholder -> placeholder.matches("\\{\\d}"));
            assertThat(PLURAL.matcher(english.getProperty(key)).find())
                    .as("a plural in both languages or in none: " + key)
                    .isEqualTo(PLURAL.matcher(french.getProperty(key)).find());
        }
    }

    /** Rules and codes declare their pair in the class; every other sentence is in a bundle. */
    @Test
    void sentences_in_both_languages_are_in_bundles() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            List<String> others = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> PAIR.matcher(contentOf(file)).find())
                    .map(file -> SOURCES.relativize(file).toString())
                    .filter(file -> !file.startsWith("rules/"))
                    .sorted()
                    .toList();
            assertThat(others).containsExactly("canonical/RefusalCode.java", "ledger/alarm/AlarmCode.java");
        }
    }

    private static String contentOf(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void a_missing_key_fails_instead_of_showing_nothing() {
        Messages messages = Messages.of(Wording.class);

        assertThat(messages.in(Language.FR, "title")).isEqualTo("Explication");
        assertThatThrownBy(() -> messages.text("no.such.key")).isInstanceOf(MissingResourceException.class);
    }

    @ParameterizedTest
    @MethodSource("englishBundles")
    void a_word_after_a_count_has_both_forms(Path bundle) throws IOException {
        assertThat(read(bundle).entrySet())
                .noneMatch(entry -> COUNTED.matcher(entry.getValue().toString()).find());
    }

    /**
     * Ontario's French has a space before a colon and within guillemets, and none before other punctuation. Pages make it a
     * space that does not break.
     */
    @ParameterizedTest
    @MethodSource("englishBundles")
    void french_punctuation_has_its_spaces(Path bundle) throws IOException {
        for (Map.Entry<Object, Object> sentence :
                read(bundle.resolveSibling("messages_fr.properties")).entrySet()) {
            assertThat(MISSPACED.matcher(sentence.getValue().toString()).find())
                    .as(sentence.toString())
                    .isFalse();
        }
    }

    @Test
    void misspaced_french_is_found() {
        assertThat(List.of("Résultat: retenu", "Fin :", "«Fin »", "« Fin»", "Pourquoi ?", "Oui ; non", "Non !"))
                .filteredOn(sentence -> MISSPACED.matcher(sentence).find())
                .hasSize(6)
                .doesNotContain("Fin :");
        assertThat(List.of("{0}: {1}", "à 05:53:06", "http://127.0.0.1:8080", "FICHIER:LIGNE", "Oui; non", "1 : 2"))
                .filteredOn(sentence -> MISSPACED.matcher(sentence).find())
                .containsExactly("{0}: {1}");
    }

    /** An apostrophe is written once: the sentences are no patterns of {@code MessageFormat}. */
    @ParameterizedTest
    @MethodSource("englishBundles")
    void no_apostrophe_is_doubled(Path bundle) throws IOException {
        assertThat(read(bundle).values())
                .noneMatch(sentence -> sentence.toString().contains("''"));
        assertThat(read(bundle.resolveSibling("messages_fr.properties")).values())
                .noneMatch(sentence -> sentence.toString().contains("''"));
    }

    private static TreeSet<String> placeholders(String sentence) {
        return PLACEHOLDER
                .matcher(sentence)
                .results()
                .map(MatchResult::group)
                .map(placeholder -> PLURAL.matcher(placeholder).replaceAll("{$1}"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Properties read(Path bundle) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(bundle)) {
            properties.load(reader);
        }
        return properties;
    }
}
