// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.book;

import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.Finding;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The English sentences of rules as they were first worded. What a person decided about a disagreement is remembered by
 * what disagrees and by this sentence, so that a rule can be reworded and its decisions hold.
 *
 * <p>The first wordings are in {@code first-wording.txt}, by rule and place of the failure in its declaration. A line
 * is never changed; a new failure is declared after the others and gets a new line.
 */
public final class FirstWording {

    private static final String RESOURCE = "first-wording.txt";
    private static final String STATEMENT = ".statement";
    private static final String MISSING = "The rule cannot be evaluated because %s is missing: %s";
    private static final Map<String, String> FIRST = read();

    private final Map<String, String> bySentence = new HashMap<>();
    private final Map<String, String> statements = new HashMap<>();

    /** The first wordings of the rules of a catalogue. */
    public FirstWording(Collection<Declaration> catalogue) {
        for (Declaration rule : catalogue) {
            for (int place = 0; place < rule.failures().size(); place++) {
                String now = rule.failures().get(place).message().en();
                bySentence.putIfAbsent(sentence(rule.id(), now), FIRST.getOrDefault(key(rule, place), now));
            }
            statements.put(
                    rule.id(),
                    FIRST.getOrDefault(rule.id() + STATEMENT, rule.statement().en()));
        }
    }

    /** The first wording of what a finding says; the sentence itself when it is not one of a rule. */
    public String of(Finding finding) {
        String statement = finding.unknown() ? statements.get(finding.rule()) : null;
        return statement != null
                ? MISSING.formatted(finding.field(), statement)
                : bySentence.getOrDefault(sentence(finding.rule(), finding.message()), finding.message());
    }

    /** The first wording of a sentence of the interface agreements, by its key in the messages of its package. */
    public static String ofAgreed(String key) {
        return Objects.requireNonNull(FIRST.get("agreed." + key), key);
    }

    /** The key of a failure of a rule. */
    static String key(Declaration rule, int place) {
        return rule.id() + "." + (place + 1);
    }

    /** The key of the statement of a rule. */
    static String key(Declaration rule) {
        return rule.id() + STATEMENT;
    }

    /** All first wordings, by key. */
    static Map<String, String> all() {
        return FIRST;
    }

    private static String sentence(String rule, String text) {
        return rule + "\n" + text;
    }

    private static Map<String, String> read() {
        try (InputStream file = Objects.requireNonNull(FirstWording.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            Map<String, String> byKey = new HashMap<>();
            new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .forEach(line ->
                            byKey.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1)));
            return Map.copyOf(byKey);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
