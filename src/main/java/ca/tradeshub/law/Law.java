// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.law;

import ca.tradeshub.canonical.Sha256;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.canonical.TradeCode;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The law's numbers, lists and interpretations: dated, cited data in {@code law/<document>/<name>.yaml} on the
 * classpath. Old law stays; no value is defined outside the covered dates.
 */
public final class Law {

    private static final String INDEX = "law/index.yaml";
    private static final Law STANDARD = load();

    private final Map<String, Dated<List<String>>> values;
    private final Map<String, Interpretation> interpretations;
    private final TradeRegister trades;
    private final String digest;

    private Law(
            Map<String, Dated<List<String>>> values,
            Map<String, Interpretation> interpretations,
            TradeRegister trades) {
        this.values = values;
        this.interpretations = interpretations;
        this.trades = trades;
        this.digest = digestOf(values, interpretations, trades);
    }

    /**
     * The same law with the same digest; a listener receives every look-up.
     *
     * @param listener called on the thread of the look-up
     */
    public Law tracedBy(Consumer<Dated.Lookup> listener) {
        Map<String, Dated<List<String>>> traced = new TreeMap<>();
        values.forEach((id, value) -> traced.put(id, value.tracedBy(listener)));
        return new Law(traced, interpretations, trades);
    }

    /** The law with the recommended interpretations. */
    public static Law standard() {
        return STANDARD;
    }

    /**
     * The same law with other interpretations in effect.
     *
     * @param choices interpretation id to choice
     * @throws UnknownInterpretationException when an interpretation or a choice does not exist
     */
    public Law withReadings(Map<String, String> choices) {
        Map<String, Interpretation> changed = new TreeMap<>(interpretations);
        choices.forEach((id, choice) -> changed.put(id, interpretation(id).choose(choice)));
        return new Law(values, changed, trades);
    }

    /** The trades. */
    public TradeRegister trades() {
        return trades;
    }

    /** Every value by its id. */
    public Map<String, Dated<List<String>>> values() {
        return values;
    }

    /** Every interpretation by its id. */
    public Map<String, Interpretation> interpretations() {
        return interpretations;
    }

    /**
     * The interpretation with an id.
     *
     * @throws UnknownInterpretationException when no interpretation has that id
     */
    public Interpretation interpretation(String id) {
        Interpretation interpretation = interpretations.get(id);
        if (interpretation == null) {
            throw new UnknownInterpretationException("unknown", id);
        }
        return interpretation;
    }

    /**
     * A value that is a list of texts.
     *
     * @throws IllegalArgumentException when no value has that id
     */
    public Dated<List<String>> lists(String id) {
        Dated<List<String>> value = values.get(id);
        if (value == null) {
            throw new IllegalArgumentException("The law has no value " + id);
        }
        return value;
    }

    /** A value that is a set of texts, for looking up. */
    public Dated<Set<String>> sets(String id) {
        return lists(id).as(Set::copyOf);
    }

    /** A value that is a text. */
    public Dated<String> texts(String id) {
        return lists(id).as(list -> list.get(0));
    }

    /** A value that is a decimal. */
    public Dated<BigDecimal> decimals(String id) {
        return texts(id).as(BigDecimal::new);
    }

    /** A value that is a whole number. */
    public Dated<Integer> integers(String id) {
        return texts(id).as(Integer::valueOf);
    }

    /** A value that is a date. */
    public Dated<LocalDate> dates(String id) {
        return texts(id).as(LocalDate::parse);
    }

    /** How amounts are rounded to the cent, once (interpretation C16). */
    public RoundingMode rounding() {
        return interpretation("C16").is("half-even") ? RoundingMode.HALF_EVEN : RoundingMode.HALF_UP;
    }

    /** A digest over every value, interpretation and trade: it changes when the law or a choice changes. */
    public String digest() {
        return digest;
    }

    /** SHA-256 over lines of text, as hex. */
    public static String sha256(Iterable<String> lines) {
        MessageDigest digest = Sha256.start();
        for (String line : lines) {
            digest.update(line.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) '\n');
        }
        return Sha256.hex(digest);
    }

    private static String digestOf(
            Map<String, Dated<List<String>>> values,
            Map<String, Interpretation> interpretations,
            TradeRegister trades) {
        List<String> lines = new ArrayList<>();
        values.values().forEach(value -> lines.add(value.toString()));
        interpretations
                .values()
                .forEach(interpretation -> lines.add(interpretation.id() + "=" + interpretation.choice()));
        trades.all().forEach(trade -> lines.add(trade.toString()));
        return sha256(lines);
    }

    private static Law load() {
        Map<String, Dated<List<String>>> values = new TreeMap<>();
        Map<String, Interpretation> interpretations = new TreeMap<>();
        Map<TradeCode, Trade> listed = new LinkedHashMap<>();
        Map<TradeCode, String> compulsory = new LinkedHashMap<>();
        read(INDEX).get("files").forEach(file -> {
            JsonNode document = read("law/" + file.asText());
            String title = document.path("document").asText();
            each(document.path("values"), (id, node) -> values.put(id, dated(id, node, title)));
            each(document.path("readings"), (id, node) -> interpretations.put(id, interpretation(id, node)));
            document.path("qualifying-trades").forEach(node -> {
                Trade trade = trade(node);
                listed.put(trade.code(), trade);
            });
            document.path("compulsory-trades")
                    .forEach(node -> compulsory.put(new TradeCode(text(node, "code")), text(node, "name")));
        });
        return new Law(
                Collections.unmodifiableMap(values),
                Collections.unmodifiableMap(interpretations),
                register(
                        listed,
                        compulsory,
                        Objects.requireNonNull(values.get("trade.successors"), "the law lists former codes")));
    }

    private static TradeRegister register(
            Map<TradeCode, Trade> listed, Map<TradeCode, String> compulsory, Dated<List<String>> successors) {
        Set<TradeCode> codes = new LinkedHashSet<>(listed.keySet());
        codes.addAll(compulsory.keySet());
        List<Trade> trades = new ArrayList<>();
        for (TradeCode code : codes) {
            Trade trade = listed.get(code);
            String name = compulsory.get(code);
            trades.add(
                    trade == null
                            ? unlisted(code, Objects.requireNonNull(name, "a code is listed or compulsory"))
                            : new Trade(
                                    code,
                                    trade.name(),
                                    trade.printedName(),
                                    trade.sector(),
                                    trade.footnotes(),
                                    name != null,
                                    true,
                                    trade.qualifiesUntil()));
        }
        Map<TradeCode, TradeCode> current = new LinkedHashMap<>();
        for (String pair : successors.last().value()) {
            String[] renamed = pair.split(" ");
            current.put(new TradeCode(renamed[0]), new TradeCode(renamed[1]));
        }
        return new TradeRegister(trades, current);
    }

    /** A compulsory trade that the list of qualifying trades does not name. */
    private static Trade unlisted(TradeCode code, String name) {
        return new Trade(code, name, name, null, List.of(), true, false, null);
    }

    private static Trade trade(JsonNode node) {
        List<Integer> footnotes = new ArrayList<>();
        node.path("footnotes").forEach(number -> footnotes.add(number.intValue()));
        String printed = text(node, "name");
        return new Trade(
                new TradeCode(text(node, "code")),
                node.path("corrected").asText(printed),
                printed,
                text(node, "sector"),
                footnotes,
                false,
                true,
                date(node.path("until")));
    }

    private static Dated<List<String>> dated(String id, JsonNode node, String title) {
        List<Dated.Value<List<String>>> entries = new ArrayList<>();
        LocalDate free = LocalDate.MIN;
        for (JsonNode entry : node.path("values")) {
            LocalDate from = date(entry.path("from"));
            LocalDate to = date(entry.path("to"));
            if (free == null || (from == null ? !entries.isEmpty() : from.isBefore(free))) {
                throw new IllegalStateException("The values of " + id + " overlap or are not in order of date");
            }
            free = to == null ? null : to.plusDays(1);
            String document = entry.path("document").asText(title);
            entries.add(new Dated.Value<>(
                    from,
                    to,
                    texts(id, entry.path("value")),
                    new Basis(
                            new Citation(document, text(entry, "section")),
                            entry.path("phrase").asText(null)),
                    beyondText(entry.path("beyond-text"))));
        }
        if (entries.isEmpty()) {
            throw new IllegalStateException("The law names " + id + " without a value");
        }
        return new Dated<>(id, text(node, "dated-by"), strings(node.path("rules")), entries, null);
    }

    private static @Nullable Text beyondText(JsonNode node) {
        return node.isMissingNode() ? null : new Text(text(node, "en"), text(node, "fr"));
    }

    /** Numbers are quoted in YAML, so that no floating-point number is read in place of the written one. */
    private static List<String> texts(String id, JsonNode value) {
        List<String> texts = new ArrayList<>();
        Consumer<JsonNode> one = node -> {
            if (!node.isTextual()) {
                throw new IllegalStateException("The value of " + id + " is not written as text: " + node);
            }
            texts.add(node.textValue());
        };
        if (value.isArray()) {
            value.forEach(one);
        } else {
            one.accept(value);
        }
        return List.copyOf(texts);
    }

    private static Interpretation interpretation(String id, JsonNode node) {
        String choice = text(node, "choice");
        List<String> alternatives = strings(node.path("alternatives"));
        String because = node.path("because").asText(null);
        if (alternatives.isEmpty() == (because == null)) {
            throw new IllegalStateException(
                    "Interpretation " + id + " needs either alternatives or the reason why it has no alternative");
        }
        JsonNode question = node.path("question");
        return new Interpretation(
                id,
                new Text(text(question, "en"), text(question, "fr")),
                choice,
                choice,
                alternatives,
                because,
                strings(node.path("rules")));
    }

    private static List<String> strings(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static @Nullable LocalDate date(JsonNode node) {
        return node.isMissingNode() ? null : LocalDate.parse(node.asText());
    }

    private static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (!value.isTextual()) {
            throw new IllegalStateException("The law lacks " + field + " in " + node);
        }
        return value.textValue();
    }

    private static void each(JsonNode object, BiConsumer<String, JsonNode> reader) {
        object.properties().forEach(field -> reader.accept(field.getKey(), field.getValue()));
    }

    private static JsonNode read(String resource) {
        try (InputStream stream = Law.class.getClassLoader().getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("The classpath has no " + resource);
            }
            return new YAMLMapper().readTree(stream);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + resource, e);
        }
    }
}
