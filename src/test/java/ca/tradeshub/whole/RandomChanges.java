// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.whole;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Changes of files at random, the same for the same numbers drawn: with the formats in mind, and without. */
final class RandomChanges {

    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
    private static final Pattern JSON_TEXT = Pattern.compile("\"[^\"\\\\]*\"(?=\\s*[,}])");

    private final Random random;

    RandomChanges(Random random) {
        this.random = random;
    }

    byte[] changedText(byte[] content, String sender) {
        return switch (sender) {
            case HostileInputs.EMPLOYMENT -> changedJson(content);
            case HostileInputs.COLLEGE -> changedColumns(content);
            default -> changedCells(content, sender, sender.equals("payroll-boreal") ? ';' : ',');
        };
    }

    /** Puts a hostile value in the place of a JSON value, or adds one as a member. */
    byte[] changedJson(byte[] content) {
        String text = FileEdits.text(content);
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
        String instead = wire(json(hostile()), HostileInputs.EMPLOYMENT);
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
        List<String> lines =
                new ArrayList<>(Arrays.asList(FileEdits.text(content).split("(?<=\n)")));
        int at = random.nextInt(5) > 0 ? lines.size() - 1 : random.nextInt(lines.size());
        String[] cells = lines.get(at).split(Pattern.quote(String.valueOf(separator)), -1);
        int cell = random.nextInt(cells.length);
        String hostile = wire(hostile(), sender);
        cells[cell] = random.nextBoolean() ? "\"" + hostile.replace("\"", "\"\"") + "\"" : hostile;
        lines.set(at, String.join(String.valueOf(separator), cells) + (cell == cells.length - 1 ? "\n" : ""));
        return String.join("", lines).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Text in the sender's encoding, mostly, one character a byte as all that is changed here is read. */
    private String wire(String text, String sender) {
        boolean isWindows = sender.equals(HostileInputs.COLLEGE) || sender.equals("payroll-boreal");
        return new String(
                text.getBytes(isWindows == random.nextInt(8) > 0 ? WINDOWS_1252 : StandardCharsets.UTF_8),
                StandardCharsets.ISO_8859_1);
    }

    private byte[] changedColumns(byte[] content) {
        List<String> lines =
                new ArrayList<>(Arrays.asList(FileEdits.text(content).split("(?<=\n)")));
        int at = random.nextInt(5) > 0 ? Math.min(1, lines.size() - 1) : random.nextInt(lines.size());
        String line = lines.get(at);
        String hostile = wire(hostile(), HostileInputs.COLLEGE);
        hostile = hostile.substring(0, Math.min(hostile.length(), 30));
        int from = random.nextInt(Math.max(1, Math.min(line.length(), 225) - hostile.length()));
        int to = Math.min(line.length(), from + hostile.length());
        lines.set(at, line.substring(0, from) + hostile + line.substring(to));
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

    String hostile() {
        List<String> hostile = List.of(
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
        return pick(hostile);
    }

    /**
     * Changes bytes without knowing what they are.
     *
     * @param another draws the content of another file, of which a part may be put in
     */
    byte[] changed(byte[] bytes, Supplier<byte[]> another) {
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
                return FileEdits.joined(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, to, bytes.length));
            }
            case 4 -> {
                byte[] other = another.get();
                int from = other.length == 0 ? 0 : random.nextInt(other.length);
                return FileEdits.joined(
                        Arrays.copyOf(bytes, at),
                        Arrays.copyOfRange(other, from, Math.min(other.length, from + random.nextInt(400))),
                        Arrays.copyOfRange(bytes, at, bytes.length));
            }
            case 5 -> {
                return FileEdits.lines(bytes, lines -> lines.set(random.nextInt(lines.size()), pick(lines)));
            }
            case 6 -> {
                return FileEdits.lines(bytes, lines -> lines.add(random.nextInt(lines.size()), pick(lines)));
            }
            case 7 -> {
                return FileEdits.lines(bytes, lines -> lines.remove(random.nextInt(lines.size())));
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
                return FileEdits.joined(Arrays.copyOf(bytes, at), odd, Arrays.copyOfRange(bytes, at, bytes.length));
            }
            case 9 -> {
                return FileEdits.text(bytes)
                        .replace("\r\n", "\n")
                        .replace("\n", pick(List.of("\r\n", "\r", "\n\n", "\n\r")))
                        .getBytes(StandardCharsets.ISO_8859_1);
            }
            case 10 -> {
                return FileEdits.text(bytes)
                        .getBytes(pick(List.of(
                                StandardCharsets.UTF_16,
                                StandardCharsets.UTF_16LE,
                                StandardCharsets.UTF_8,
                                StandardCharsets.US_ASCII)));
            }
            case 11 -> {
                return FileEdits.joined(bytes, bytes(1 + random.nextInt(30)));
            }
            case 12 -> {
                return FileEdits.joined(FileEdits.utf8("\uFEFF"), bytes);
            }
            default -> {
                return FileEdits.joined(
                        Arrays.copyOf(bytes, at),
                        FileEdits.utf8(
                                pick(List.of("A", "\"", ",", "{", "9", "\n")).repeat(random.nextInt(3000))),
                        Arrays.copyOfRange(bytes, at, bytes.length));
            }
        }
    }

    byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
