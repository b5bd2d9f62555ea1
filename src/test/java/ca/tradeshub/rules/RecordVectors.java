// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules;

import ca.tradeshub.canonical.BusinessNumber;
import ca.tradeshub.canonical.CanonicalRecord;
import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.FileContext;
import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.Period;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.Sin;
import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.rules.book.RuleBook;
import ca.tradeshub.rules.book.RuleSet;
import ca.tradeshub.rules.engine.JudgedRule;
import ca.tradeshub.rules.engine.PersonFacts;
import ca.tradeshub.rules.engine.RuleResult;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The vectors of {@code vectors/*.yaml}, and those on single records judged. */
public final class RecordVectors {

    private RecordVectors() {}

    /** The vectors of a file; one that is like another takes along what that one is given. */
    public static List<JsonNode> read(String name) {
        try (InputStream file = RecordVectors.class.getResourceAsStream("/vectors/" + name)) {
            List<JsonNode> vectors = new ArrayList<>();
            Map<String, JsonNode> given = new HashMap<>();
            for (JsonNode vector : new YAMLMapper().readTree(file)) {
                if (vector.has("like")) {
                    ObjectNode whole = given.get(vector.get("like").asText()).deepCopy();
                    whole.setAll((ObjectNode) vector.get("given"));
                    ((ObjectNode) vector).set("given", whole);
                }
                given.put(vector.get("id").asText(), vector.get("given"));
                vectors.add(vector);
            }
            return vectors;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The readings a vector takes other than by default. */
    public static Map<String, String> interpretations(JsonNode vector) {
        Map<String, String> interpretations = new HashMap<>();
        vector.path("readings")
                .properties()
                .forEach(choice ->
                        interpretations.put(choice.getKey(), choice.getValue().asText()));
        return interpretations;
    }

    /** What the vector's rule answers, for example {@code HOLD: 2011-06-16 ≠ 2011-06-15}. */
    public static String result(JsonNode vector, RuleBook book) {
        return judged(vector, book)
                .filter(judged -> judged.rule().id().equals(vector.get("rule").asText()))
                .map(judged -> text(judged.result()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No rule " + vector.get("rule")));
    }

    /** Every rule on the vector's record or person with its answer. */
    static Stream<JudgedRule> judged(JsonNode vector, RuleBook book) {
        if (vector.get("on").asText().equals("person")) {
            PersonFacts person = person(vector.get("given"));
            TradeCode trade = new TradeCode(vector.get("trade").asText());
            return RuleSet.persons(book.law()).stream()
                    .map(rule -> new JudgedRule(rule.declared(), rule.judge(person, trade)));
        }
        FileContext file = Samples.file(vector.path("file").asText("2026-11-20"));
        return book.explain(subject(vector), file).stream();
    }

    /** An answer in a line: what a vector expects. A fact that a record may omit is unstated, any other is unknown. */
    public static String text(RuleResult result) {
        if (result instanceof RuleResult.Satisfied satisfied) {
            return satisfied.noted() == null
                    ? "satisfied"
                    : "satisfied: " + satisfied.noted().en();
        }
        if (result instanceof RuleResult.NotApplicable not) {
            return "not applicable: " + not.because().en();
        }
        if (result instanceof RuleResult.Unknown unknown) {
            return (unknown.optional() ? "unstated: " : "unknown: ") + unknown.field();
        }
        RuleResult.Occurrence occurrence =
                ((RuleResult.Fails) result).occurrences().get(0);
        return occurrence.failure().outcome() + ": " + occurrence.observed();
    }

    static CanonicalRecord subject(JsonNode vector) {
        return switch (vector.get("on").asText()) {
            case "registration" -> Samples.registration(draft -> set(draft, vector.get("given")));
            case "certificate" -> Samples.certificate(draft -> set(draft, vector.get("given")));
            case "payLine" -> Samples.payLine(draft -> set(draft, vector.get("given")));
            default -> throw new IllegalArgumentException("No such record: " + vector);
        };
    }

    /** The records of one person: of each, what differs from the sample. */
    private static PersonFacts person(JsonNode given) {
        List<Registration> registrations = new ArrayList<>();
        given.path("registrations")
                .forEach(record -> registrations.add(Samples.registration(draft -> set(draft, record))));
        List<Certificate> certificates = new ArrayList<>();
        given.path("certificates")
                .forEach(record -> certificates.add(Samples.certificate(draft -> set(draft, record))));
        return new PersonFacts(Set.of("12345678"), Map.of(), registrations, certificates);
    }

    private static void set(Object draft, JsonNode given) {
        given.properties().forEach(entry -> {
            String[] path = entry.getKey().split("\\.");
            try {
                Field field = draft.getClass().getField(path[0]);
                Object value = path.length == 1
                        ? value(field.getType(), entry.getValue())
                        : with(field.get(draft), path[1], entry.getValue());
                field.set(draft, value);
            } catch (ReflectiveOperationException e) {
                throw new IllegalArgumentException("No such field: " + entry.getKey(), e);
            }
        });
    }

    private static Object with(Object whole, String part, JsonNode text) throws ReflectiveOperationException {
        RecordComponent[] components = whole.getClass().getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            values[i] = components[i].getName().equals(part)
                    ? value(components[i].getType(), text)
                    : components[i].getAccessor().invoke(whole);
        }
        Constructor<?> constructor = whole.getClass()
                .getDeclaredConstructor(
                        Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
        return constructor.newInstance(values);
    }

    private static Object value(Class<?> type, JsonNode node) {
        if (node.isNull()) {
            return null;
        }
        String text = node.asText();
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .filter(constant -> constant.toString().equals(text))
                    .findFirst()
                    .orElseThrow();
        }
        if (type == LocalDate.class) {
            return LocalDate.parse(text);
        }
        if (type == Period.class) {
            String[] days = text.split("\\.\\.");
            return new Period(LocalDate.parse(days[0]), LocalDate.parse(days[1]));
        }
        if (type == Money.class) {
            return Money.of(text);
        }
        if (type == BigDecimal.class) {
            return new BigDecimal(text);
        }
        if (type == TradeCode.class) {
            return new TradeCode(text);
        }
        if (type == BusinessNumber.class) {
            return new BusinessNumber(text);
        }
        if (type == Sin.class) {
            return Sin.of(text);
        }
        if (type == int.class || type == Integer.class) {
            return Integer.valueOf(text);
        }
        return type == boolean.class || type == Boolean.class ? Boolean.valueOf(text) : text;
    }
}
