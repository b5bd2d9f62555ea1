// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.delivery.outbox.MessageProperties;
import ca.tradeshub.delivery.outbox.OutgoingMessage;
import ca.tradeshub.delivery.outbox.SendLimit;
import ca.tradeshub.reconciliation.decision.OutgoingQueue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jms.connection.CachingConnectionFactory;

class PublishedContractsTest {

    private static final Path CONTRACTS = Path.of("src/main/resources/contracts");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode asyncapi = read();

    @Test
    void these_and_no_other_schemas_are_published() throws IOException {
        assertThat(schemas())
                .containsExactly(
                        "acknowledgement-1.schema.json",
                        "acknowledgement-refusal-1.schema.json",
                        "certification-record-1.schema.json",
                        "period-complete-1.schema.json",
                        "tax-credit-claim-1.schema.json");
    }

    @Test
    void every_schema_is_a_schema_and_closed_at_every_object() throws IOException {
        for (String name : schemas()) {
            JsonNode schema = JSON.readTree(CONTRACTS.resolve(name).toFile());
            assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                            .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"))
                            .validate(schema.toString(), InputFormat.JSON))
                    .as(name)
                    .isEmpty();
            List<JsonNode> objects = new ArrayList<>();
            collectObjects(schema, objects);
            assertThat(objects).as(name).isNotEmpty().allSatisfy(object -> assertThat(
                            object.path("additionalProperties").asText())
                    .isEqualTo("false"));
        }
    }

    @Test
    void the_document_names_every_queue() {
        assertThat(asyncapi.get("channels").findValuesAsText("address"))
                .containsExactlyInAnyOrder(
                        "registry.certification",
                        "taxcredit.verification",
                        "registry.certification.periods",
                        "taxcredit.verification.periods",
                        "hub.acknowledgements",
                        "hub.acknowledgements.{partner}",
                        "hub.acknowledgements.{partner}.refused")
                .contains(Stream.of(OutgoingQueue.values())
                        .map(OutgoingQueue::queueName)
                        .toArray(String[]::new));
    }

    @Test
    void the_document_refers_to_every_schema_and_every_reference_leads_somewhere() throws IOException {
        List<String> references = asyncapi.findValuesAsText("$ref");
        assertThat(references).isNotEmpty();
        assertThat(references.stream().filter(reference -> reference.endsWith(".schema.json")))
                .containsExactlyInAnyOrderElementsOf(schemas());
        assertThat(references.stream().filter(reference -> reference.startsWith("#")))
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                asyncapi.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
    }

    @Test
    void the_document_names_the_properties_of_a_message_and_no_others() {
        Map<String, Object> properties = new LinkedHashMap<>();
        new MessageProperties(new SendLimit(
                        DeliveryParts.SETTINGS,
                        new StaticListableBeanFactory().getBeanProvider(CachingConnectionFactory.class)))
                .write(
                        new OutgoingMessage(
                                1,
                                new OutgoingMessage.Head("m", "certification-record/1", "k", "g", 1, "NEW"),
                                1,
                                "{}"),
                        properties);
        assertThat(properties.keySet())
                .containsExactly(
                        "contract",
                        "messageId",
                        "recordKey",
                        "version",
                        "kind",
                        "JMSXGroupID",
                        "_AMQ_DUPL_ID",
                        "JMSCorrelationID");
        assertThat(asyncapi.at("/components/schemas/decisionProperties/properties")
                        .fieldNames())
                .toIterable()
                .containsExactlyElementsOf(properties.keySet());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"messageId\":\"m-1\",\"status\":\"POSTED\",\"at\":\"2026-11-20T07:00:00-05:00\"}",
                "{\"messageId\":\"m-1\",\"status\":\"POSTED\",\"reason\":null,\"at\":\"2026-11-20T07:00:00Z\"}",
                "{\"messageId\":\"m-1\",\"status\":\"REFUSED\",\"reason\":\"unknown\",\"at\":\"2026-11-20T07:00:00Z\"}"
            })
    void an_acknowledgement(String json) {
        assertThat(ContractSchemas.violations("acknowledgement-1.schema.json", json))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"messageId\":\"m-1\",\"status\":\"LOST\",\"at\":\"2026-11-20T07:00:00Z\"}",
                "{\"messageId\":\"m-1\",\"status\":\"POSTED\",\"at\":\"yesterday\"}",
                "{\"messageId\":1,\"status\":\"POSTED\",\"at\":\"2026-11-20T07:00:00Z\"}",
                "{\"messageId\":\"m-1\",\"status\":\"POSTED\",\"at\":\"2026-11-20T07:00:00Z\",\"by\":\"me\"}"
            })
    void no_acknowledgement(String json) {
        assertThat(ContractSchemas.violations("acknowledgement-1.schema.json", json))
                .isNotEmpty();
    }

    @Test
    void a_completed_period() {
        String json =
                """
                {"queue":"registry.certification","period":{"start":"2026-11-01","end":"2026-11-30"},
                 "feeds":{"expected":["registrations","certificates"],"arrived":["registrations"],"late":[],
                          "missing":["certificates"]},
                 "messages":{"NEW":3,"AMEND":1,"WITHDRAW":0},
                 "digest":"%s"}
                """
                        .formatted("0f".repeat(32));
        assertThat(ContractSchemas.violations("period-complete-1.schema.json", json))
                .isEmpty();
        assertThat(ContractSchemas.violations("period-complete-1.schema.json", json.replace("\"NEW\":3,", "")))
                .isNotEmpty();
    }

    private static List<String> schemas() throws IOException {
        try (Stream<Path> files = Files.list(CONTRACTS)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".schema.json"))
                    .sorted()
                    .toList();
        }
    }

    private static void collectObjects(JsonNode node, List<JsonNode> objects) {
        if (node.isObject() && node.path("type").asText().equals("object")) {
            objects.add(node);
        }
        node.forEach(child -> collectObjects(child, objects));
    }

    private static JsonNode read() {
        try {
            return new ObjectMapper(new YAMLFactory())
                    .readTree(CONTRACTS.resolve("asyncapi.yaml").toFile());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
