// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.house;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.testing.DocumentPart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What documents and comments name as Java exists in the code, so that a renamed type is renamed in its texts too. */
class NamesInTextTest {

    private static final Pattern IN_DOCUMENT = Pattern.compile("`([^`\n]+)`");
    private static final Pattern IN_COMMENT = Pattern.compile("\\{@code ([^}\n]+)\\}");

    /** A type, or a type with a member, in camel case; words with one capital are no names of Java alone. */
    private static final Pattern TYPE = Pattern.compile("[A-Z][a-z0-9]+(?:[A-Z][a-z0-9]*)+(?:[.#][A-Za-z]+)?");

    private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|//[^\n]*");
    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    @Test
    void types_that_documents_name_exist() throws IOException {
        assertThat(unknown(DocumentPart.documents(), IN_DOCUMENT, 50)).isEmpty();
    }

    @Test
    void types_that_comments_name_exist() throws IOException {
        assertThat(unknown(sources(), IN_COMMENT, 3)).isEmpty();
    }

    /**
     * The names of types in texts that the code does not have.
     *
     * @param least how many names there are at least; with fewer the test finds none any more
     */
    private static List<String> unknown(List<Path> texts, Pattern quoted, int least) throws IOException {
        Set<String> known = identifiers();
        List<String> unknown = new ArrayList<>();
        int names = 0;
        for (Path text : texts) {
            Matcher matcher = quoted.matcher(Files.readString(text));
            while (matcher.find()) {
                String name = matcher.group(1).strip();
                if (TYPE.matcher(name).matches()) {
                    names++;
                    if (!Stream.of(name.split("[.#]")).allMatch(known::contains)) {
                        unknown.add(text + ": " + name);
                    }
                }
            }
        }
        assertThat(names).isGreaterThanOrEqualTo(least);
        return unknown;
    }

    /** What the code names outside of its comments. */
    private static Set<String> identifiers() throws IOException {
        Set<String> identifiers = new HashSet<>();
        for (Path source : sources()) {
            Matcher matcher =
                    IDENTIFIER.matcher(COMMENT.matcher(Files.readString(source)).replaceAll(" "));
            while (matcher.find()) {
                identifiers.add(matcher.group());
            }
        }
        return identifiers;
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        }
    }
}
