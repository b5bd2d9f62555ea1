// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.whole;

import ca.tradeshub.testing.Pgp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
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
import java.util.zip.GZIPOutputStream;

/**
 * What senders could drop by mistake or by malice, the same for the same seed: fixtures changed at random, random bytes,
 * monsters, wrong names and packages, and good files in between.
 */
final class HostileInputs {

    /** Kinds of inputs that are left alone. */
    static final String CONTROL_MISSING = "control never comes";

    static final String CONTROL_ALONE = "control alone";
    static final String NOT_PERMITTED = "name not permitted";

    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
    private static final String EMPLOYMENT = "employment-ontario";
    private static final String COLLEGE = "legacy-college";
    private static final List<String> SENDERS =
            List.of(EMPLOYMENT, COLLEGE, "payroll-maple", "payroll-boreal", "payroll-centime");
    private static final Pattern NAMED = Pattern.compile("(REG|CERT|PAY_(\\d{9}))_\\d{8}_\\d{6}\\.(ndjson|dat|csv)");
    private static final Pattern JSON_TEXT = Pattern.compile("\"[^\"\\\\]*\"(?=\\s*[,}])");

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
                yield single(EMPLOYMENT, kind, file.name(), utf8(file.content()), Outcome.ACCEPTED);
            }
            case 1 -> {
                Wire.File file = Wire.certificates(sequence(COLLEGE), person, 1);
                yield single(COLLEGE, kind, file.name(), utf8(file.content()), Outcome.ACCEPTED);
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
                                new Part(file.name(), utf8(file.content())),
                                new Part(control.name(), utf8(control.content()))),
                        file.name(),
                        Outcome.ACCEPTED);
            }
        };
    }

    /** What the hub must leave alone. */
    private Input left() {
        String name = payName("payroll-centime", "111111118");
        return switch (random.nextInt(4)) {
            case 0 -> left(CONTROL_MISSING, new Part(name, utf8("x\n")));
            case 1 -> left(CONTROL_ALONE, new Part(name + ".ctl", utf8("{}")));
            case 2 -> left(NOT_PERMITTED, new Part("PAY " + made + "\u0007;x.csv", utf8("x")));
            default -> left(NOT_PERMITTED, new Part("P" + "A".repeat(150) + made + ".csv", utf8("x")));
        };
    }

    private Input left(String kind, Part part) {
        return new Input(made, "payroll-centime", kind, List.of(part), null, Outcome.LEFT);
    }

    private Input named() {
        String sender = pick(SENDERS);
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
        return single(sender, "name", name, bytes(random.nextInt(200)), Outcome.ANSWERED);
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
        String sender = pick(SENDERS);
        byte[] noise = bytes(random.nextInt(4000));
        String suffix = pick(List.of("", "", ".gz", ".pgp", ".gz.pgp"));
        String name = name(sender);
        return paired(sender, "noise", name, suffix, noise, control(sender, name));
    }

    private Input mutant() {
        String sender = pick(SENDERS);
        Seed seed = pick(seeds.get(sender));
        if (seed.isRefused() && random.nextInt(10) > 0) {
            seed = pick(seeds.get(sender));
        }
        String name = seed.bn9() == null || random.nextInt(50) == 0 ? name(sender) : payName(sender, seed.bn9());
        byte[] content = stamped(seed.content(), name);
        byte[] control = seed.control() == null ? null : named(seed.control(), name);
        boolean isText = random.nextInt(100) < 60;
        for (int i = random.nextInt(3); i >= 0; i--) {
            if (control != null && random.nextInt(5) == 0) {
                control = isText ? changedJson(control) : changed(control, sender);
            } else if (isText) {
                content = changedText(content, sender);
            } else {
                content = changed(content, sender);
            }
        }
        if (random.nextInt(3) > 0) {
            content = balanced(content, sender);
            control = control == null ? null : balanced(control, content);
        }
        int packing = random.nextInt(100);
        if (packing < 70) {
            return paired(sender, "mutant", name, "", content, control);
        }
        if (packing < 82) {
            byte[] packed = gzip(content);
            return paired(
                    sender,
                    "mutant.gz",
                    name,
                    ".gz",
                    random.nextInt(3) == 0 ? changed(packed, sender) : packed,
                    control);
        }
        boolean isCompressed = packing > 95;
        byte[] packed = encrypted(sender, isCompressed ? gzip(content) : content);
        return paired(
                sender,
                "mutant.pgp",
                name,
                isCompressed ? ".gz.pgp" : ".pgp",
                random.nextInt(3) == 0 ? changed(packed, sender) : packed,
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
        String sender = pick(SENDERS);
        String name = name(sender);
        byte[] control = control(sender, name);
        byte[] head = stamped(pick(seeds.get(sender)).content(), name);
        int line = indexOf(head, '\n') + 1;
        byte[] first = Arrays.copyOf(head, line);
        String kind;
        byte[] content;
        String suffix = "";
        switch (random.nextInt(14)) {
            case 0 -> {
                kind = "line of a megabyte";
                content =
                        joined(first, utf8("x".repeat(1_000_000) + "\n"), Arrays.copyOfRange(head, line, head.length));
            }
            case 1 -> {
                kind = "50 megabytes without a line";
                content = gzip(joined(first, new byte[50_000_000]));
                suffix = ".gz";
            }
            case 2 -> {
                kind = "bomb";
                content = gzip(new byte[20_000_000]);
                suffix = ".gz";
            }
            case 3 -> {
                kind = "gzip in gzip";
                content = gzip(gzip(head));
                suffix = ".gz";
            }
            case 4 -> {
                kind = "members without end";
                content = repeated(gzip(new byte[0]), 20_000);
                suffix = ".gz";
            }
            case 5 -> {
                kind = "deep JSON";
                content = joined(first, utf8("{\"a\":" + "[".repeat(100_000) + "\n"), head);
            }
            case 6 -> {
                kind = "long numbers";
                content = joined(
                        first,
                        utf8(("{\"record\":\"registration\",\"period\":" + "9".repeat(400) + "}\n").repeat(50)),
                        head);
            }
            case 7 -> {
                kind = "blank lines";
                content = joined(first, utf8("\n".repeat(30_000)), head);
            }
            case 8 -> {
                kind = "separators";
                content = joined(first, utf8((",".repeat(500_000) + "\n").repeat(3)), head);
            }
            case 9 -> {
                kind = "quotes";
                content = joined(first, utf8(("\"".repeat(99_999) + "\n").repeat(5)), head);
            }
            case 10 -> {
                kind = "the same record, a thousand times";
                byte[] record = Arrays.copyOfRange(head, line, head.length);
                int end = indexOf(record, '\n') + 1;
                content = balanced(joined(first, repeated(Arrays.copyOf(record, end), 1000), tail(head)), sender);
                control = control == null ? null : balanced(control, content);
            }
            case 11 -> {
                kind = "huge control file";
                content = head;
                control = control == null
                        ? null
                        : utf8(text(control)
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
                content = repeated(new byte[] {(byte) 0xC1, 1, 3}, 50_000);
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
        byte[] control = pick(seeds.get(sender)).control();
        return control == null ? null : named(control, name.replaceFirst("\\.gz$|\\.pgp$", ""));
    }

    private String name(String sender) {
        return switch (sender) {
            case EMPLOYMENT -> "REG_20170301_%06d.ndjson".formatted(sequence(sender));
            case COLLEGE -> "CERT_20170301_%06d.dat".formatted(sequence(sender));
            default -> payName(sender, pick(seeds.get(sender)).bn9());
        };
    }

    private String payName(String sender, String bn9) {
        return "PAY_%s_20170301_%06d.csv".formatted(bn9, sequence(sender));
    }

    private int sequence(String sender) {
        return sequences.merge(sender, 1, Integer::sum);
    }

    /** A file with the sequence of its name in its header. */
    private static byte[] stamped(byte[] content, String name) {
        Matcher sequence = Pattern.compile("_(\\d{6})\\.").matcher(name);
        if (!sequence.find()) {
            return content;
        }
        String text = text(content);
        if (name.startsWith("REG")) {
            text = text.replaceFirst("\"sequence\":\\d+", "\"sequence\":" + Integer.parseInt(sequence.group(1)));
        } else if (name.startsWith("CERT") && text.startsWith("HDROCOTCERT") && text.length() > 25) {
            text = text.substring(0, 19) + sequence.group(1) + text.substring(25);
        }
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] named(byte[] control, String name) {
        return text(control)
                .replaceFirst("PAY_\\d{9}_\\d{8}_\\d{6}\\.csv", name)
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Mends count and total where they are easily mended, so that the change is found further down. */
    private static byte[] balanced(byte[] content, String sender) {
        String text = text(content);
        List<String> lines = text.lines().toList();
        if (sender.equals(EMPLOYMENT) && text.contains("\"trailer\"")) {
            BigDecimal hours = BigDecimal.ZERO;
            Matcher hour = Pattern.compile("\"hoursCredited\":\"(-?\\d{1,9}\\.\\d{2})\"")
                    .matcher(text.substring(0, text.lastIndexOf("\"trailer\"")));
            while (hour.find()) {
                hours = hours.add(new BigDecimal(hour.group(1)));
            }
            text = text.replaceFirst("\"records\":\\d+", "\"records\":" + Math.max(0, lines.size() - 2));
            int at = text.lastIndexOf("\"trailer\"");
            text = text.substring(0, at)
                    + text.substring(at)
                            .replaceFirst("\"hoursCredited\":\"[^\"]*\"", "\"hoursCredited\":\"" + hours + "\"");
        } else if (sender.equals(COLLEGE)) {
            int at = text.lastIndexOf("TRL");
            long sum = lines.stream()
                    .filter(line -> line.matches("DTL\\d{8}.*"))
                    .mapToLong(line -> Long.parseLong(line.substring(3, 11)))
                    .sum();
            if (at >= 0 && text.length() >= at + 24) {
                text = text.substring(0, at)
                        + "TRL%09d%012d".formatted(Math.max(0, lines.size() - 2), sum)
                        + text.substring(at + 24);
            }
        }
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] balanced(byte[] control, byte[] content) {
        List<String> lines = text(content).lines().toList();
        BigDecimal wages = BigDecimal.ZERO;
        for (String line : lines) {
            String[] cells = line.split(",", -1);
            if (cells.length == 26 && cells[16].matches("-?\\d{1,9}\\.\\d{2}")) {
                wages = wages.add(new BigDecimal(cells[16]));
            }
        }
        String text = text(control).replaceFirst("\"records\": ?\\d+", "\"records\":" + Math.max(0, lines.size() - 1));
        return (wages.signum() == 0
                        ? text
                        : text.replaceFirst("\"grossWages\": ?\"[^\"]*\"", "\"grossWages\":\"" + wages + "\""))
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private byte[] changedText(byte[] content, String sender) {
        return switch (sender) {
            case EMPLOYMENT -> changedJson(content);
            case COLLEGE -> changedColumns(content);
            default -> changedCells(content, sender, sender.equals("payroll-boreal") ? ';' : ',');
        };
    }

    /** Puts something nasty in the place of a JSON value, or a member beside it. */
    private byte[] changedJson(byte[] content) {
        String text = text(content);
        List<int[]> places = new ArrayList<>();
        Matcher value = JSON_TEXT.matcher(text);
        while (value.find()) {
            places.add(new int[] {value.start(), value.end()});
        }
        if (places.isEmpty()) {
            return content;
        }
        int header = text.startsWith("{\"record\":\"header\"") ? text.indexOf('\n') : 0;
        int[] place = pick(places);
        if (place[0] < header && random.nextInt(5) > 0) {
            place = pick(places);
        }
        String instead = wire(json(nasty()), EMPLOYMENT);
        if (random.nextInt(6) == 0) {
            instead = pick(
                    List.of("{}", "[]", "null", "1e999", "-", "{\"a\":{\"a\":{\"a\":{\"a\":1}}}}", "9".repeat(400)));
        } else if (random.nextInt(6) == 0) {
            instead = text.substring(place[0], place[1]) + ",\""
                    + pick(List.of("a\\u0000b", "person.sin", "\\u202E", "", "x".repeat(90))) + "\":" + instead;
        }
        return (text.substring(0, place[0]) + instead + text.substring(place[1])).getBytes(StandardCharsets.ISO_8859_1);
    }

    private byte[] changedCells(byte[] content, String sender, char separator) {
        List<String> lines = new ArrayList<>(Arrays.asList(text(content).split("(?<=\n)")));
        int at = random.nextInt(5) > 0 ? lines.size() - 1 : random.nextInt(lines.size());
        String[] cells = lines.get(at).split(Pattern.quote(String.valueOf(separator)), -1);
        int cell = random.nextInt(cells.length);
        String nasty = wire(nasty(), sender);
        cells[cell] = random.nextBoolean() ? "\"" + nasty.replace("\"", "\"\"") + "\"" : nasty;
        lines.set(at, String.join(String.valueOf(separator), cells) + (cell == cells.length - 1 ? "\n" : ""));
        return String.join("", lines).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Text in the sender's encoding, mostly, one character a byte as all that is changed here is read. */
    private String wire(String text, String sender) {
        boolean isWindows = sender.equals(COLLEGE) || sender.equals("payroll-boreal");
        return new String(
                text.getBytes(isWindows == random.nextInt(8) > 0 ? WINDOWS_1252 : StandardCharsets.UTF_8),
                StandardCharsets.ISO_8859_1);
    }

    private byte[] changedColumns(byte[] content) {
        List<String> lines = new ArrayList<>(Arrays.asList(text(content).split("(?<=\n)")));
        int at = random.nextInt(5) > 0 ? Math.min(1, lines.size() - 1) : random.nextInt(lines.size());
        String line = lines.get(at);
        String nasty = wire(nasty(), COLLEGE);
        nasty = nasty.substring(0, Math.min(nasty.length(), 30));
        int from = random.nextInt(Math.max(1, Math.min(line.length(), 225) - nasty.length()));
        int to = Math.min(line.length(), from + nasty.length());
        lines.set(at, line.substring(0, from) + nasty + line.substring(to));
        return String.join("", lines).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String json(String value) {
        StringBuilder text = new StringBuilder("\"");
        for (char c : value.toCharArray()) {
            if (c < ' ' || c == '"' || c == '\\' || Character.isSurrogate(c)) {
                text.append("\\u%04x".formatted((int) c));
            } else {
                text.append(c);
            }
        }
        return text.append('"').toString();
    }

    private String nasty() {
        List<String> nasty = List.of(
                "",
                " ",
                "-",
                "=1+1",
                "@SUM(A1)",
                "\u202Eeman\u202C",
                "a\u0000b",
                "\uD800",
                "\u0085\u2028",
                "2017-02-30",
                "20170230",
                "0000-01-01",
                "00000000",
                "9999-12-31",
                "99999999",
                "0001-01-01",
                "-0001-01-01",
                "+10000-01-01",
                "2016-02-29T00:00:00Z",
                "1e400",
                "NaN",
                "9".repeat(400),
                "-0.00",
                "999999999.99",
                "-999999999.99",
                "0.005",
                "1,5",
                "1 234,56",
                "31OS",
                "3l0S",
                "3\u0661\u0660S",
                "l23026635RP0001",
                "123456789RP0001",
                "123026635rp0001",
                "046454286",
                "000000000",
                "999999998",
                "\uD83D\uDE00",
                "\u00E9".repeat(100),
                "e\u0301",
                "' or 1=1 --",
                "${jndi:ldap://127.0.0.1/a}",
                "<script>alert(1)</script>",
                "%s%n%x",
                "../../etc/passwd",
                "\\.",
                "\\N",
                "\t",
                "\r",
                "\n",
                "\"",
                "NULL",
                "true",
                "{}",
                "TA-2015-000101",
                "C-1",
                "2147483648",
                "18446744073709551616",
                "x".repeat(5000));
        return pick(nasty);
    }

    /** Changes bytes without knowing what they are. */
    private byte[] changed(byte[] bytes, String sender) {
        if (bytes.length == 0) {
            return bytes(10);
        }
        int at = random.nextInt(bytes.length);
        int to = Math.min(bytes.length, at + 1 + random.nextInt(60));
        switch (random.nextInt(14)) {
            case 0, 1 -> {
                byte[] flipped = bytes.clone();
                for (int i = random.nextInt(8); i >= 0; i--) {
                    flipped[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                }
                return flipped;
            }
            case 2 -> {
                return Arrays.copyOf(bytes, at);
            }
            case 3 -> {
                return joined(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, to, bytes.length));
            }
            case 4 -> {
                byte[] other = pick(seeds.get(sender)).content();
                int from = other.length == 0 ? 0 : random.nextInt(other.length);
                return joined(
                        Arrays.copyOf(bytes, at),
                        Arrays.copyOfRange(other, from, Math.min(other.length, from + random.nextInt(400))),
                        Arrays.copyOfRange(bytes, at, bytes.length));
            }
            case 5 -> {
                return lines(bytes, lines -> lines.set(random.nextInt(lines.size()), pick(lines)));
            }
            case 6 -> {
                return lines(bytes, lines -> lines.add(random.nextInt(lines.size()), pick(lines)));
            }
            case 7 -> {
                return lines(bytes, lines -> lines.remove(random.nextInt(lines.size())));
            }
            case 8 -> {
                byte[] odd = pick(List.of(
                        new byte[] {0},
                        new byte[] {(byte) 0xFF},
                        new byte[] {(byte) 0xC3},
                        new byte[] {(byte) 0xE2, (byte) 0x80, (byte) 0xAE},
                        new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF},
                        new byte[] {0x1B},
                        new byte[] {'\r'},
                        new byte[] {'"'},
                        new byte[] {(byte) 0x81}));
                return joined(Arrays.copyOf(bytes, at), odd, Arrays.copyOfRange(bytes, at, bytes.length));
            }
            case 9 -> {
                return text(bytes)
                        .replace("\r\n", "\n")
                        .replace("\n", pick(List.of("\r\n", "\r", "\n\n", "\n\r")))
                        .getBytes(StandardCharsets.ISO_8859_1);
            }
            case 10 -> {
                return text(bytes)
                        .getBytes(pick(List.of(
                                StandardCharsets.UTF_16,
                                StandardCharsets.UTF_16LE,
                                StandardCharsets.UTF_8,
                                StandardCharsets.US_ASCII)));
            }
            case 11 -> {
                return joined(bytes, bytes(1 + random.nextInt(30)));
            }
            case 12 -> {
                return joined(utf8("\uFEFF"), bytes);
            }
            default -> {
                return joined(
                        Arrays.copyOf(bytes, at),
                        utf8(pick(List.of("A", "\"", ",", "{", "9", "\n")).repeat(random.nextInt(3000))),
                        Arrays.copyOfRange(bytes, at, bytes.length));
            }
        }
    }

    private interface LineChange {
        void change(List<String> lines);
    }

    private static byte[] lines(byte[] bytes, LineChange change) {
        List<String> lines = new ArrayList<>(Arrays.asList(text(bytes).split("(?<=\n)")));
        change.change(lines);
        return String.join("", lines).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] tail(byte[] content) {
        String text = text(content).stripTrailing();
        return utf8(text.substring(text.lastIndexOf('\n') + 1) + "\n");
    }

    private static int indexOf(byte[] bytes, char wanted) {
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return bytes.length - 1;
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] repeated(byte[] part, int times) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < times; i++) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] gzip(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
