// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.bench;

import ca.tradeshub.whole.HubProcess;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * From the start of the process to a healthy hub: embedded on a new state folder and on one that exists, and in
 * production with servers that run already; plain, and with an archive of classes that a start before has written.
 */
final class ReadyRun {

    private final BenchSettings settings;
    private final Path folder;

    ReadyRun(BenchSettings settings, Path folder) {
        this.settings = settings;
        this.folder = folder;
    }

    /**
     * A start.
     *
     * @param name which
     * @param wall seconds until the health check succeeded
     * @param cpu processor seconds of the hub until then
     */
    record Start(String name, double wall, double cpu) {

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%-45s %6.1f s wall, %6.1f CPU s of the hub", name, wall, cpu);
        }
    }

    List<Start> run() throws Exception {
        List<Start> starts = new ArrayList<>(starts("plain"));
        Path archive = folder.resolve("classes.archive");
        Path first = Files.createDirectories(folder.resolve("first"));
        starts.add(start("writes the archive", first, settings.hub(writes(archive))));
        starts.addAll(starts("archive", reads(archive)));
        return starts;
    }

    private List<Start> starts(String name, String... java) throws Exception {
        List<Start> starts = new ArrayList<>();
        Path home = Files.createDirectories(folder.resolve(name + "-embedded"));
        starts.add(start(name + ": embedded, new state folder", home, settings.hub(java)));
        starts.add(start(name + ": embedded, existing state folder", home, settings.hub(java)));
        Path servers = Files.createDirectories(folder.resolve(name + "-servers"));
        Path hub = Files.createDirectories(folder.resolve(name + "-production"));
        try (PeerProcess parts = new PeerProcess(PeerKind.SERVERS, servers, folder, settings.java(), 1)) {
            String[] options = Stream.concat(Stream.of(java), Stream.of(production(servers, hub)))
                    .toArray(String[]::new);
            starts.add(start(name + ": production, empty database", hub, settings.hub(options)));
            starts.add(start(name + ": production, existing database", hub, settings.hub(options)));
        }
        return starts;
    }

    /** The option that has a process write what it loaded when it ends. */
    private static String writes(Path archive) {
        return (keepsMore() ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + archive;
    }

    private static String reads(Path archive) {
        return (keepsMore() ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=") + archive;
    }

    /** Whether the virtual machine can keep linked classes and profiles, not only classes: since Java 25. */
    private static boolean keepsMore() {
        return Runtime.version().feature() >= 25;
    }

    private static Start start(String name, Path home, String... options) {
        long begun = System.nanoTime();
        try (HubProcess hub =
                new HubProcess(home, options).withDefaultPollInterval().start()) {
            double wall = (System.nanoTime() - begun) / 1e9;
            return new Start(name, wall, Usage.of(hub.pid()).cpuSeconds());
        }
    }

    private static String[] production(Path servers, Path hub) throws Exception {
        Path keys = hub.resolve("keys");
        Files.writeString(
                keys,
                "current=1\n1=" + Base64.getEncoder().encodeToString(new byte[32]) + "\n",
                StandardCharsets.UTF_8);
        List<String> options = new ArrayList<>(List.of(
                "--hub.composition=production",
                "--hub.keys.file=" + keys,
                "--hub.users.viewer.password={noop}of the benchmark",
                "--hub.users.viewer.roles=viewer",
                "--hub.drop-site.known-hosts=" + servers.resolve("var/drop-site/known_hosts")));
        options.addAll(Files.readAllLines(servers.resolve(Peers.READY), StandardCharsets.UTF_8));
        String[][] senders = {
            {"employment-ontario", "registrations"}, {"legacy-college", "certificates"}, {"payroll-maple", "payroll"}
        };
        for (String[] sender : senders) {
            String prefix = "--hub.senders." + sender[0] + ".";
            options.add(prefix + "feed=" + sender[1]);
            options.add(prefix + "password=" + Peers.PASSWORD);
            if (sender[1].equals("payroll")) {
                options.add(prefix + "layout=standard");
                options.add(prefix + "employers=*");
            }
        }
        return options.toArray(String[]::new);
    }
}
