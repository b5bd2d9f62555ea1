// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.bench;

import ca.tradeshub.whole.HubProcess;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/** The benchmark as a program; {@link BenchmarkIT} runs it from Maven. */
public final class Benchmark {

    private Benchmark() {}

    /** Measures what the system properties {@code bench} and {@code bench.…} ask for. */
    public static void main(String[] args) throws Exception {
        List<String> exceeded = measure();
        exceeded.forEach(System.out::println);
        System.exit(exceeded.isEmpty() ? 0 : 1);
    }

    /** Measures and prints; returns the limits that were exceeded, in words, none unless limits were asked for. */
    static List<String> measure() throws Exception {
        Locale.setDefault(Locale.ROOT);
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.ERROR);
        BenchSettings settings = BenchSettings.ofSystemProperties();
        Path folder = Files.createTempDirectory(
                Files.createDirectories(Path.of("target").toAbsolutePath()), "bench");
        try {
            return switch (settings.scenario()) {
                case "lines" -> compare(settings, folder).print();
                case "guard" -> compare(settings, folder).print(settings.limits());
                case "tenfold" -> tenfold(settings, folder);
                case "stored" -> stored(settings, folder);
                case "rejudge" -> print(new RejudgeRun(settings, folder).run());
                case "year" -> print(new YearRun(settings, folder).run(HubProcess.unpacked()));
                case "ready" -> ready(settings, folder);
                case "match" -> MatchingRun.run(settings);
                case "match-hub" -> print(new HubMatchingRun(settings, folder).run());
                default -> throw new IllegalArgumentException("No such benchmark: " + settings.scenario());
            };
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
    }

    /** The hub and the other programs on the same files, in turn, so often as asked. */
    private static Comparison compare(BenchSettings settings, Path folder) throws Exception {
        PayrollRun work = new PayrollRun(settings, folder);
        Comparison comparison = new Comparison();
        for (int run = 1; run <= settings.runs(); run++) {
            PayrollRun.Result hub = work.hub();
            comparison.add(hub.costs());
            for (PeerKind kind : settings.peers()) {
                PayrollRun.Result peer = work.peer(kind);
                Comparison.requireSame(kind, hub.claims(), peer.claims());
                comparison.add(peer.costs());
            }
        }
        return comparison;
    }

    /** The hub with the lines asked for, and with ten times as many. */
    private static List<String> tenfold(BenchSettings settings, Path folder) throws Exception {
        Map<String, Cost> once = byName(new PayrollRun(settings, folder).hub().costs());
        Map<String, Cost> tenfold =
                byName(new PayrollRun(settings.times(10), folder).hub().costs());
        List<Cost.Named> rows = new ArrayList<>();
        once.forEach((name, cost) -> rows.add(new Cost.Named(name, cost)));
        tenfold.forEach((name, cost) -> rows.add(new Cost.Named(name + ", tenfold", cost)));
        print(rows);
        once.forEach((name, cost) -> System.out.printf(
                "%s: tenfold is %.1f times the time, %.1f times the CPU, %.2f times the memory%n",
                name,
                tenfold.get(name).wall() / cost.wall(),
                tenfold.get(name).cpu() / cost.cpu(),
                tenfold.get(name).programPeak() / cost.programPeak()));
        return List.of();
    }

    /** The hub after one file, and after one file with so many stored lines. */
    private static List<String> stored(BenchSettings settings, Path folder) throws Exception {
        Map<String, Cost> empty =
                byName(new PayrollRun(settings, folder).hubWithStored(0).costs());
        Map<String, Cost> full = byName(new PayrollRun(settings, folder)
                .hubWithStored(settings.stored())
                .costs());
        List<Cost.Named> rows = new ArrayList<>();
        empty.forEach((name, cost) -> rows.add(new Cost.Named(name, cost)));
        full.forEach((name, cost) -> rows.add(new Cost.Named(name + ", stored", cost)));
        print(rows);
        empty.forEach((name, cost) -> System.out.printf(
                "%s: with %d stored lines %.2f times the time, %.2f times the CPU%n",
                name,
                settings.stored(),
                full.get(name).wall() / cost.wall(),
                full.get(name).cpu() / cost.cpu()));
        return List.of();
    }

    private static List<String> ready(BenchSettings settings, Path folder) throws Exception {
        for (int run = 1; run <= settings.runs(); run++) {
            Path home = Files.createDirectories(folder.resolve("run" + run));
            new ReadyRun(settings, home).run().forEach(System.out::println);
        }
        return List.of();
    }

    private static List<String> print(List<Cost.Named> costs) {
        System.out.print(Cost.table(costs));
        costs.forEach(
                named -> System.out.print(named.name() + "\n" + named.cost().longSteps()));
        return List.of();
    }

    private static Map<String, Cost> byName(List<Cost.Named> costs) {
        Map<String, Cost> named = new LinkedHashMap<>();
        costs.forEach(cost -> named.put(cost.name(), cost.cost()));
        return named;
    }
}
