// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.processor.errorhandler.RedeliveryPolicy;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** The hub's route files: all of them for tests of their form, single ones in a test's context with stub beans. */
final class RouteFiles {

    private static final Path FOLDER = Path.of("routes");
    private static final String SUFFIX = ".camel.yaml";

    private RouteFiles() {}

    /** Every route file, by name. Fails when there are none. */
    static List<Path> all() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            List<Path> found = files.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
            assertThat(found).as("route files in " + FOLDER.toAbsolutePath()).isNotEmpty();
            return found;
        }
    }

    /** The text of a route file. */
    static String read(String name) throws IOException {
        return Files.readString(FOLDER.resolve(name + SUFFIX));
    }

    /** Puts a stand-in in place of beans, and a policy that tries again so many times without waiting. */
    static void standIn(CamelContext camel, Object standIn, int redeliveries, List<String> beans) {
        beans.forEach(name -> camel.getRegistry().bind(name, standIn));
        RedeliveryPolicy impatient = new RedeliveryPolicy();
        impatient.setMaximumRedeliveries(redeliveries);
        impatient.setRedeliveryDelay(1);
        camel.getRegistry().bind("retryThenPark", impatient);
    }

    /** Loads a route file and the failure policies it names. */
    static void load(CamelContext camel, String file) throws Exception {
        for (String each : List.of("failures", file)) {
            PluginHelper.getRoutesLoader(camel)
                    .loadRoutes(ResourceHelper.resolveResource(camel, "file:" + FOLDER.resolve(each + SUFFIX)));
        }
    }
}
