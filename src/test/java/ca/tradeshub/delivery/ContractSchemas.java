// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.delivery;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The published schemas, for tests: formats are checked, not only noted. */
public final class ContractSchemas {

    private ContractSchemas() {}

    /** What a schema has against a text; empty when it is valid. */
    public static List<String> violations(String schema, String json) {
        return schema(schema)
                .validate(
                        json,
                        InputFormat.JSON,
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(Error::getMessage)
                .toList();
    }

    public static Schema schema(String name) {
        try (InputStream in = ContractSchemas.class.getResourceAsStream("/contracts/" + name)) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
