// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a run of the benchmark does.
 *
 * @param scenario what to measure
 * @param lines pay lines of each of the two payroll files
 * @param apprentices apprentices of each file
 * @param heap largest heap of each program, for example {@code 512m}
 * @param javaOptions further options of the virtual machine of each program
 * @param runs how often to measure; the results are medians
 * @param peers the programs to compare with; their names, separated by commas, or {@code none}
 * @param certificates certificates of the generated year
 * @param stored pay lines that the hub already has before it is measured
 * @param limits largest ratios that the guard accepts, by their names
 * @param hubOptions further settings of the hub, separated by spaces
 */
record BenchSettings(
        String scenario,
        int lines,
        int apprentices,
        String heap,
        List<String> javaOptions,
        int runs,
        List<PeerKind> peers,
        int certificates,
        int stored,
        Map<String, Double> limits,
        List<String> hubOptions) {

    /** Reads the system properties {@code bench} and {@code bench.…}. */
    static BenchSettings ofSystemProperties() {
        int lines = Integer.getInteger("bench.lines", 300_000);
        return new BenchSettings(
                System.getProperty("bench", "lines"),
                lines,
                Integer.getInteger("bench.apprentices", Math.max(1, lines / 25)),
                System.getProperty("bench.heap", "512m"),
                words(System.getProperty("bench.java-options", "-XX:+UseParallelGC")),
                Integer.getInteger("bench.runs", 1),
                Stream.of(System.getProperty("bench.peers", "floor,camel,batch").split(","))
                        .filter(name -> !name.isBlank() && !name.equals("none"))
                        .map(name -> PeerKind.valueOf(name.strip().toUpperCase(Locale.ROOT)))
                        .toList(),
                Integer.getInteger("bench.certificates", 350_000),
                Integer.getInteger("bench.stored", 10_000_000),
                limits(System.getProperty("bench.limits", "floor.1.cpu=8,floor.2.cpu=9.5,batch.2.cpu=6")),
                words(System.getProperty("bench.hub-options", "")));
    }

    private static List<String> words(String text) {
        return Stream.of(text.split(" ")).filter(word -> !word.isBlank()).toList();
    }

    private static Map<String, Double> limits(String text) {
        Map<String, Double> limits = new LinkedHashMap<>();
        for (String limit : text.split(",")) {
            String[] pair = limit.split("=");
            limits.put(pair[0].strip(), Double.valueOf(pair[1].strip()));
        }
        return limits;
    }

    /** Pay lines of one apprentice in a file, at most 52. */
    int weeks() {
        return lines / apprentices;
    }

    /** Options of the virtual machine of each program. */
    List<String> java() {
        return Stream.concat(Stream.of("-Xmx" + heap), javaOptions.stream()).toList();
    }

    /** The hub's options. */
    String[] hub(String... more) {
        return Stream.of(java().stream(), hubOptions.stream(), Stream.of(more))
                .flatMap(options -> options)
                .toArray(String[]::new);
    }

    BenchSettings times(int factor) {
        return new BenchSettings(
                scenario,
                lines * factor,
                apprentices * factor,
                heap,
                javaOptions,
                runs,
                peers,
                certificates,
                stored,
                limits,
                hubOptions);
    }
}
