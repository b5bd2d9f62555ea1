// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.generator;

import ca.tradeshub.generator.request.YearRequest;
import ca.tradeshub.testing.HubSteps;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A generated year on disk: its files in the order in which they are dropped, and their expected results. */
record GeneratedYear(Path folder) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final GenerationProgress SILENT = new GenerationProgress() {
        @Override
        public void begins(String task, String unit, long total) {}

        @Override
        public void advances(long units) {}
    };

    static GeneratedYear generate(YearRequest request, Path folder) throws IOException {
        new YearGenerator(request, SILENT).generate(Files.createDirectories(folder));
        return new GeneratedYear(folder);
    }

    /** Returns the rows of the manifest, in order. */
    List<NamedCsvRecord> manifest() throws IOException {
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(folder.resolve("manifest.csv"))) {
            return rows.stream().toList();
        }
    }

    /** Drops the files of a phase and waits until the hub has processed them. */
    void drop(String phase, HubSteps hub) throws IOException {
        land(phase, hub);
        hub.process();
        hub.reconcile();
        hub.deliver();
    }

    /** Drops the files of a phase. */
    void land(String phase, HubSteps hub) throws IOException {
        for (NamedCsvRecord file : manifest()) {
            if (file.getField("wave").equals(phase)) {
                Path path = folder.resolve(file.getField("folder")).resolve(file.getField("file"));
                hub.land(file.getField("sender"), "in", file.getField("file"), Files.readAllBytes(path));
            }
        }
    }

    /** Returns the expected result of each file, by sender and name. */
    Map<String, JsonNode> files() throws IOException {
        return lines("files.ndjson", "sender", "file");
    }

    /** Returns the expected result of each claim, by key. */
    Map<String, JsonNode> claims() throws IOException {
        return lines("claims.ndjson", "key");
    }

    /** Returns the expected totals. */
    JsonNode summary() throws IOException {
        return JSON.readTree(folder.resolve("expected/summary.json").toFile());
    }

    private Map<String, JsonNode> lines(String file, String... key) throws IOException {
        Map<String, JsonNode> lines = new TreeMap<>();
        try (Stream<String> all = Files.lines(folder.resolve("expected").resolve(file))) {
            for (String line : all.toList()) {
                JsonNode node = JSON.readTree(line);
                lines.put(
                        String.join(
                                "/",
                                Stream.of(key)
                                        .map(name -> node.get(name).asText())
                                        .toList()),
                        node);
            }
        }
        return lines;
    }
}
