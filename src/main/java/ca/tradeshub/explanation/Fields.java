// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.explanation;

import ca.tradeshub.canonical.BusinessNumber;
import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.Personal;
import ca.tradeshub.canonical.Sin;
import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.protection.Masking;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The fields of canonical values by their paths, as text; what identifies a person by its shape. */
final class Fields {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(new SimpleModule("shown values")
                    .addSerializer(Sin.class, ToStringSerializer.instance)
                    .addSerializer(Money.class, ToStringSerializer.instance)
                    .addSerializer(TradeCode.class, ToStringSerializer.instance)
                    .addSerializer(BusinessNumber.class, ToStringSerializer.instance))
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .build();

    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    private static final String SIN = "sin";

    private Fields() {}

    /**
     * The fields of a value that a rule reads, by their paths in it. Fields that its kind does not have are left
     * out. A field that is described in words, not named by a path, selects every date.
     *
     * @param canonical the value
     * @param read what the rule reads
     */
    static Map<String, String> read(Object canonical, List<String> read) {
        Map<String, String> stated = of(canonical);
        Set<String> known = paths(canonical.getClass(), "");
        known.addAll(stated.keySet());
        Map<String, String> fields = new LinkedHashMap<>();
        for (String field : read) {
            if (field.contains(" ")) {
                stated.forEach((path, value) -> {
                    if (DATE.matcher(value).matches()) {
                        fields.put(path, value);
                    }
                });
            } else if (known.contains(field)) {
                fields.put(field, stated.get(field));
            } else if (known.contains("person." + field)) {
                fields.put("person." + field, stated.get("person." + field));
            }
        }
        return fields;
    }

    /** Whether values of a kind have the field, stated or not. */
    static boolean isIn(Class<?> kind, String field) {
        return paths(kind, "").contains(field);
    }

    private static Set<String> paths(Class<?> type, String under) {
        Set<String> paths = new LinkedHashSet<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String path = under + component.getName();
            paths.add(path);
            if (component.getType().isRecord() && under.isEmpty()) {
                paths.addAll(paths(component.getType(), path + "."));
            }
        }
        return paths;
    }

    /** The fields that are not empty; those of parts under {@code part.field}, of a list its length. */
    static Map<String, String> of(Object canonical) {
        return of(canonical, false);
    }

    /**
     * The fields that are not empty, with their values as they are where they are revealed. A social insurance number is
     * never shown.
     */
    static Map<String, String> of(Object canonical, boolean isRevealed) {
        Map<String, String> fields = new LinkedHashMap<>();
        add(fields, "", JSON.valueToTree(canonical), isRevealed);
        if (fields.containsKey("taxationYear.start")) {
            fields.put("taxationYear", fields.get("taxationYear.start") + " – " + fields.get("taxationYear.end"));
        }
        return fields;
    }

    private static void add(Map<String, String> fields, String path, JsonNode node, boolean isRevealed) {
        if (node.isObject()) {
            node.properties()
                    .forEach(field -> add(
                            fields,
                            path.isEmpty() ? field.getKey() : path + "." + field.getKey(),
                            field.getValue(),
                            isRevealed));
        } else if (!node.isArray()) {
            String text = node.isBigDecimal() ? node.decimalValue().toPlainString() : node.asText();
            fields.put(path, isRevealed && !path.endsWith(SIN) ? text : shown(path, text));
        } else if (!node.isEmpty()) {
            fields.put(path, Integer.toString(node.size()));
        }
    }

    /** A value as it may be shown: the shape of what identifies a person, stars for what is in the wrong column. */
    private static String shown(String path, String text) {
        if (Personal.isNamedBy(path)) {
            return Personal.shape(text);
        }
        String observed = Masking.finding(path, text);
        return text.equals(observed) || observed != null && observed.contains("**")
                ? String.valueOf(observed)
                : "*".repeat(text.length());
    }
}
