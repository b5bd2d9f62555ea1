// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.whole;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Edits of the bytes of files, one character a byte: as a sender who knows the formats would make them. */
final class FileEdits {

    private FileEdits() {}

    /** A file with the sequence of its name in its header. */
    static byte[] stamped(byte[] content, String name) {
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

    static byte[] named(byte[] control, String name) {
        return text(control)
                .replaceFirst("PAY_\\d{9}_\\d{8}_\\d{6}\\.csv", name)
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Corrects count and total where that is simple, so that the change reaches later steps. */
    static byte[] balanced(byte[] content, String sender) {
        String text = text(content);
        List<String> lines = text.lines().toList();
        if (sender.equals(HostileInputs.EMPLOYMENT) && text.contains("\"trailer\"")) {
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
        } else if (sender.equals(HostileInputs.COLLEGE)) {
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

    static byte[] balanced(byte[] control, byte[] content) {
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

    static byte[] tail(byte[] content) {
        String text = text(content).stripTrailing();
        return utf8(text.substring(text.lastIndexOf('\n') + 1) + "\n");
    }

    static int indexOf(byte[] bytes, char wanted) {
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return bytes.length - 1;
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    static byte[] repeated(byte[] part, int times) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < times; i++) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    interface LineChange {
        void change(List<String> lines);
    }

    static byte[] lines(byte[] bytes, LineChange change) {
        List<String> lines = new ArrayList<>(Arrays.asList(text(bytes).split("(?<=\n)")));
        change.change(lines);
        return String.join("", lines).getBytes(StandardCharsets.ISO_8859_1);
    }
}
