// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every route file against the schema that Camel publishes for its YAML DSL. Camel itself also loads files that break the
 * schema; editors such as Kaoto do not.
 */
class RouteSchemaTest {

    private static final String SCHEMA = "/schema/camelYamlDsl.json";
    private static final YAMLMapper YAML = new YAMLMapper();

    private static Schema schema;

    @BeforeAll
    static void read() throws IOException {
        try (InputStream in = RouteSchemaTest.class.getResourceAsStream(SCHEMA)) {
            assertThat(in).as(SCHEMA + " of camel-yaml-dsl").isNotNull();
            schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_4)
                    .getSchema(in);
        }
    }

    static List<Path> routeFiles() throws IOException {
        return RouteFiles.all();
    }

    @ParameterizedTest
    @MethodSource("routeFiles")
    void a_route_file_is_valid(Path file) throws IOException {
        assertThat(violations(Files.readString(file))).isEmpty();
    }

    @Test
    void a_duration_that_is_a_number_is_found() throws IOException {
        String failures = RouteFiles.read("failures");
        String broken = failures.replace("maximumRedeliveryDelay: \"30000\"", "maximumRedeliveryDelay: 30000");

        assertThat(broken).isNotEqualTo(failures);
        assertThat(violations(broken)).anyMatch(violation -> violation.contains("maximumRedeliveryDelay"));
    }

    @Test
    void a_misspelt_step_is_found() throws IOException {
        String alarms = RouteFiles.read("alarms");
        String broken = alarms.replace("- bean:", "- been:");

        assertThat(broken).isNotEqualTo(alarms);
        assertThat(violations(broken)).anyMatch(violation -> violation.contains("been"));
    }

    private static List<String> violations(String yaml) throws IOException {
        return schema.validate(YAML.readTree(yaml)).stream()
                .map(Error::toString)
                .toList();
    }
}
