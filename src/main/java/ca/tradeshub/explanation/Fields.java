package ca.tradeshub.explanation;

import ca.tradeshub.canonical.BusinessNumber;
import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.Personal;
import ca.tradeshub.canonical.Sin;
import ca.tradeshub.canonical.TradeCode;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.LinkedHashMap;
import java.util.Map;

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

    private Fields() {}

    /** The fields that are not empty; those of parts under {@code part.field}. */
    static Map<String, String> of(Object canonical) {
        Map<String, String> fields = new LinkedHashMap<>();
        add(fields, "", JSON.valueToTree(canonical));
        copy(fields, "payPeriod.start", "periodStart");
        copy(fields, "payPeriod.end", "periodEnd");
        if (fields.containsKey("taxationYear.start")) {
            fields.put("taxationYear", fields.get("taxationYear.start") + " – " + fields.get("taxationYear.end"));
        }
        return fields;
    }

    private static void add(Map<String, String> fields, String path, JsonNode node) {
        if (node.isObject()) {
            node.fields()
                    .forEachRemaining(field -> add(
                            fields, path.isEmpty() ? field.getKey() : path + "." + field.getKey(), field.getValue()));
        } else if (!node.isArray()) {
            String text = node.asText();
            fields.put(path, Personal.isNamedBy(path) ? Personal.shape(text) : text);
        } else if (!node.isEmpty()) {
            fields.put(path, node.size() + " entries");
        }
    }

    private static void copy(Map<String, String> fields, String from, String to) {
        if (fields.containsKey(from)) {
            fields.put(to, fields.get(from));
        }
    }
}
