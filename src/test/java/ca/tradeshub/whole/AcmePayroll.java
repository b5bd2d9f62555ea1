// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.whole;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A payroll provider the hub was not built with: bars between columns, its own names, dates and decimal commas. */
final class AcmePayroll {

    static final String SENDER = "payroll-acme";
    static final String NAME = "PAY_" + Wire.EMPLOYER + "_20261120_000001.csv";

    private static final Charset CHARSET = Charset.forName("windows-1252");
    private static final String SHEET =
            """
            feed: payroll
            layout: {charset: windows-1252, separator: "|"}
            fields:
              lineId: {from: Ref, as: text, max: 40, required: true}
              agreementNumber: {from: Contract, as: text, max: 20, required: true}
              accountNumber: {from: Member, as: text, max: 20}
              sin: {from: S.I.N., as: text, max: 20}
              familyName: {from: Surname, as: text, max: 100, required: true}
              givenNames: {from: Forenames, as: text, max: 100, required: true}
              birthDate: {from: Born, as: date, pattern: dd.MM.yyyy}
              trade: {from: Trade, as: text, max: 4, required: true}
              employmentStart: {from: Since, as: date, pattern: dd.MM.yyyy, required: true}
              employmentEnd: {from: Until, as: date, pattern: dd.MM.yyyy}
              payPeriod.start: {from: First day, as: date, pattern: dd.MM.yyyy, required: true}
              payPeriod.end: {from: Last day, as: date, pattern: dd.MM.yyyy, required: true}
              payDate: {from: Paid on, as: date, pattern: dd.MM.yyyy, required: true}
              regularHours: {from: Hours, as: decimal, separator: ","}
              overtimeHours: {from: Overtime, as: decimal, separator: ","}
              hourlyRate: {from: Rate, as: decimal, separator: ","}
              grossWages: {from: Gross, as: decimal, separator: ",", required: true}
              taxableBenefits: {from: Benefits, as: decimal, separator: ",", whenEmpty: "0.00"}
              agencyFees: {from: Agency, as: decimal, separator: ",", whenEmpty: "0.00"}
              employeeTotalWages: {from: All trades, as: decimal, separator: ",", whenEmptyTake: grossWages}
              assistanceAmount: {from: Aid, as: decimal, separator: ",", whenEmpty: "0.00"}
              assistanceKind: {from: Aid kind, as: code, table: assistance-kinds}
              coopCreditClaimed: {from: Co-op, as: yesNo, "yes": "J", "no": "N"}
              journeypersonRate: {from: JP rate, as: decimal, separator: ","}
              apprenticePeriod: {from: Level, as: integer, min: 1, max: 9}
              workProvince: {from: Province, as: text, max: 2}
            """;
    private static final String EXAMPLES =
            """
            - example: a line with decimal commas
              raw: %s
              gives:
                lineId: A-1
                agreementNumber: TA-2015-000000
                accountNumber: "20000000"
                sin: "%s"
                familyName: Family0
                givenNames: Given
                birthDate: 1995-03-04
                trade: 309A
                employmentStart: 2016-01-01
                employmentEnd: 2016-12-31
                payPeriod.start: 2016-01-04
                payPeriod.end: 2016-01-10
                payDate: 2016-01-10
                regularHours: 40.00
                overtimeHours: 0.00
                hourlyRate: 16.25
                grossWages: 650.25
                taxableBenefits: 10.00
                agencyFees: 5.00
                employeeTotalWages: 700.00
                assistanceAmount: 25.00
                assistanceKind: GRANT
                coopCreditClaimed: "false"
                journeypersonRate: 38.40
                apprenticePeriod: 1
                workProvince: "ON"
            """;

    private AcmePayroll() {}

    /** Adds its sheet to a copy of the hub's and returns the settings that make it a sender. */
    static String[] settings(Path sheets) throws IOException {
        Path ours = Path.of("mappings");
        try (Stream<Path> files = Files.walk(ours)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(file, sheets.resolve(ours.relativize(file).toString()));
            }
        }
        Files.writeString(sheets.resolve(SENDER + ".mapping.yaml"), SHEET);
        Files.writeString(sheets.resolve(SENDER + ".examples.yaml"), EXAMPLES.formatted(raw(), Wire.sin(0)));
        return new String[] {
            "--hub.mappings-dir=" + sheets,
            "--hub.senders." + SENDER + ".feed=payroll",
            "--hub.senders." + SENDER + ".layout=acme",
            "--hub.senders." + SENDER + ".employers=*",
            "--hub.senders." + SENDER + ".password=demo"
        };
    }

    private static final List<String> COLUMNS = List.of(
            "Gross",
            "Ref",
            "Contract",
            "Member",
            "S.I.N.",
            "Surname",
            "Forenames",
            "Born",
            "Trade",
            "Since",
            "Until",
            "First day",
            "Last day",
            "Paid on",
            "Hours",
            "Overtime",
            "Rate",
            "Benefits",
            "Agency",
            "All trades",
            "Aid",
            "Aid kind",
            "Co-op",
            "JP rate",
            "Level",
            "Province");

    private static List<String> row(int person, String ref, String gross, String first, String last) {
        return List.of(
                gross,
                ref,
                Wire.agreement(person),
                Wire.account(person),
                Wire.sin(person),
                "Family" + person,
                "Given",
                "04.03.1995",
                "309A",
                "01.01.2016",
                "",
                first,
                last,
                last,
                "40,00",
                "0,00",
                "16,25",
                "",
                "",
                "",
                "",
                "",
                "N",
                "",
                "1",
                "ON");
    }

    private static String raw() {
        Map<String, String> raw = new LinkedHashMap<>();
        List<String> row = row(0, "A-1", "650,25", "04.01.2016", "10.01.2016");
        for (int i = 0; i < COLUMNS.size(); i++) {
            raw.put(COLUMNS.get(i), row.get(i));
        }
        raw.putAll(Map.of(
                "Until", "31.12.2016",
                "Benefits", "10,00",
                "Agency", "5,00",
                "All trades", "700,00",
                "Aid", "25,00",
                "Aid kind", "GRANT",
                "JP rate", "38,40"));
        return raw.entrySet().stream()
                .map(field -> '"' + field.getKey() + "\": \"" + field.getValue() + '"')
                .collect(Collectors.joining(", ", "{", "}"));
    }

    /** Two weeks of one person's pay. */
    static byte[] csv(int person) {
        return String.join(
                        "\r\n",
                        String.join("|", COLUMNS),
                        String.join("|", row(person, "A-1", "650,25", "04.01.2016", "10.01.2016")),
                        String.join("|", row(person, "A-2", "650,25", "11.01.2016", "17.01.2016")),
                        "")
                .getBytes(CHARSET);
    }

    static String control() {
        return Wire.control(1, 2, 1)
                .content()
                .replace("\"layout\":\"standard\"", "\"layout\":\"acme\"")
                .replace("1300.00", "1300.50");
    }
}
