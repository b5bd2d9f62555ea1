// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.whole;

import ca.tradeshub.intake.Gzip;
import ca.tradeshub.testing.Pgp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What senders could drop by mistake or by malice, the same for the same seed: fixtures changed at random, random bytes,
 * monsters, wrong names and packages, and good files in between.
 */
final class HostileInputs {

    /** Kinds of inputs that are left alone. */
    static final String CONTROL_MISSING = "control never comes";

    static final String CONTROL_ALONE = "control alone";
    static final String NOT_PERMITTED = "name not permitted";

    static final String EMPLOYMENT = "employment-ontario";
    static final String COLLEGE = "legacy-college";
    private static final List<String> SENDERS =
            List.of(EMPLOYMENT, COLLEGE, "payroll-maple", "payroll-boreal", "payroll-centime");
    private static final Pattern NAMED = Pattern.compile("(REG|CERT|PAY_(\\d{9}))_\\d{8}_\\d{6}\\.(ndjson|dat|csv)");

    /** What ought to become of an input. */
    enum Outcome {
        /** A receipt, whatever it says. */
        ANSWERED,
        /** A receipt that accepts every record. */
        ACCEPTED,
        /** It lies where it lay: its counterpart never comes, or its name is not permitted. */
        LEFT
    }

    /** A file of an input. */
    record Part(String name, byte[] bytes) {}

    /**
     * What a sender drops at once.
     *
     * @param number its number, from 1
     * @param sender who drops it
     * @param kind how it was made
     * @param parts the file, and a payroll file's control file, in the order in which they are dropped
     * @param answered the name the receipt is about, null when there is to be none
     * @param outcome what ought to become of it
     */
    record Input(int number, String sender, String kind, List<Part> parts, String answered, Outcome outcome) {}

    /** A fixture to start from. */
    private record Seed(byte[] content, byte[] control, String bn9, boolean isRefused) {}

    private final Random random;
    private final RandomChanges changes;
    private final Pgp.Keys hub;
    private final Map<String, Pgp.Keys> signers;
    private final Pgp.Keys stranger;
    private final Map<String, List<Seed>> seeds = new TreeMap<>();
    private final Map<String, Integer> sequences = new HashMap<>();
    private final List<Input> earlier = new ArrayList<>();
    private int made;
    private int persons;

    HostileInputs(long seed, Pgp.Keys hub, Map<String, Pgp.Keys> signers, Pgp.Keys stranger) {
        this.random = new Random(seed);
        this.changes = new RandomChanges(random);
        this.hub = hub;
        this.signers = signers;
        this.stranger = stranger;
        SENDERS.forEach(sender -> seeds.put(sender, new ArrayList<>()));
        try (Stream<Path> files = Files.walk(Path.of("fixtures"))) {
            files.filter(Files::isRegularFile).sorted().forEach(this::addSeed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void addSeed(Path file) {
        Matcher name = NAMED.matcher(file.getFileName().toString());
        List<Seed> known = seeds.get(file.getParent().getFileName().toString());
        if (known != null
                && name.matches()
                && isOwn(file.getParent().getFileName().toString(), name.group(1))) {
            try {
                Path control = file.resolveSibling(file.getFileName() + ".ctl");
                known.add(new Seed(
                        Files.readAllBytes(file),
                        Files.exists(control) ? Files.readAllBytes(control) : null,
                        name.group(2),
                        file.startsWith("fixtures/refused")));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static boolean isOwn(String sender, String feed) {
        return sender.equals(EMPLOYMENT)
                ? feed.equals("REG")
                : sender.equals(COLLEGE) ? feed.equals("CERT") : feed.startsWith("PAY");
    }

    /** The next inputs. */
    List<Input> next(int count) {
        List<Input> inputs = new ArrayList<>();
        while (inputs.size() < count) {
            Input input = next();
            inputs.add(input);
        }
        inputs.stream().filter(input -> input.outcome() == Outcome.ANSWERED).forEach(earlier::add);
        return inputs;
    }

    private Input next() {
        made++;
        int dice = random.nextInt(1000);
        if (made % 25 == 0) {
            return good();
        }
        if (made == 3) {
            return single(EMPLOYMENT, "line of 50 megabytes", name(EMPLOYMENT), new byte[50_000_000], Outcome.ANSWERED);
        }
        if (dice < 15) {
            return left();
        }
        if (dice < 35) {
            return named();
        }
        if (dice < 60 && !earlier.isEmpty()) {
            return again();
        }
        if (dice < 110) {
            return monster();
        }
        if (dice < 150) {
            return noise();
        }
        return mutant();
    }

    private Input good() {
        int person = persons++;
        String kind = "good";
        return switch (made / 25 % 3) {
            case 0 -> {
                Wire.File file = Wire.registrations(sequence(EMPLOYMENT), person, 1);
                yield single(EMPLOYMENT, kind, file.name(), FileEdits.utf8(file.content()), Outcome.ACCEPTED);
            }
            case 1 -> {
                Wire.File file = Wire.certificates(sequence(COLLEGE), person, 1);
                yield single(COLLEGE, kind, file.name(), FileEdits.utf8(file.content()), Outcome.ACCEPTED);
            }
            default -> {
                int sequence = sequence("payroll-maple");
                Wire.File file = Wire.payroll(sequence, person, 1, 2);
                Wire.File control = Wire.control(sequence, 1, 2);
                yield new Input(
                        made,
                        "payroll-maple",
                        kind,
                        List.of(
                                new Part(file.name(), FileEdits.utf8(file.content())),
                                new Part(control.name(), FileEdits.utf8(control.content()))),
                        file.name(),
                        Outcome.ACCEPTED);
            }
        };
    }

    /** What the hub must leave alone. */
    private Input left() {
        String name = payName("payroll-centime", "111111118");
        return switch (random.nextInt(4)) {
            case 0 -> left(CONTROL_MISSING, new Part(name, FileEdits.utf8("x\n")));
            case 1 -> left(CONTROL_ALONE, new Part(name + ".ctl", FileEdits.utf8("{}")));
            case 2 -> left(NOT_PERMITTED, new Part("PAY " + made + "\u0007;x.csv", FileEdits.utf8("x")));
            default -> left(NOT_PERMITTED, new Part("P" + "A".repeat(150) + made + ".csv", FileEdits.utf8("x")));
        };
    }

    private Input left(String kind, Part part) {
        return new Input(made, "payroll-centime", kind, List.of(part), null, Outcome.LEFT);
    }

    private Input named() {
        String sender = changes.pick(SENDERS);
        String name =
                switch (random.nextInt(8)) {
                    case 0 -> "registrations-" + made + ".ndjson";
                    case 1 -> "REG_99999999_" + "%06d".formatted(made) + ".ndjson";
                    case 2 -> "CERT_20170230_" + "%06d".formatted(made) + ".dat";
                    case 3 -> "REG_00000101_" + "%06d".formatted(made) + ".ndjson";
                    case 4 -> "-rf_" + made;
                    case 5 -> "a..b." + made + ".gz.gz.pgp.pgp";
                    case 6 -> "PAY_123026635_20170301_" + "%06d".formatted(made) + ".csv.ctl.gz";
                    default -> "CERT_20170301_" + "%07d".formatted(made) + ".dat";
                };
        return single(sender, "name", name, changes.bytes(random.nextInt(200)), Outcome.ANSWERED);
    }

    private Input again() {
        Input input = earlier.get(random.nextInt(earlier.size()));
        if (random.nextBoolean() || input.parts().size() > 1 || input.answered() == null) {
            return new Input(made, input.sender(), "again", input.parts(), input.answered(), Outcome.ANSWERED);
        }
        Part part = input.parts().get(0);
        return single(
                input.sender(),
                "again under another name",
                name(input.sender()) + (part.name().endsWith(".gz") ? ".gz" : ""),
                part.bytes(),
                Outcome.ANSWERED);
    }

    private Input noise() {
        String sender = changes.pick(SENDERS);
        byte[] noise = changes.bytes(random.nextInt(4000));
        String suffix = changes.pick(List.of("", "", ".gz", ".pgp", ".gz.pgp"));
        String name = name(sender);
        return paired(sender, "noise", name, suffix, noise, control(sender, name));
    }

    private Input mutant() {
        String sender = changes.pick(SENDERS);
        Seed seed = changes.pick(seeds.get(sender));
        if (seed.isRefused() && random.nextInt(10) > 0) {
            seed = changes.pick(seeds.get(sender));
        }
        String name = seed.bn9() == null || random.nextInt(50) == 0 ? name(sender) : payName(sender, seed.bn9());
        byte[] content = FileEdits.stamped(seed.content(), name);
        byte[] control = seed.control() == null ? null : FileEdits.named(seed.control(), name);
        boolean isText = random.nextInt(100) < 60;
        for (int i = random.nextInt(3); i >= 0; i--) {
            if (control != null && random.nextInt(5) == 0) {
                control = isText
                        ? changes.changedJson(control)
                        : changes.changed(
                                control, () -> changes.pick(seeds.get(sender)).content());
            } else if (isText) {
                content = changes.changedText(content, sender);
            } else {
                content = changes.changed(
                        content, () -> changes.pick(seeds.get(sender)).content());
            }
        }
        if (random.nextInt(3) > 0) {
            content = FileEdits.balanced(content, sender);
            control = control == null ? null : FileEdits.balanced(control, content);
        }
        int packing = random.nextInt(100);
        if (packing < 70) {
            return paired(sender, "mutant", name, "", content, control);
        }
        if (packing < 82) {
            byte[] packed = Gzip.of(content);
            return paired(
                    sender,
                    "mutant.gz",
                    name,
                    ".gz",
                    random.nextInt(3) == 0
                            ? changes.changed(packed, () -> changes.pick(seeds.get(sender))
                                    .content())
                            : packed,
                    control);
        }
        boolean isCompressed = packing > 95;
        byte[] packed = encrypted(sender, isCompressed ? Gzip.of(content) : content);
        return paired(
                sender,
                "mutant.pgp",
                name,
                isCompressed ? ".gz.pgp" : ".pgp",
                random.nextInt(3) == 0
                        ? changes.changed(
                                packed, () -> changes.pick(seeds.get(sender)).content())
                        : packed,
                control);
    }

    private byte[] encrypted(String sender, byte[] content) {
        Pgp.Keys signer = signers.getOrDefault(sender, stranger);
        return switch (random.nextInt(12)) {
            case 0 -> new Pgp.Message(stranger, signer).of(content);
            case 1 -> new Pgp.Message(hub).of(content);
            case 2 -> new Pgp.Message(hub, stranger).of(content);
            case 3 -> new Pgp.Message(hub, signer).forged().of(content);
            case 4 -> new Pgp.Message(hub, signer).withoutIntegrity().of(content);
            case 5 -> new Pgp.Message(hub, signer).encrypted(content);
            case 6 -> new Pgp.Message(hub, signer).withAead().of(content);
            default ->
                new Pgp.Message(hub, signer).compressedBy(random.nextInt(4)).of(content);
        };
    }

    private Input monster() {
        String sender = changes.pick(SENDERS);
        String name = name(sender);
        byte[] control = control(sender, name);
        byte[] head = FileEdits.stamped(changes.pick(seeds.get(sender)).content(), name);
        int line = FileEdits.indexOf(head, '\n') + 1;
        byte[] first = Arrays.copyOf(head, line);
        String kind;
        byte[] content;
        String suffix = "";
        switch (random.nextInt(14)) {
            case 0 -> {
                kind = "line of a megabyte";
                content = FileEdits.joined(
                        first,
                        FileEdits.utf8("x".repeat(1_000_000) + "\n"),
                        Arrays.copyOfRange(head, line, head.length));
            }
            case 1 -> {
                kind = "50 megabytes without a line";
                content = Gzip.of(FileEdits.joined(first, new byte[50_000_000]));
                suffix = ".gz";
            }
            case 2 -> {
                kind = "bomb";
                content = Gzip.of(new byte[20_000_000]);
                suffix = ".gz";
            }
            case 3 -> {
                kind = "gzip in gzip";
                content = Gzip.of(Gzip.of(head));
                suffix = ".gz";
            }
            case 4 -> {
                kind = "members without end";
                content = FileEdits.repeated(Gzip.of(new byte[0]), 20_000);
                suffix = ".gz";
            }
            case 5 -> {
                kind = "deep JSON";
                content = FileEdits.joined(first, FileEdits.utf8("{\"a\":" + "[".repeat(100_000) + "\n"), head);
            }
            case 6 -> {
                kind = "long numbers";
                content = FileEdits.joined(
                        first,
                        FileEdits.utf8(
                                ("{\"record\":\"registration\",\"period\":" + "9".repeat(400) + "}\n").repeat(50)),
                        head);
            }
            case 7 -> {
                kind = "blank lines";
                content = FileEdits.joined(first, FileEdits.utf8("\n".repeat(30_000)), head);
            }
            case 8 -> {
                kind = "separators";
                content = FileEdits.joined(first, FileEdits.utf8((",".repeat(500_000) + "\n").repeat(3)), head);
            }
            case 9 -> {
                kind = "quotes";
                content = FileEdits.joined(first, FileEdits.utf8(("\"".repeat(99_999) + "\n").repeat(5)), head);
            }
            case 10 -> {
                kind = "the same record, a thousand times";
                byte[] record = Arrays.copyOfRange(head, line, head.length);
                int end = FileEdits.indexOf(record, '\n') + 1;
                content = FileEdits.balanced(
                        FileEdits.joined(
                                first, FileEdits.repeated(Arrays.copyOf(record, end), 1000), FileEdits.tail(head)),
                        sender);
                control = control == null ? null : FileEdits.balanced(control, content);
            }
            case 11 -> {
                kind = "huge control file";
                content = head;
                control = control == null
                        ? null
                        : FileEdits.utf8(FileEdits.text(control)
                                .replaceFirst(
                                        "\\{",
                                        "{\"claims\":["
                                                + "{\"agreementNumber\":\"T\",\"claimed\":\"1\"},".repeat(20_000)
                                                + "{}],"));
            }
            case 12 -> {
                kind = "bomb inside a message";
                content = new Pgp.Message(hub, signers.getOrDefault(sender, stranger)).of(new byte[5_000_000]);
                suffix = ".pgp";
            }
            default -> {
                kind = "packets without end";
                content = FileEdits.repeated(new byte[] {(byte) 0xC1, 1, 3}, 50_000);
                suffix = ".pgp";
            }
        }
        return paired(sender, kind, name, suffix, content, control);
    }

    private Input single(String sender, String kind, String name, byte[] bytes, Outcome outcome) {
        if (name.matches("PAY_\\d{9}_\\d{8}_\\d{6}\\.csv(\\.gz)?(\\.pgp)?")) {
            return paired(sender, kind, name, "", bytes, control(sender, name));
        }
        return new Input(made, sender, kind, List.of(new Part(name, bytes)), name, outcome);
    }

    private Input paired(String sender, String kind, String name, String suffix, byte[] content, byte[] control) {
        Part file = new Part(name + suffix, content);
        List<Part> parts = control == null || !name.startsWith("PAY")
                ? List.of(file)
                : random.nextBoolean()
                        ? List.of(file, new Part(name + ".ctl", control))
                        : List.of(new Part(name + ".ctl", control), file);
        return new Input(made, sender, kind, parts, file.name(), Outcome.ANSWERED);
    }

    private byte[] control(String sender, String name) {
        byte[] control = changes.pick(seeds.get(sender)).control();
        return control == null ? null : FileEdits.named(control, name.replaceFirst("\\.gz$|\\.pgp$", ""));
    }

    private String name(String sender) {
        return switch (sender) {
            case EMPLOYMENT -> "REG_20170301_%06d.ndjson".formatted(sequence(sender));
            case COLLEGE -> "CERT_20170301_%06d.dat".formatted(sequence(sender));
            default -> payName(sender, changes.pick(seeds.get(sender)).bn9());
        };
    }

    private String payName(String sender, String bn9) {
        return "PAY_%s_20170301_%06d.csv".formatted(bn9, sequence(sender));
    }

    private int sequence(String sender) {
        return sequences.merge(sender, 1, Integer::sum);
    }
}
