// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.house;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.testing.DocumentPart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The links of the documents lead somewhere, each document can be found, and the README stays short. */
class DocumentsTest {

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern FENCE = Pattern.compile("(?ms)^```.*?^```");
    private static final Pattern CODE = Pattern.compile("`[^`\n]*`");
    private static final Path INDEX = Path.of("src/docs/README.md");

    /**
     * A link of a document.
     *
     * @param target the file or folder it leads to, from the root folder
     * @param anchor the heading in it, empty when the link has none
     */
    private record Link(Path document, String text, Path target, String anchor) {}

    @Test
    void every_relative_link_leads_to_a_file_and_a_heading() throws IOException {
        List<String> broken = new ArrayList<>();
        int links = 0;
        int anchors = 0;
        for (Path document : DocumentPart.documents()) {
            for (Link link : links(document)) {
                links++;
                if (!Files.exists(link.target())) {
                    broken.add(document + ": " + link.text() + " does not exist");
                } else if (!link.anchor().isEmpty()) {
                    anchors++;
                    if (!headings(link.target()).contains(link.anchor())) {
                        broken.add(document + ": " + link.target() + " has no heading #" + link.anchor());
                    }
                }
            }
        }
        assertThat(broken).isEmpty();
        assertThat(links).isGreaterThan(100);
        assertThat(anchors).isGreaterThan(5);
    }

    @Test
    void the_first_client_finds_as_many_messages_as_the_demo_leaves() throws IOException {
        String demo = DocumentPart.shown("demo").content();
        Matcher stated = Pattern.compile("(\\d+)(?: messages)? on `([a-z.]+)`")
                .matcher(Files.readString(Path.of("src/docs/consumers/first-client.md")));
        int queues = 0;
        while (stated.find()) {
            queues++;
            assertThat(demo).containsPattern("(?m)^  " + Pattern.quote(stated.group(2)) + " +" + stated.group(1) + "$");
        }
        assertThat(queues).isEqualTo(2);
    }

    @Test
    void every_document_can_be_reached_from_the_index() throws IOException {
        Set<Path> reached = new HashSet<>(Set.of(INDEX));
        Deque<Path> open = new ArrayDeque<>(reached);
        while (!open.isEmpty()) {
            for (Link link : links(open.pop())) {
                Path target = link.target();
                if (target.toString().endsWith(".md") && Files.exists(target) && reached.add(target)) {
                    open.push(target);
                }
            }
        }
        List<Path> documents = DocumentPart.documents();
        assertThat(documents).hasSizeGreaterThan(50);
        assertThat(reached).containsAll(documents);
    }

    @Test
    void the_readme_has_at_most_200_lines() throws IOException {
        assertThat(Files.readAllLines(Path.of("README.md"))).hasSizeBetween(50, 200);
    }

    private static List<Link> links(Path document) throws IOException {
        String text = FENCE.matcher(Files.readString(document)).replaceAll("");
        Matcher link = LINK.matcher(CODE.matcher(text).replaceAll("code"));
        List<Link> links = new ArrayList<>();
        while (link.find()) {
            String target = link.group(1);
            if (target.contains("://")) {
                continue;
            }
            String[] parts = target.split("#", 2);
            Path file = parts[0].isEmpty()
                    ? document
                    : Path.of("").resolve(document).resolveSibling(parts[0]).normalize();
            links.add(new Link(document, target, file, parts.length == 2 ? parts[1] : ""));
        }
        return links;
    }

    /** The anchors of a document as GitHub makes them. */
    private static Set<String> headings(Path document) throws IOException {
        Map<String, Integer> seen = new HashMap<>();
        Set<String> anchors = new HashSet<>();
        FENCE.matcher(Files.readString(document))
                .replaceAll("")
                .lines()
                .filter(line -> line.matches("#{1,6} .+"))
                .map(line -> line.replaceFirst("#+ ", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .forEach(anchor -> {
                    int before = seen.merge(anchor, 1, Integer::sum) - 1;
                    anchors.add(before == 0 ? anchor : anchor + "-" + before);
                });
        return anchors;
    }
}
