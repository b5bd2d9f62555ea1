// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.testing;

import ca.tradeshub.mapping.MappingSource;
import ca.tradeshub.mapping.Mappings;
import ca.tradeshub.rules.book.RuleBook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of the demo, landed, applied, decided and sent without a running hub. */
public final class DemoLedger {

    private static final Path DEMO = Path.of("fixtures/demo");

    private DemoLedger() {}

    /** A store with the first files of the demo. */
    public static HubSteps load() throws IOException {
        HubSteps demo = new HubSteps(RuleBook.standard(), Mappings.load(MappingSource.classpath()), 1000, 500);
        land(demo, DEMO.resolve("1-registrations-certificates-and-pay"));
        return demo;
    }

    /** Lands, applies, decides and sends the files of a folder of the demo. */
    public static void land(HubSteps demo, Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> controlFilesFirst = files.filter(Files::isRegularFile)
                    .sorted((one, other) -> Boolean.compare(
                            other.toString().endsWith(".ctl"), one.toString().endsWith(".ctl")))
                    .toList();
            for (Path file : controlFilesFirst) {
                demo.land(
                        file.getParent().getFileName().toString(),
                        "in",
                        file.getFileName().toString(),
                        Files.readAllBytes(file));
            }
        }
        demo.process();
        demo.reconcile();
        demo.deliver();
    }
}
