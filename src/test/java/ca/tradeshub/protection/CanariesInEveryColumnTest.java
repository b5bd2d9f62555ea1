// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.protection;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.explanation.Explanations;
import ca.tradeshub.feeds.line.CertificateLine;
import ca.tradeshub.ledger.alarm.Alarms;
import ca.tradeshub.overview.exceptions.ExceptionFilter;
import ca.tradeshub.overview.exceptions.ExceptionList;
import ca.tradeshub.overview.exceptions.ExceptionOrder;
import ca.tradeshub.overview.files.FileContents;
import ca.tradeshub.overview.files.FileMessages;
import ca.tradeshub.overview.files.LandedFiles;
import ca.tradeshub.testing.Mailbox;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/**
 * A social insurance number in every column of a certificate that is wide enough, in every column of a pay line of every
 * layout, in headings and in file names. It is found again only where the hub keeps the sender's own content.
 */
@ExtendWith(OutputCaptureExtension.class)
class CanariesInEveryColumnTest {

    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(com.fasterxml.jackson.databind.SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .build();
    private static final Path DEMO = Path.of("fixtures/demo/1-registrations-certificates-and-pay");
    private static final Charset WINDOWS = Charset.forName("windows-1252");

    /** One number, as it is written in columns of different widths and charsets. */
    private static final List<String> CANARIES = List.of("501800007", "501 800 007", "501-800-007", "501.800.007");

    /** Columns that keep a record as its sender wrote it. A table that is not named has none. */
    private static final Set<String> CONTENT = Set.of(
            "registration.canonical",
            "certificate.canonical",
            "pay_line.trade",
            "employee.account_number",
            "employer_year.content");

    /** Columns with the sender's own names of files, from which its responses are named, and the business number in them. */
    private static final Set<String> NAMES = Set.of("file.name", "file.logical_name", "file.employer_bn9");

    private static final int WIDTH_OF_NUMBER = 9;

    @Test
    void a_number_in_any_column_is_found_only_where_the_content_is_kept(CapturedOutput output) throws IOException {
        try (Mailbox hub = new Mailbox()) {
            String registrations = "REG_20170115_000001.ndjson";
            hub.drop(
                    "employment-ontario",
                    registrations,
                    read("employment-ontario", registrations, StandardCharsets.UTF_8));
            int certificates = certificates(hub);
            int lines = 0;
            lines += pay(hub, "payroll-maple", "PAY_123026635_20170131_000001.csv", StandardCharsets.UTF_8, ',');
            lines += pay(hub, "payroll-boreal", "PAY_000089987_20160115_000001.csv", WINDOWS, ';');
            lines += pay(hub, "payroll-centime", "PAY_987654324_20170131_000001.csv", StandardCharsets.UTF_8, ',');
            assertThat(certificates).isGreaterThan(4);
            assertThat(lines).isGreaterThan(70);
            hub.land("employment-ontario", "in", "REG_20170301_501800007.ndjson", "x");
            hub.land("legacy-college", "in", "501-800-007.dat", "x");
            hub.land("payroll-maple", "in", "PAY_501800007_20170301_000001.csv.ctl", "{}");
            hub.land("payroll-maple", "in", "PAY_501800007_20170301_000001.csv", "x");
            hub.process();

            assertThat(inTheDatabase(hub)).isEmpty();
            assertThat(inResponses(hub)).isEmpty();
            assertThat(inReadModels(hub)).isEmpty();
        }
        String log = output.getAll();
        assertThat(log.lines().map(CanariesInEveryColumnTest::withoutEmployer).filter(CanariesInEveryColumnTest::holds))
                .isEmpty();
    }

    /** A file for each column of a certificate in which the number has room, and for the other places of the file. */
    private static int certificates(Mailbox hub) throws IOException {
        String file = "CERT_20170116_000001.dat";
        List<String> demo = read("legacy-college", file, WINDOWS).lines().toList();
        String record = demo.get(1);
        int sequence = 0;
        List<int[]> columns = new ArrayList<>();
        for (var field : CertificateLine.class.getDeclaredFields()) {
            var column = field.getAnnotation(org.apache.camel.dataformat.bindy.annotation.DataField.class);
            if (column != null && column.length() >= WIDTH_OF_NUMBER) {
                columns.add(new int[] {column.pos() - 1, column.length()});
            }
        }
        assertThat(columns).hasSizeGreaterThan(3);
        columns.add(new int[] {225, 15});
        for (int[] column : columns) {
            for (String canary : CANARIES) {
                if (canary.length() <= column[1]) {
                    sequence++;
                    String cell = canary + " ".repeat(column[1] - canary.length());
                    String number = "Q%09d".formatted(sequence);
                    String planted = record.substring(0, 122) + number + record.substring(132);
                    planted = planted.substring(0, column[0]) + cell + planted.substring(column[0] + column[1]);
                    certificate(hub, demo.get(0), planted, sequence);
                }
            }
        }
        certificate(hub, demo.get(0).substring(0, 25) + pad(" 501800007", 215), record, ++sequence);
        certificate(hub, demo.get(0), pad("DTL 501800007", 239), ++sequence);
        certificate(hub, demo.get(0), pad("501800007 501 800 007", 240), ++sequence);
        return sequence;
    }

    private static void certificate(Mailbox hub, String header, String record, int sequence) throws IOException {
        String member = record.length() == 240 ? record.substring(3, 11) : "0";
        String total = member.matches("\\d{8}") ? member : "0";
        hub.drop(
                "legacy-college",
                "CERT_20170116_%06d.dat".formatted(sequence),
                header.substring(0, 19) + "%06d".formatted(sequence) + header.substring(25) + "\n" + record + "\n"
                        + pad("TRL%09d%012d".formatted(1, Long.parseLong(total)), 240) + "\n");
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(width - text.length());
    }

    /** A file for each column of the layout, and one with the number as a heading. */
    private static int pay(Mailbox hub, String sender, String file, Charset charset, char separator)
            throws IOException {
        List<List<String>> rows;
        try (CsvReader<CsvRecord> csv =
                CsvReader.builder().fieldSeparator(separator).ofCsvRecord(read(sender, file, charset))) {
            rows = csv.stream().limit(2).map(CsvRecord::getFields).toList();
        }
        ObjectNode control = (ObjectNode) JSON.readTree(read(sender, file + ".ctl", StandardCharsets.UTF_8));
        control.put("records", 1);
        control.remove("claims");
        control.remove("sha256");
        String gross = rows.get(1).stream()
                .filter(cell -> cell.matches("\\d{3}[.,]\\d\\d|\\d{5}"))
                .reduce((a, b) -> b)
                .orElseThrow();
        control.put(
                "grossWages",
                gross.length() == 5 ? gross.substring(0, 3) + "." + gross.substring(3) : gross.replace(',', '.'));
        int sequence = 1;
        for (int column = 0; column <= rows.get(0).size(); column++) {
            boolean isHeading = column == rows.get(0).size();
            if (!isHeading && Set.of("sin", "SIN", "NAS").contains(rows.get(0).get(column))) {
                continue;
            }
            sequence++;
            List<String> heading = new ArrayList<>(rows.get(0));
            List<String> row = new ArrayList<>(rows.get(1));
            row.set(0, row.get(0) + "-" + sequence);
            String canary = CANARIES.get(sequence % CANARIES.size());
            if (isHeading) {
                heading.add(canary);
                row.add(canary);
            } else {
                row.set(column, canary);
            }
            StringWriter text = new StringWriter();
            try (CsvWriter csv = CsvWriter.builder().fieldSeparator(separator).build(text)) {
                csv.writeRecord(heading);
                csv.writeRecord(row);
            }
            String name = file.replace("_000001", "_%06d".formatted(sequence));
            control.put("file", name);
            hub.land(sender, "in", name + ".ctl", control.toString())
                    .land(sender, "in", name, text.toString().getBytes(charset))
                    .process();
        }
        return sequence;
    }

    private static String read(String sender, String file, Charset charset) throws IOException {
        return Files.readString(DEMO.resolve(sender).resolve(file), charset);
    }

    /** An employer's number in the name of a file can have the form of a social insurance number too. */
    private static String withoutEmployer(String text) {
        return text.replace("PAY_501800007_", "");
    }

    private static boolean holds(String text) {
        return CANARIES.stream().anyMatch(text::contains);
    }

    /** Every column of every table with a row that holds the number, but those that keep content or names. */
    private static Set<String> inTheDatabase(Mailbox hub) {
        Set<String> found = new TreeSet<>();
        hub.jdbc()
                .sql("select table_name, column_name from information_schema.columns where table_schema = 'public'"
                        + " and table_name in (select tablename from pg_tables where schemaname = 'public')")
                .query((row, number) -> new String[] {row.getString(1), row.getString(2)})
                .list()
                .forEach(column -> {
                    String name = column[0] + "." + column[1];
                    if (!CONTENT.contains(name) && !NAMES.contains(name)) {
                        for (String canary : CANARIES) {
                            hub.jdbc()
                                    .sql(
                                            "select distinct left(%1$s::text, 300) from %2$s where %1$s::text like '%%' || :canary || '%%'"
                                                    .formatted('"' + column[1] + '"', column[0]))
                                    .param("canary", canary)
                                    .query(String.class)
                                    .list()
                                    .forEach(row -> found.add(name + ": " + row));
                        }
                    }
                });
        return found;
    }

    /** Response files that hold the number, but the rejected records themselves and the name of the file. */
    private static Set<String> inResponses(Mailbox hub) {
        Set<String> found = new TreeSet<>();
        for (String name : hub.names()) {
            String own = name.replaceAll("\\.(receipt|status|findings|rejected)\\..*", "");
            if (!name.contains(".rejected.")
                    && holds(hub.text(name).replace(own, "").replace("\r", ""))) {
                hub.text(name)
                        .lines()
                        .filter(CanariesInEveryColumnTest::holds)
                        .filter(line -> !line.contains(own))
                        .forEach(line -> found.add(name + ": " + line));
            }
            if (name.endsWith(".ctl") && holds(hub.text(name))) {
                found.add(name);
            }
        }
        return found;
    }

    /** What pages and the API show of files, records, messages, exceptions and alarms. */
    private static Set<String> inReadModels(Mailbox hub) throws IOException {
        Set<String> found = new TreeSet<>();
        List<Object> shown = new ArrayList<>();
        LandedFiles files = hub.bean(LandedFiles.class);
        for (int page = 1; page <= files.page(1).pages(); page++) {
            shown.add(files.page(page));
        }
        shown.add(hub.bean(ExceptionList.class)
                .slice(
                        new ExceptionFilter(null, List.of(), null, false, null, null, null),
                        ExceptionOrder.OLDEST,
                        null,
                        200));
        shown.add(hub.bean(Alarms.class).open());
        List<Long> ids = hub.jdbc()
                .sql("select id from file order by id")
                .query(Long.class)
                .list();
        for (long id : ids) {
            shown.add(hub.bean(FileContents.class).findings(id));
            shown.add(hub.bean(FileMessages.class).page(id, 1));
            shown.add(hub.bean(Explanations.class).of(id + ":2").orElse(null));
        }
        for (Object each : shown) {
            String text = withoutEmployer(JSON.writeValueAsString(each));
            for (String canary : CANARIES) {
                int at = text.indexOf(canary);
                if (at >= 0) {
                    found.add(text.substring(Math.max(0, at - 200), Math.min(text.length(), at + 60)));
                }
            }
        }
        return found;
    }
}
