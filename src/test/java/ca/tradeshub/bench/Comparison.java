// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The costs of several programs over several runs, and the ratios between their medians. */
final class Comparison {

    private static final List<String> FILES = List.of("file 1", "file 2");

    private final Map<String, List<Cost>> costs = new LinkedHashMap<>();

    /** Adds the costs of one run of one program. */
    void add(List<Cost.Named> run) {
        System.out.print(Cost.table(run));
        run.forEach(named ->
                costs.computeIfAbsent(named.name(), any -> new ArrayList<>()).add(named.cost()));
    }

    /**
     * Compares the figures of each claim.
     *
     * @throws IllegalStateException when a claim is missing or has other figures
     */
    static void requireSame(
            PeerKind kind, TreeMap<String, Map<String, String>> hub, TreeMap<String, Map<String, String>> peer) {
        if (!hub.keySet().equals(peer.keySet())) {
            throw new IllegalStateException(kind.title() + " sent " + peer.size() + " claims, the hub " + hub.size());
        }
        hub.forEach((key, figures) -> {
            if (!figures.equals(peer.get(key))) {
                throw new IllegalStateException(
                        "Claim " + key + ": hub " + figures + ", " + kind.title() + " " + peer.get(key));
            }
        });
    }

    /** Prints medians and ratios. */
    List<String> print() {
        return print(Map.of());
    }

    /**
     * Prints medians and ratios; returns a sentence for each ratio above its limit.
     *
     * @param limits limits by the names of the ratios
     */
    List<String> print(Map<String, Double> limits) {
        List<Cost.Named> medians = new ArrayList<>();
        costs.forEach((name, runs) -> medians.add(new Cost.Named(name, Cost.median(runs))));
        int runs = costs.values().iterator().next().size();
        System.out.printf(Locale.ROOT, "%nMedians of %d runs; the figures of every claim agree%n", runs);
        System.out.print(Cost.table(medians));
        medians.stream()
                .filter(named -> named.name().startsWith("hub"))
                .forEach(named ->
                        System.out.print(named.name() + "\n" + named.cost().longSteps()));
        Map<String, Double> ratios = ratios();
        System.out.println("Ratios of the hub to the others (below 1: the hub is faster)");
        ratios.forEach((name, ratio) -> System.out.printf(Locale.ROOT, "    %-24s %8.3f%n", name, ratio));
        List<String> exceeded = new ArrayList<>();
        limits.forEach((name, limit) -> {
            Double ratio = ratios.get(name);
            if (ratio == null) {
                exceeded.add("There is no ratio " + name + "; there are " + ratios.keySet());
            } else if (ratio > limit) {
                exceeded.add(String.format(Locale.ROOT, "%s is %.3f; the limit is %.3f", name, ratio, limit));
            }
        });
        return exceeded;
    }

    /** By program, file and figure, for example {@code floor.2.cpu}. */
    private Map<String, Double> ratios() {
        Map<String, Double> ratios = new LinkedHashMap<>();
        for (PeerKind kind : PeerKind.values()) {
            for (int file = 1; file <= FILES.size(); file++) {
                List<Cost> peer = costs.get(kind.title() + ", " + FILES.get(file - 1));
                if (peer != null) {
                    Cost one = Cost.median(costs.get("hub, " + FILES.get(file - 1)));
                    Cost other = Cost.median(peer);
                    String name = kind.name().toLowerCase(Locale.ROOT) + "." + file;
                    ratios.put(name + ".cpu", one.cpu() / other.cpu());
                    ratios.put(name + ".wall", one.wall() / other.wall());
                }
            }
        }
        return ratios;
    }
}
