// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console.api;

import ca.tradeshub.console.request.ChosenUser;
import ca.tradeshub.console.request.SealedText;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The OpenAPI document of the API, made from the controllers under {@code /api/v1}, so that it has every endpoint of every
 * package.
 */
@Configuration(proxyBeanMethods = false)
class ApiDocument {

    private static final String BASIC = "basic";
    private static final String PROBLEM = "Problem";

    static {
        // A reference is a text to those who use it.
        SpringDocUtils.getConfig()
                .replaceWithClass(SealedText.class, String.class)
                .replaceWithClass(ChosenUser.class, String.class)
                .addSimpleTypesForParameterObject(SealedText.class, ChosenUser.class);
    }

    @Bean
    OpenAPI describedApi() {
        return new OpenAPI()
                .info(
                        new Info()
                                .title("Trades Exchange Hub API")
                                .version("1")
                                .description(
                                        "What the console shows, as JSON. Reading requires the role viewer or operator, changing"
                                                + " the role operator. Personal values are masked. Errors are application/problem+json."))
                .components(new Components()
                        .addSecuritySchemes(
                                BASIC,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme(BASIC)))
                .addSecurityItem(new SecurityRequirement().addList(BASIC))
                // Of whichever hub serves the document: without it the document would have the address of one request.
                .servers(List.of(new Server().url("/").description("The hub that serves this document")));
    }

    /** Adds the errors to each operation, and sorts what has no order of its own. */
    @Bean
    OpenApiCustomizer errorsOfEveryOperation() {
        return document -> {
            requireWhatIsWritten(document);
            document.getComponents().addSchemas(PROBLEM, problem());
            document.getPaths().values().stream()
                    .flatMap(path -> path.readOperations().stream())
                    .forEach(ApiDocument::addErrors);
            document.getComponents()
                    .setSchemas(new TreeMap<>(document.getComponents().getSchemas()));
            TreeMap<String, PathItem> paths = new TreeMap<>(document.getPaths());
            document.getPaths().clear();
            document.getPaths().putAll(paths);
        };
    }

    /** A response has all its members, also those that are null. A request may leave members out. */
    private static void requireWhatIsWritten(OpenAPI document) {
        Map<String, Schema<?>> schemas = new TreeMap<>();
        for (String name : document.getComponents().getSchemas().keySet()) {
            schemas.put(name, document.getComponents().getSchemas().get(name));
        }
        Set<String> sent = new HashSet<>();
        document.getPaths().values().stream()
                .flatMap(path -> path.readOperations().stream())
                .map(Operation::getRequestBody)
                .filter(Objects::nonNull)
                .flatMap(body -> body.getContent().values().stream())
                .forEach(body -> reach(body.getSchema(), schemas, sent));
        schemas.forEach((name, schema) -> {
            if (!sent.contains(name) && schema.getProperties() != null) {
                schema.setRequired(
                        List.copyOf(new TreeSet<>(schema.getProperties().keySet())));
            }
        });
    }

    private static void reach(@Nullable Schema<?> schema, Map<String, Schema<?>> schemas, Set<String> reached) {
        if (schema == null) {
            return;
        }
        String reference = schema.get$ref();
        String name = reference == null ? null : reference.substring(reference.lastIndexOf('/') + 1);
        if (name != null && reached.add(name)) {
            reach(schemas.get(name), schemas, reached);
        }
        reach(schema.getItems(), schemas, reached);
        if (schema.getProperties() != null) {
            schema.getProperties()
                    .keySet()
                    .forEach(property -> reach(schema.getProperties().get(property), schemas, reached));
        }
    }

    /** Those of every operation, those of a body, and those that the operation has of its own. */
    private static void addErrors(Operation operation) {
        Set<String> statuses = new TreeSet<>(Set.of("400", "401", "403", "404", "406"));
        operation.getResponses().keySet().stream()
                .filter(status -> status.startsWith("4"))
                .forEach(statuses::add);
        if (operation.getRequestBody() != null) {
            statuses.add("415");
        }
        statuses.forEach(status -> operation
                .getResponses()
                .addApiResponse(
                        status,
                        new ApiResponse()
                                .description("See the code and the remedy.")
                                .content(new Content()
                                        .addMediaType(
                                                "application/problem+json",
                                                new MediaType()
                                                        .schema(new Schema<>()
                                                                .$ref("#/components/schemas/" + PROBLEM))))));
    }

    private static Schema<?> problem() {
        Schema<?> text =
                new ObjectSchema().addProperty("en", new StringSchema()).addProperty("fr", new StringSchema());
        text.setRequired(List.of("en", "fr"));
        Schema<?> problem = new ObjectSchema()
                .addProperty("type", new StringSchema())
                .addProperty("title", new StringSchema())
                .addProperty("status", new IntegerSchema())
                .addProperty("detail", new StringSchema())
                .addProperty("code", new StringSchema())
                .addProperty("message", text)
                .addProperty("remedy", text)
                .addProperty(
                        "exception",
                        new IntegerSchema().format("int64").description("The exception that was not changed."))
                .addProperty(
                        "results",
                        new ArraySchema()
                                .items(new Schema<>().$ref("#/components/schemas/Result"))
                                .description("The outcome for each exception of the request."));
        problem.setRequired(List.of("type", "title", "status", "detail", "code", "message", "remedy"));
        return problem;
    }
}
