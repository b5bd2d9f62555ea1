// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.bench;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/**
 * What one piece of work cost.
 *
 * @param records records sent in
 * @param messages messages read by the consumer
 * @param wall seconds from the first byte sent to the last message read
 * @param sending seconds from the first message read to the last
 * @param programCpu processor seconds of the program, until it was at rest again
 * @param databaseCpu processor seconds of its database, likewise
 * @param programPeak the most memory of the program, in bytes
 * @param databasePeak the most memory of its database, in bytes
 * @param programWritten bytes that the program wrote to storage
 * @param databaseWritten bytes that the database wrote to storage
 * @param wal bytes of write-ahead log
 * @param steps seconds in each step, as the hub's metrics have them; empty for others
 */
record Cost(
        int records,
        int messages,
        double wall,
        double sending,
        double programCpu,
        double databaseCpu,
        double programPeak,
        double databasePeak,
        double programWritten,
        double databaseWritten,
        double wal,
        TreeMap<String, Double> steps) {

    private static final double MEGABYTE = 1_000_000;
    private static final double SHORTEST_STEP = 0.05;
    private static final int STEPS = 16;

    double cpu() {
        return programCpu + databaseCpu;
    }

    /** The median of each figure. */
    static Cost median(List<Cost> costs) {
        TreeMap<String, Double> steps = new TreeMap<>();
        TreeSet<String> names = new TreeSet<>();
        costs.forEach(cost -> names.addAll(cost.steps().keySet()));
        names.forEach(name -> steps.put(name, middle(costs, cost -> cost.steps().getOrDefault(name, 0.0))));
        return new Cost(
                costs.get(0).records(),
                (int) middle(costs, Cost::messages),
                middle(costs, Cost::wall),
                middle(costs, Cost::sending),
                middle(costs, Cost::programCpu),
                middle(costs, Cost::databaseCpu),
                middle(costs, Cost::programPeak),
                middle(costs, Cost::databasePeak),
                middle(costs, Cost::programWritten),
                middle(costs, Cost::databaseWritten),
                middle(costs, Cost::wal),
                steps);
    }

    private static double middle(List<Cost> costs, ToDoubleFunction<Cost> figure) {
        double[] sorted = costs.stream().mapToDouble(figure).sorted().toArray();
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    /** A table of named costs, one line each. */
    static String table(List<Named> rows) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%-32s %9s %7s %9s | %7s %7s %7s | %10s | %7s %7s | %7s %7s %7s%n%-32s %9s %7s %9s | %7s %7s %7s | %10s | %7s %7s | %7s %7s %7s%n",
                "",
                "",
                "",
                "records",
                "CPU s",
                "of the",
                "of the",
                "messages",
                "peak MB",
                "peak MB",
                "MB wri.",
                "MB wri.",
                "MB",
                "",
                "records",
                "wall s",
                "a second",
                "in all",
                "program",
                "databa.",
                "a second",
                "program",
                "databa.",
                "program",
                "databa.",
                "WAL"));
        for (Named row : rows) {
            Cost cost = row.cost();
            text.append(String.format(
                    Locale.ROOT,
                    "%-32s %9d %7.1f %9.0f | %7.1f %7.1f %7.1f | %10.0f | %7.0f %7.0f | %7.0f %7.0f %7.0f%n",
                    row.name(),
                    cost.records(),
                    cost.wall(),
                    cost.records() / cost.wall(),
                    cost.cpu(),
                    cost.programCpu(),
                    cost.databaseCpu(),
                    cost.sending() > 0 ? cost.messages() / cost.sending() : 0,
                    cost.programPeak() / MEGABYTE,
                    cost.databasePeak() / MEGABYTE,
                    cost.programWritten() / MEGABYTE,
                    cost.databaseWritten() / MEGABYTE,
                    cost.wal() / MEGABYTE));
        }
        return text.toString();
    }

    /** The steps that took long enough to matter, the longest first. */
    String longSteps() {
        StringBuilder text = new StringBuilder();
        steps.entrySet().stream()
                .filter(step -> step.getValue() >= SHORTEST_STEP)
                .sorted(Comparator.comparingDouble(step -> -step.getValue()))
                .limit(STEPS)
                .forEach(step ->
                        text.append(String.format(Locale.ROOT, "    %8.2f s  %s%n", step.getValue(), step.getKey())));
        return text.toString();
    }

    /**
     * A cost and what it is the cost of.
     *
     * @param name the program and its work
     * @param cost the cost
     */
    record Named(String name, Cost cost) {}
}
