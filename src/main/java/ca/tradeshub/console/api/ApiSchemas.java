// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Describes records as they are written: a component that may be null is null in the document too, so that a client made
 * from the document reads every response. Two types of one name would be one schema, so they are refused.
 */
@Component
class ApiSchemas implements ModelConverter {

    private static final String NULL = "null";

    private final Map<String, Class<?>> types = new ConcurrentHashMap<>();

    @Override
    public @Nullable Schema<?> resolve(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        Schema<?> schema = chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
        Class<?> described = Json.mapper().constructType(type.getType()).getRawClass();
        if (schema == null || !described.isRecord()) {
            return schema;
        }
        String reference = schema.get$ref();
        String name = reference == null ? schema.getName() : reference.substring(reference.lastIndexOf('/') + 1);
        Schema<?> model =
                reference == null ? schema : context.getDefinedModels().get(name);
        if (name != null && !described.equals(types.computeIfAbsent(name, absent -> described))) {
            throw new IllegalStateException(
                    described.getName() + " and " + types.get(name).getName() + " have the same schema " + name);
        }
        if (model != null && model.getProperties() != null) {
            describe(described, model);
        }
        return schema;
    }

    private static void describe(Class<?> described, Schema<?> model) {
        for (RecordComponent component : described.getRecordComponents()) {
            if (component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
                describe(component.getType(), model);
            } else if (component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                model.getProperties()
                        .computeIfPresent(
                                component.getName(),
                                (name, property) -> isRequired(model, name) ? property : orNull(property));
            }
        }
    }

    /** A member of a request that is refused when it is missing or null. */
    private static boolean isRequired(Schema<?> model, String property) {
        return model.getRequired() != null && model.getRequired().contains(property);
    }

    /** An enumeration would have to list null among its values, and next to a reference a type has no effect. */
    private static Schema<?> orNull(Schema<?> property) {
        Set<String> allowed = property.getTypes();
        if (property.getAnyOf() != null || allowed != null && allowed.contains(NULL)) {
            return property;
        }
        if (property.get$ref() != null || property.getEnum() != null || allowed == null) {
            Schema<?> described = new JsonSchema();
            described.setAnyOf(List.of(property, new JsonSchema().types(Set.of(NULL))));
            return described;
        }
        Set<String> types = new LinkedHashSet<>(allowed);
        types.add(NULL);
        property.setTypes(types);
        return property;
    }
}
