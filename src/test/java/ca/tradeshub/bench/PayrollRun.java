// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.bench;

import ca.tradeshub.whole.DropSite;
import ca.tradeshub.whole.Wire;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.util.FileSystemUtils;

/**
 * Two payroll files through one program, one after the other in the same process; through the hub with the registrations
 * before each.
 */
final class PayrollRun {

    private static final int FILES = 2;

    private final BenchSettings settings;
    private final Path folder;

    PayrollRun(BenchSettings settings, Path folder) {
        this.settings = settings;
        this.folder = folder;
    }

    /**
     * What one program did.
     *
     * @param costs its costs, by the piece of work
     * @param claims the figures of each claim that it sent
     */
    record Result(List<Cost.Named> costs, TreeMap<String, Map<String, String>> claims) {}

    /** Through the hub; keeps its messages in the folder for the floor. */
    Result hub() throws Exception {
        return hub(false, 0);
    }

    /** Through a hub that has processed another file already, and whose ledger then got copies of it, up to so many lines. */
    Result hubWithStored(int lines) throws Exception {
        return hub(true, lines);
    }

    private Result hub(boolean another, int stored) throws Exception {
        Path home = fresh("hub");
        Result result = new Result(new ArrayList<>(), new TreeMap<>());
        try (HubContestant hub = new HubContestant(home, settings.hub());
                ClaimReader reader = new ClaimReader(hub.amqp(), ClaimReader.TAX)) {
            if (another) {
                registrations(hub, FILES + 1);
                payroll(hub, reader, FILES + 1);
                new StoredLines(hub.machine().connection()).fill(stored);
            }
            for (int file = 1; file <= FILES; file++) {
                result.costs().add(new Cost.Named(hub.name() + ", registrations " + file, registrations(hub, file)));
                reader.copyTo(folder.resolve(pay(file).name() + ".messages"));
                result.costs().add(new Cost.Named(hub.name() + ", file " + file, payroll(hub, reader, file)));
                reader.endCopy();
                result.claims().putAll(reader.claims());
            }
        }
        FileSystemUtils.deleteRecursively(home);
        return result;
    }

    /** Through another program. */
    Result peer(PeerKind kind) throws Exception {
        Path home = fresh(kind.name());
        Result result = new Result(new ArrayList<>(), new TreeMap<>());
        try (PeerProcess peer = new PeerProcess(kind, home, folder, settings.java(), FILES * settings.apprentices());
                ClaimReader reader = new ClaimReader(peer.amqp(), ClaimReader.TAX)) {
            for (int file = 1; file <= FILES; file++) {
                result.costs().add(new Cost.Named(peer.name() + ", file " + file, payroll(peer, reader, file)));
                result.claims().putAll(reader.claims());
            }
        }
        FileSystemUtils.deleteRecursively(home);
        return result;
    }

    /** A file of registrations through the hub. */
    Cost registrations(HubContestant hub, int file) throws Exception {
        int persons = settings.apprentices();
        Wire.File registrations = Wire.registrations(file, (file - 1) * persons, persons);
        try (ClaimReader registry = new ClaimReader(hub.amqp(), ClaimReader.REGISTRY);
                DropSite office = new DropSite(hub.sftp(), "employment-ontario")) {
            Interval interval = new Interval(hub, registry);
            office.drop(registrations.name(), registrations.content());
            interval.await("registrations", () -> registry.keys() == persons);
            return interval.end(persons);
        }
    }

    /** A payroll file through a program. */
    Cost payroll(Contestant contestant, ClaimReader reader, int file) throws Exception {
        Wire.File pay = pay(file);
        byte[] content = pay.content().getBytes(StandardCharsets.UTF_8);
        Wire.File control = Wire.control(file, settings.apprentices(), settings.weeks());
        try (DropSite office = new DropSite(contestant.sftp(), "payroll-maple")) {
            Interval interval = new Interval(contestant, reader);
            office.drop(pay.name(), content);
            office.drop(control.name(), control.content());
            interval.await("claims", () -> reader.keys() == settings.apprentices());
            return interval.end(settings.apprentices() * settings.weeks());
        }
    }

    private Wire.File pay(int file) {
        return Wire.payroll(file, (file - 1) * settings.apprentices(), settings.apprentices(), settings.weeks());
    }

    private Path fresh(String name) throws Exception {
        Path home = folder.resolve(name);
        FileSystemUtils.deleteRecursively(home);
        return Files.createDirectories(home);
    }
}
