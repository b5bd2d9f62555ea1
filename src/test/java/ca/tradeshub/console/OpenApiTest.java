// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import ca.tradeshub.testing.HubTest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * The OpenAPI document has every endpoint of the API and no other, and the copy in the documents is the one that the hub
 * serves. Write the copy with {@code -Ddocuments.write=true}.
 */
@HubTest
class OpenApiTest {

    private static final Path COPY = Path.of("src/docs/developers/openapi.json");
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    @Autowired
    WebApplicationContext context;

    private JsonNode served;

    @BeforeEach
    void the_document() throws Exception {
        served = JSON.readTree(MockMvcBuilders.webAppContextSetup(context)
                .apply(springSecurity())
                .build()
                .perform(get("/api/v1/openapi.json").with(httpBasic("viewer", "demo")))
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8));
    }

    @Test
    void it_has_every_endpoint_of_the_api_and_every_path_of_it_exists() {
        Set<String> described = new TreeSet<>();
        served.path("paths").properties().forEach(path -> path.getValue()
                .fieldNames()
                .forEachRemaining(method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));

        Set<String> endpoints = new TreeSet<>();
        context.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .forEach((mapping, method) -> mapping.getPatternValues().stream()
                        .filter(path -> path.startsWith("/api/v1/")
                                && method.getBeanType().getName().startsWith("ca.tradeshub."))
                        .forEach(path -> mapping.getMethodsCondition()
                                .getMethods()
                                .forEach(verb -> endpoints.add(verb + " " + path.replaceAll(":[^}]+}", "}")))));
        assertThat(endpoints).hasSizeGreaterThanOrEqualTo(10);
        assertThat(described).isEqualTo(endpoints);
    }

    @Test
    void it_says_what_each_operation_does_and_how_its_errors_look() {
        assertThat(served.path("openapi").asText()).startsWith("3.1");
        served.path("paths")
                .forEach(path -> path.forEach(operation -> {
                    assertThat(operation.path("summary").asText())
                            .as(operation.toString())
                            .endsWith(".");
                    assertThat(operation.at("/responses/404/content").has("application/problem+json"))
                            .isTrue();
                }));
        assertThat(served.at("/components/schemas/Problem/properties").has("remedy"))
                .isTrue();
    }

    @Test
    void a_member_that_may_be_null_is_null_in_the_document_too_and_all_members_of_a_response_are_required() {
        assertThat(property("FileJson", "code").toString()).isEqualTo("{\"type\":[\"string\",\"null\"]}");
        assertThat(property("FileJson", "balance").toString())
                .isEqualTo("{\"anyOf\":[{\"$ref\":\"#/components/schemas/BalanceJson\"},{\"type\":\"null\"}]}");
        assertThat(property("ListedException", "state").has("anyOf")).isFalse();
        assertThat(property("ResolutionJson", "endedAt").path("type").toString())
                .contains("null");
        assertThat(required("FileJson"))
                .containsExactlyInAnyOrder(
                        "answered",
                        "balance",
                        "closedAt",
                        "code",
                        "detail",
                        "feed",
                        "id",
                        "line",
                        "name",
                        "receivedAt",
                        "sender",
                        "status");
        assertThat(required("Decision")).containsExactlyInAnyOrder("exception", "kind", "revision");
        assertThat(property("Decision", "revision").path("type").asText()).isEqualTo("integer");
    }

    /** Money and hours are decimal text; only the evidence of a comparison, in bits, is a number with a fraction. */
    @Test
    void no_amount_is_a_number() {
        List<String> numbers = new ArrayList<>();
        served.at("/components/schemas").properties().forEach(schema -> schema.getValue()
                .path("properties")
                .properties()
                .forEach(property -> {
                    if (property.getValue().path("type").toString().contains("\"number\"")) {
                        numbers.add(schema.getKey() + "." + property.getKey());
                    }
                }));
        assertThat(numbers).containsExactly("ExceptionEvidence.bits");
    }

    @Test
    void a_list_has_a_schema_of_its_own() {
        for (String list : List.of("records", "files", "messages", "exceptions")) {
            String schema = served.at(
                            "/paths/~1api~1v1~1" + list + "/get/responses/200/content/application~1json/schema/$ref")
                    .asText();
            assertThat(required(schema.substring(schema.lastIndexOf('/') + 1)))
                    .as(schema)
                    .contains(list, "next", "previous");
        }
    }

    @Test
    void the_document_is_of_whichever_hub_serves_it() {
        assertThat(served.path("servers").findValuesAsText("url")).containsExactly("/");
    }

    private JsonNode property(String schema, String name) {
        return served.at("/components/schemas/" + schema + "/properties/" + name);
    }

    private List<String> required(String schema) {
        List<String> names = new ArrayList<>();
        served.at("/components/schemas/" + schema + "/required").forEach(name -> names.add(name.asText()));
        return names;
    }

    @Test
    void the_copy_in_the_documents_is_the_document_that_the_hub_serves() throws IOException {
        String text =
                JSON.writeValueAsString(JSON.treeToValue(served, Object.class)).replace("\r\n", "\n") + "\n";
        if (Boolean.getBoolean("documents.write")) {
            Files.writeString(COPY, text, StandardCharsets.UTF_8);
        }
        assertThat(Files.readString(COPY, StandardCharsets.UTF_8)).isEqualTo(text);
    }
}
