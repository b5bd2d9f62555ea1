// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.platform.routes;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.camel.dsl.support.SourceLoader;
import org.apache.camel.spi.Resource;
import org.springframework.stereotype.Component;

/** Reads route files as UTF-8. Camel's own reader uses the charset of the machine. */
@Component
public class RouteFileReader implements SourceLoader {

    @Override
    public String loadResource(Resource resource) throws IOException {
        if (!resource.exists()) {
            throw new IOException("There is no resource " + resource.getLocation());
        }
        try (InputStream bytes = resource.getInputStream()) {
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
