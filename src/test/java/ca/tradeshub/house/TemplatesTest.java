// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What no template of a page may do. */
class TemplatesTest {

    private static final Path TEMPLATES = Path.of("src/main/resources/templates");

    /** A colon of its own behind a word, which French writes with a space before it: {@code #{colon}} is that of both. */
    private static final Pattern COLON =
            Pattern.compile("</(?!th:block)\\w+>\\s*:\\s|<th:block th:if[^>]*>:\\s|[)}]: \\$\\{");

    /** A parameter that names a key. */
    private static final Pattern PLAIN_KEY = Pattern.compile("[(,](?:key|claim)=\\$\\{(?!@sealed\\.of\\()");

    /** Thymeleaf replaces an element before it asks its condition. */
    private static final Pattern CONDITION_WITHOUT_EFFECT =
            Pattern.compile("<[^>]*\\sth:(?:if|unless)=[^>]*\\sth:replace=");

    /** A citation. It is English on every page: it is shown in the language of the source text that the hub quotes. */
    private static final Pattern CITATION =
            Pattern.compile("<[^>]*\\sth:text=\"\\$\\{[^\"]*(?:itation|\\.document \\+)[^\"]*\"[^>]*>");

    /** A link or button with a name of its own, and its text. */
    private static final Pattern NAMED =
            Pattern.compile("<(?:a|button)\\s[^>]*th:aria-label=\"#\\{([\\w.-]+)\\([^>]*th:text=\"#\\{([\\w.-]+)}");

    private static final Path SENTENCES = Path.of("src/main/resources/ca/tradeshub/console");

    static List<Path> templates() throws IOException {
        try (Stream<Path> files = Files.list(TEMPLATES)) {
            return files.sorted().toList();
        }
    }

    @Test
    void the_templates_are_found() throws IOException {
        assertThat(templates()).hasSizeGreaterThan(15);
    }

    @ParameterizedTest
    @MethodSource("templates")
    void a_colon_is_written_as_its_language_writes_it(Path template) throws IOException {
        assertThat(found(COLON, template)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("templates")
    void a_link_names_a_key_by_its_reference(Path template) throws IOException {
        assertThat(found(PLAIN_KEY, template)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("templates")
    void no_element_is_replaced_whatever_its_condition_is(Path template) throws IOException {
        assertThat(found(CONDITION_WITHOUT_EFFECT, template)).isEmpty();
    }

    /** Who speaks to the computer says what is shown. */
    @ParameterizedTest
    @ValueSource(strings = {"en", "fr"})
    void the_name_of_a_link_or_button_begins_with_its_text(String language) throws IOException {
        Properties sentences = new Properties();
        try (Reader in = Files.newBufferedReader(SENTENCES.resolve("messages_" + language + ".properties"))) {
            sentences.load(in);
        }
        int named = 0;
        for (Path template : templates()) {
            for (MatchResult found :
                    NAMED.matcher(Files.readString(template)).results().toList()) {
                assertThat(sentences.getProperty(found.group(1)))
                        .as(template + " " + found.group(1))
                        .startsWith(sentences.getProperty(found.group(2)));
                named++;
            }
        }
        assertThat(named).isPositive();
    }

    @Test
    void a_screen_reader_reads_citations_as_english() throws IOException {
        List<String> citations = new ArrayList<>();
        for (Path template : templates()) {
            citations.addAll(found(CITATION, template));
        }
        assertThat(citations).hasSizeGreaterThan(6).allMatch(each -> each.contains(" lang=\"en\""));
    }

    private static List<String> found(Pattern pattern, Path template) throws IOException {
        return pattern.matcher(Files.readString(template))
                .results()
                .map(each -> each.group())
                .toList();
    }
}
