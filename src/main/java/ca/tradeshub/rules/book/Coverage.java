// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.book;

import ca.tradeshub.canonical.Text;
import ca.tradeshub.law.Basis;
import ca.tradeshub.law.Source;
import ca.tradeshub.law.SourceText;
import ca.tradeshub.rules.engine.Declaration;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Every passage of the source texts with the rules based on it, or the reason why it has no rule. The phrases that the
 * rules quote determine the rules of a passage; the reasons, and rules that apply a passage without quoting it, are
 * data of the classpath's {@code law/coverage.yaml}.
 */
public final class Coverage {

    private static final String DATA = "law/coverage.yaml";

    private final List<Row> rows;
    private final List<Entry> notCheckable;
    private final List<String> unmet;

    private Coverage(List<Row> rows, List<Entry> notCheckable, List<String> unmet) {
        this.rows = List.copyOf(rows);
        this.notCheckable = List.copyOf(notCheckable);
        this.unmet = List.copyOf(unmet);
    }

    /**
     * One passage.
     *
     * @param document the source's title
     * @param section its citation or heading; a statement's own words
     * @param text its text, in one line
     * @param rules ids of the rules based on it, in the order of the catalogue
     * @param reason why it has no rule or no further rule, null when no reason is needed
     */
    public record Row(String document, String section, String text, List<String> rules, @Nullable Text reason) {

        /** Whether the passage has a rule or a reason. */
        public boolean isCovered() {
            return !rules.isEmpty() || reason != null;
        }
    }

    /**
     * An entry of the agreed catalogue that cannot be checked, once and for all records.
     *
     * @param id its id
     * @param reason why not
     */
    public record Entry(String id, Text reason) {}

    /** The coverage by a catalogue. */
    public static Coverage of(List<Declaration> catalogue) {
        return of(catalogue, data());
    }

    /** The coverage by a catalogue, with the reasons of the data. */
    static Coverage of(List<Declaration> catalogue, JsonNode data) {
        Map<String, Text> reasons = new LinkedHashMap<>();
        data.path("reasons").properties().forEach(field -> reasons.put(field.getKey(), text(field.getValue())));
        List<Row> rows = new ArrayList<>();
        List<String> unmet = new ArrayList<>();
        Set<Basis> placed = new LinkedHashSet<>();
        passages().forEach((source, passages) -> {
            JsonNode said = data.path("passages").path(source.name());
            Set<String> used = new LinkedHashSet<>();
            passages.forEach((section, passage) -> {
                JsonNode entry = entry(said, source, section, used);
                String under = entry.path("under").asText(section);
                Set<String> rules = new LinkedHashSet<>();
                for (Declaration rule : catalogue) {
                    for (Basis basis : rule.bases()) {
                        if (stands(basis, source, section, under, passage)) {
                            rules.add(rule.id());
                            placed.add(basis);
                        }
                    }
                }
                entry.path("rules").forEach(id -> rules.add(id.asText()));
                String reason = entry.path("reason").asText(null);
                rows.add(new Row(
                        source.title(),
                        section,
                        passage,
                        List.copyOf(rules),
                        reason == null ? null : known(reasons, reason)));
            });
            said.fieldNames().forEachRemaining(section -> {
                if (!used.contains(section)) {
                    unmet.add(DATA + " describes a passage that " + source.title() + " does not have: " + section);
                }
            });
        });
        catalogue.forEach(rule -> rule.bases().stream()
                .filter(basis -> basis.phrase() != null && !placed.contains(basis))
                .forEach(basis -> unmet.add(rule.id() + " quotes words that do not occur in " + basis.citation())));
        List<Entry> entries = new ArrayList<>();
        data.path("not-checkable")
                .properties()
                .forEach(field -> entries.add(new Entry(
                        field.getKey(), known(reasons, field.getValue().asText()))));
        return new Coverage(rows, entries, unmet);
    }

    /** Every passage, in the order of the sources. */
    public List<Row> rows() {
        return rows;
    }

    /** The entries of the agreed catalogue for which no feed carries the facts. */
    public List<Entry> notCheckable() {
        return notCheckable;
    }

    /**
     * Quotes that do not occur in the passage they cite, and data about passages that do not exist; empty when there is
     * no such error.
     */
    public List<String> unmet() {
        return unmet;
    }

    private static Map<Source, Map<String, String>> passages() {
        Map<Source, Map<String, String>> passages = new LinkedHashMap<>();
        passages.put(Source.REG_1055, SourceText.regulation("reg-1055.txt"));
        passages.put(Source.ATTC, SourceText.page("attc-guidelines.txt"));
        passages.put(Source.PORTAL, SourceText.statements("sto-portal.txt"));
        return passages;
    }

    /** Whether a basis quotes the passage. A heading may be subordinate to the cited one. */
    private static boolean stands(Basis basis, Source source, String section, String under, String passage) {
        if (basis.phrase() == null || !basis.citation().document().equals(source.title())) {
            return false;
        }
        String cited = SourceText.normal(basis.citation().section());
        String phrase = SourceText.normal(basis.phrase());
        boolean isIn =
                switch (source) {
                    case REG_1055 -> cited.equals(section) || cited.startsWith(section + " ");
                    case PORTAL -> true;
                    default -> section.startsWith(cited) || under.startsWith(cited);
                };
        return isIn && (passage.contains(phrase) || section.contains(phrase));
    }

    /** The data of a passage; statements are identified by their first words. */
    private static JsonNode entry(JsonNode said, Source source, String section, Set<String> used) {
        List<String> keys = new ArrayList<>();
        said.fieldNames().forEachRemaining(keys::add);
        for (String key : keys) {
            if (section.equals(key) || source == Source.PORTAL && section.startsWith(key)) {
                used.add(key);
                return said.path(key);
            }
        }
        return said.path(section);
    }

    private static Text known(Map<String, Text> reasons, String key) {
        Text reason = reasons.get(key);
        if (reason == null) {
            throw new IllegalStateException(DATA + " has no text for the reason " + key);
        }
        return reason;
    }

    private static Text text(JsonNode node) {
        return new Text(node.path("en").asText(), node.path("fr").asText());
    }

    static JsonNode data() {
        try (InputStream stream = Coverage.class.getClassLoader().getResourceAsStream(DATA)) {
            if (stream == null) {
                throw new IllegalStateException("The classpath has no " + DATA);
            }
            return new YAMLMapper().readTree(stream);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + DATA, e);
        }
    }
}
