// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.platform.failure;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.Messages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A failed start has a reason and a remedy in both languages. */
class StartFailureTest {

    private static final Pattern KEY = Pattern.compile(
            "new StartFailure\\(\\s*(?:(?:e|cause), )?(?:[^\"(]*\\(\\) \\? )?\"([^\"]+)\"(?: : \"([^\"]+)\")?");

    @Test
    void every_key_in_the_code_has_its_sentences() throws IOException {
        Messages messages = Messages.of(StartFailure.class);
        List<String> keys = new ArrayList<>();
        int calls = 0;
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            for (Path source :
                    sources.filter(path -> path.toString().endsWith(".java")).toList()) {
                String text = Files.readString(source);
                calls += (int) Pattern.compile("new StartFailure\\(")
                        .matcher(text)
                        .results()
                        .count();
                KEY.matcher(text).results().forEach(found -> {
                    keys.add(found.group(1));
                    if (found.group(2) != null) {
                        keys.add(found.group(2));
                    }
                });
            }
        }

        assertThat(keys).hasSizeGreaterThanOrEqualTo(calls);
        assertThat(calls).isGreaterThan(30);
        assertThat(keys).allMatch(key -> messages.has(key) && messages.has(key + ".todo"));
    }

    @Test
    void both_sentences_name_the_values_in_both_languages() {
        StartFailure failure = new StartFailure(new IOException("x"), "port", "P", "127.0.0.1", "2222", "hub.p");

        assertThat(failure).hasMessage("P cannot listen on 127.0.0.1:2222.");
        assertThat(failure.reason().fr()).isEqualTo("P ne peut pas écouter sur 127.0.0.1:2222.");
        assertThat(failure.remedy().en())
                .isEqualTo("Stop the program that uses the port, or set hub.p to another port.");
        assertThat(failure.remedy().fr())
                .isEqualTo("Arrêtez le programme qui utilise le port, ou donnez à hub.p un autre port.");
    }
}
