// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.bench;

import ca.tradeshub.identity.InventedPersons;
import ca.tradeshub.identity.matching.InventedMatch;
import ca.tradeshub.identity.matching.PersonIndex;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Matches records without identifiers with invented persons, in a process of two processors and a heap of its own: all
 * records of 100,000 persons, for the share of links that are right, then 100,000 records with 1,000,000 persons, for the
 * time.
 */
public final class MatchingRun {

    private static final int FEW = 100_000;
    private static final int MANY = 1_000_000;
    private static final int RECORDS = 100_000;
    private static final double RIGHT = 0.999;
    private static final double SECONDS = 60;

    private MatchingRun() {}

    /** Measures in a process of its own; returns the limits that were exceeded. */
    static List<String> run(BenchSettings settings) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + settings.heap(),
                        "-XX:+UseParallelGC",
                        "-XX:ActiveProcessorCount=2",
                        "-cp",
                        System.getProperty("java.class.path"),
                        MatchingRun.class.getName())
                .redirectErrorStream(true)
                .start();
        // Maven loses what a process of a test prints on its own.
        try (BufferedReader printed = process.inputReader(StandardCharsets.UTF_8)) {
            printed.lines().forEach(System.out::println);
        }
        return process.waitFor() == 0 ? List.of() : List.of("matching exceeded a limit");
    }

    /** The process. */
    public static void main(String[] args) {
        InventedPersons invented = new InventedPersons(3);
        List<InventedMatch> matches = new ArrayList<>();
        matches.add(measure(invented, FEW, FEW * 11 / 10));
        matches.add(measure(invented, MANY, RECORDS));
        boolean right = matches.stream().allMatch(match -> match.precision() >= RIGHT);
        System.exit(right && matches.get(1).seconds() <= SECONDS ? 0 : 1);
    }

    private static InventedMatch measure(InventedPersons invented, int persons, int records) {
        long begun = System.nanoTime();
        PersonIndex index = InventedMatch.index(invented, persons);
        double made = (System.nanoTime() - begun) / 1e9;
        System.gc();
        long heap = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        Usage before = Usage.of(ProcessHandle.current().pid());
        InventedMatch match = InventedMatch.of(index, invented, records);
        Usage used = Usage.of(ProcessHandle.current().pid()).minus(before);
        System.out.printf(
                Locale.ROOT,
                "%d persons, invented and indexed in %.1f s, %d MB of heap, %d divided blocks%n  %s, %.1f CPU s%n",
                persons,
                made,
                heap / 1_000_000,
                index.dividedBlocks(),
                match,
                used.cpuSeconds());
        return match;
    }
}
