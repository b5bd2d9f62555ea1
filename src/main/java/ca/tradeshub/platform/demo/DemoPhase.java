// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.platform.demo;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.feeds.control.SenderFileName;
import ca.tradeshub.platform.failure.StartFailure;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * Fixtures that are dropped together, {@code demo/<number>-<title>/<sender>/<file>}.
 *
 * @param number the position of the phase
 * @param title what the phase shows
 * @param files the files of the phase
 */
record DemoPhase(int number, String title, List<DemoFile> files) {

    /**
     * A file and its sender.
     *
     * @param sender the sender in whose drop folder it is placed
     * @param name its name there
     * @param content its bytes
     */
    record DemoFile(String sender, String name, Resource content) {

        /** Whether it is a control file, which has no outcome of its own. */
        boolean isControl() {
            return name.endsWith(".ctl");
        }

        private Feed feed() {
            return SenderFileName.parse(name).orElseThrow().feed();
        }
    }

    /** The files by feed: registrations, certificates, payroll. */
    List<List<DemoFile>> feeds() {
        return List.copyOf(files.stream()
                .collect(Collectors.groupingBy(DemoFile::feed, () -> new EnumMap<>(Feed.class), Collectors.toList()))
                .values());
    }

    /**
     * The demo's phases in order.
     *
     * @param fixtures where the fixtures are: {@code classpath:fixtures} or {@code file:<folder>}
     */
    static List<DemoPhase> under(String fixtures) throws IOException {
        Map<Integer, DemoPhase> phases = new TreeMap<>();
        for (Resource resource : resources(fixtures)) {
            String[] path = resource.getURL().getPath().split("/");
            if (resource.getFilename() == null || resource.getFilename().isEmpty()) {
                continue;
            }
            String folder = path[path.length - 3];
            int dash = folder.indexOf('-');
            int number = Integer.parseInt(folder.substring(0, dash));
            phases.computeIfAbsent(
                            number,
                            phase -> new DemoPhase(
                                    phase, folder.substring(dash + 1).replace('-', ' '), new ArrayList<>()))
                    .files()
                    .add(new DemoFile(path[path.length - 2], path[path.length - 1], resource));
        }
        phases.values().forEach(phase -> phase.files()
                .sort(Comparator.comparing(DemoFile::sender).thenComparing(DemoFile::name)));
        return List.copyOf(phases.values());
    }

    private static Resource[] resources(String fixtures) throws IOException {
        try {
            return new PathMatchingResourcePatternResolver().getResources(fixtures + "/demo/*/*/*");
        } catch (FileNotFoundException e) {
            throw new StartFailure(e, "demo.files", fixtures);
        }
    }
}
