// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console.api;

import ca.tradeshub.console.request.ChosenUser;
import ca.tradeshub.console.request.SealedText;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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
                .addSecurityItem(new SecurityRequirement().addList(BASIC));
    }

    /** Adds the errors to each operation, leaves out the address of this hub, and sorts what has no order of its own. */
    @Bean
    OpenApiCustomizer errorsOfEveryOperation() {
        return document -> {
            document.setServers(null);
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
        return new ObjectSchema()
                .addProperty("type", new StringSchema())
                .addProperty("title", new StringSchema())
                .addProperty("status", new io.swagger.v3.oas.models.media.IntegerSchema())
                .addProperty("detail", new StringSchema())
                .addProperty("code", new StringSchema())
                .addProperty("message", text)
                .addProperty("remedy", text);
    }
}
