// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A generated year of a province, all its files in the drop folders at once. It ends when the newest message of each
 * claim has the figures that the generator expects; while it runs it prints what has been done.
 */
final class YearRun {

    private static final Duration QUIET = Duration.ofSeconds(3);
    /** After so long without a message nothing more comes. */
    private static final Duration REST = Duration.ofMinutes(3);

    private static final Duration REPORT = Duration.ofSeconds(15);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final BenchSettings settings;
    private final Path folder;
    private long reported = System.nanoTime();

    YearRun(BenchSettings settings, Path folder) {
        this.settings = settings;
        this.folder = folder;
    }

    List<Cost.Named> run(Path jar) throws Exception {
        Path year = folder.resolve("year");
        generate(jar, year);
        TreeMap<String, Map<String, String>> expected = expected(year, true);
        TreeMap<String, Map<String, String>> unsent = expected(year, false);
        Path home = Files.createDirectories(folder.resolve("hub"));
        try (HubContestant hub = new HubContestant(home, settings.hub());
                ClaimReader registry = new ClaimReader(hub.amqp(), ClaimReader.REGISTRY);
                ClaimReader reader = new ClaimReader(hub.amqp(), ClaimReader.TAX)) {
            Interval interval = new Interval(hub, registry, reader);
            int records = drop(year, home.resolve("var/drop"));
            long begun = System.nanoTime();
            interval.await("the year's claims", () -> {
                report(hub, begun, registry, reader);
                long quiet = System.nanoTime() - reader.last();
                long rest = Math.min(quiet, System.nanoTime() - registry.last());
                return quiet > QUIET.toNanos() && reader.claims(expected).equals(expected)
                        || rest > REST.toNanos() && reader.messages() > 0;
            });
            Cost cost = interval.end(records);
            TreeMap<String, Map<String, String>> sent = reader.claims(expected);
            check(sent, expected, reader.claims(unsent));
            System.out.printf(
                    Locale.ROOT,
                    "%d messages to the registry, the last after %.1f s, and %d of claims, the last after %.1f s;"
                            + " %d claims, %d more wait for a person%n",
                    registry.messages(),
                    (registry.last() - begun) / 1e9,
                    reader.messages(),
                    (reader.last() - begun) / 1e9,
                    sent.size(),
                    expected.size() - sent.size());
            expected.keySet().stream()
                    .filter(claim -> !sent.containsKey(claim))
                    .forEach(claim -> System.out.println("waits for a person: " + claim));
            return List.of(new Cost.Named("hub, the year", cost));
        }
    }

    /**
     * Fails if a claim has other figures than expected, or a message although nothing is to be sent, or if more than one in
     * a thousand has none. A few persons have a namesake of the same birth date and no account number: the hub holds them
     * until a person decides, which is not part of what the generator expects.
     */
    private static void check(
            TreeMap<String, Map<String, String>> sent,
            TreeMap<String, Map<String, String>> expected,
            TreeMap<String, Map<String, String>> unsent) {
        long wrong = sent.entrySet().stream()
                .filter(claim -> !claim.getValue().equals(expected.get(claim.getKey())))
                .count();
        int missing = expected.size() - sent.size();
        if (wrong > 0 || !unsent.isEmpty() || missing > expected.size() / 1_000) {
            throw new IllegalStateException(String.format(
                    Locale.ROOT,
                    "%d claims have other figures than expected, %d have a message and should have none, %d have none",
                    wrong,
                    unsent.size(),
                    missing));
        }
    }

    private void generate(Path jar, Path year) throws Exception {
        int exit = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        jar.toString(),
                        "generate",
                        "--apprentices=" + settings.apprentices(),
                        "--pay-lines=" + settings.lines(),
                        "--certificates=" + settings.certificates(),
                        "--seed=1",
                        "--out=" + year)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IllegalStateException("The year was not generated: " + exit);
        }
    }

    /** Moves each file into its folder by a rename; returns the number of records in them. */
    private static int drop(Path year, Path site) throws IOException {
        int records = 0;
        List<String> manifest = Files.readAllLines(year.resolve("manifest.csv"), StandardCharsets.UTF_8);
        for (String line : manifest.subList(1, manifest.size())) {
            String[] file = line.split(",");
            Files.move(
                    year.resolve(file[2]).resolve(file[4]),
                    site.resolve(file[3]).resolve("in").resolve(file[4]),
                    StandardCopyOption.ATOMIC_MOVE);
            records += file[5].isEmpty() ? 0 : Integer.parseInt(file[5]);
        }
        return records;
    }

    /** The figures of each claim that has a message, or of those of which nothing is sent, as the generator expects. */
    private static TreeMap<String, Map<String, String>> expected(Path year, boolean isSent) throws IOException {
        TreeMap<String, Map<String, String>> claims = new TreeMap<>();
        try (Stream<String> lines = Files.lines(year.resolve("expected/claims.ndjson"), StandardCharsets.UTF_8)) {
            for (String line : (Iterable<String>) lines::iterator) {
                JsonNode claim = JSON.readTree(line);
                if (claim.path("verdict").asText().equals("NOTHING") == isSent) {
                    continue;
                }
                TreeMap<String, String> figures = new TreeMap<>();
                claim.path("computation")
                        .properties()
                        .forEach(figure ->
                                figures.put(figure.getKey(), figure.getValue().asText()));
                figures.put("verdict", claim.path("verdict").asText());
                claims.put(claim.path("key").asText(), figures);
            }
        }
        return claims;
    }

    private void report(HubContestant hub, long begun, ClaimReader registry, ClaimReader reader) {
        if (System.nanoTime() - reported < REPORT.toNanos()) {
            return;
        }
        reported = System.nanoTime();
        System.out.printf(
                Locale.ROOT,
                "%5.0f s: %d registry messages, %d claim messages, CPU s hub %.0f, database %.0f%n",
                (reported - begun) / 1e9,
                registry.messages(),
                reader.messages(),
                hub.machine().program().cpuSeconds(),
                hub.machine().database().cpuSeconds());
    }
}
