// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A part of a document between two markers, for example {@code <!-- rules: generated -->} and {@code <!-- /rules -->}.
 * A test finds the part by its name, in whichever document it is, so a part can move without a change of its test.
 */
public final class DocumentPart {

    private final Path document;
    private final String text;
    private final int from;
    private final int to;

    private DocumentPart(Path document, String text, int from, int to) {
        this.document = document;
        this.text = text;
        this.from = from;
        this.to = to;
    }

    /** Every document that people read, sorted: the Markdown files of the root folder, src/docs and src/adr. */
    public static List<Path> documents() {
        try (Stream<Path> root = Files.list(Path.of(""));
                Stream<Path> docs = Files.walk(Path.of("src/docs"));
                Stream<Path> records = Files.walk(Path.of("src/adr"))) {
            return Stream.of(root, docs, records)
                    .flatMap(paths -> paths)
                    .filter(path -> path.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The part that a test generates; exactly one document must have it. */
    public static DocumentPart generated(String name) {
        return find(name, "<!-- " + name + ": generated -->\n");
    }

    /** The part that shows what a command or a run prints; exactly one document must have it. */
    public static DocumentPart shown(String name) {
        return find(name, "<!-- " + name + " -->\n");
    }

    private static DocumentPart find(String name, String begin) {
        List<DocumentPart> parts = documents().stream()
                .map(document -> in(document, begin, "\n<!-- /" + name + " -->"))
                .filter(part -> part.from >= 0)
                .toList();
        assertThat(parts).as("documents with the part " + begin.strip()).hasSize(1);
        return parts.get(0);
    }

    private static DocumentPart in(Path document, String begin, String end) {
        try {
            String text = Files.readString(document).replace("\r\n", "\n");
            int marker = text.indexOf(begin);
            if (marker < 0) {
                return new DocumentPart(document, text, -1, -1);
            }
            int from = marker + begin.length();
            int to = text.indexOf(end, from - 1);
            assertThat(to).as(document + " closes " + begin.strip()).isNotNegative();
            return new DocumentPart(document, text, from, Math.max(from, to));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text between the markers, without the line breaks next to them. */
    public String content() {
        return text.substring(from, to);
    }

    /**
     * Fails unless the part is {@code expected}. With {@code -Ddocuments.write=true} it writes {@code expected} into the
     * document instead.
     */
    public void mustBe(String expected) throws IOException {
        if (Boolean.getBoolean("documents.write")) {
            String end = text.substring(to).startsWith("\n") ? "" : "\n";
            Files.writeString(document, text.substring(0, from) + expected + end + text.substring(to));
            return;
        }
        assertThat(content())
                .as(
                        "%s differs from the code. To write it: ./mvnw test -Dtest='%s' -Ddocuments.write=true",
                        document, "GeneratedDocumentsTest,SettingsReferenceTest,LawDocumentTest,AdrIndexTest")
                .isEqualTo(expected);
    }
}
