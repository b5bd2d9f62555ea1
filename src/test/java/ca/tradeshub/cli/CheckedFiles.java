// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Files that the tests of the command {@code check} give it. */
final class CheckedFiles {

    static final Path FIXTURES = Path.of("fixtures");
    static final Path GOOD = FIXTURES.resolve(
            "demo/1-registrations-certificates-and-pay/payroll-boreal/PAY_000089987_20160115_000001.csv");
    static final Path IN_PART =
            FIXTURES.resolve("records/amount-unreadable/payroll-maple/PAY_123026635_20170301_000001.csv");
    static final Path HELD =
            FIXTURES.resolve("records/same-record-twice-unequal/employment-ontario/REG_20170301_000001.ndjson");
    static final Path REFUSED =
            FIXTURES.resolve("refused/total-off-by-a-cent/employment-ontario/REG_20170301_000001.ndjson");

    private CheckedFiles() {}

    static Ran check(Path... files) {
        return Ran.command(Stream.concat(Stream.of("check"), Stream.of(files).map(Path::toString))
                .toArray(String[]::new));
    }

    /** A hundred good lines of the standard layout, some of which get wages nobody can read. */
    static Path hundredLines(Path sender, int unreadable) throws IOException {
        List<String> good = Files.readAllLines(FIXTURES.resolve(
                "demo/1-registrations-certificates-and-pay/payroll-maple/PAY_123026635_20170131_000001.csv"));
        List<String> lines = new ArrayList<>(good.subList(0, 101));
        int column = List.of(lines.get(0).split(",")).indexOf("gross_wages");
        java.math.BigDecimal total = java.math.BigDecimal.ZERO;
        for (int i = 1; i < lines.size(); i++) {
            String[] cells = lines.get(i).split(",", -1);
            total = total.add(new java.math.BigDecimal(cells[column]));
            if (i <= unreadable) {
                cells[column] = "8OO.00";
                lines.set(i, String.join(",", cells));
            }
        }
        Files.createDirectories(sender);
        Path file = sender.resolve("PAY_123026635_20170131_000001.csv");
        Files.write(file, lines);
        String control = Files.readString(FIXTURES.resolve(
                "demo/1-registrations-certificates-and-pay/payroll-maple/PAY_123026635_20170131_000001.csv.ctl"));
        Files.writeString(
                Path.of(file + ".ctl"),
                control.replaceAll("\"records\" ?: ?\\d+", "\"records\":100")
                        .replaceAll("\"grossWages\" ?: ?\"[^\"]*\"", "\"grossWages\":\"" + total + "\"")
                        .replaceAll("\"sha256\" ?: ?\"[^\"]*\",", ""));
        return file;
    }
}
