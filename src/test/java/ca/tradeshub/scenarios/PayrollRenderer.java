// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.scenarios;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Payroll in the standard layout with its control file (interface agreements, section 1.3). */
final class PayrollRenderer implements FileRenderer {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The columns in their order, with the field of a scenario that each is filled from. */
    private static final Map<String, String> COLUMNS = columns();

    @Override
    public String feed() {
        return "payroll";
    }

    @Override
    public String stream(Cast cast, Table step) {
        return feed() + " " + bn9(cast, control(cast, step));
    }

    @Override
    public RenderedFile render(Cast cast, Table step, List<Object> records, FileName name) {
        Table control = control(cast, step);
        String csv = "PAY_" + bn9(cast, control) + "_" + name.tail() + ".csv";
        List<String> lines = new ArrayList<>();
        lines.add(String.join(",", COLUMNS.keySet()));
        BigDecimal wages = BigDecimal.ZERO.setScale(2);
        for (Object each : records) {
            for (Table record : weeks(cast.record("payLine", step.place(), each))) {
                wages = wages.add(
                        RegistrationsRenderer.amount(record.text("grossWages").orElse("0.00")));
                lines.add(record(cast, record));
                record.end();
            }
        }
        String controlFile = controlFile(cast, step, control, csv, lines.size() - 1, wages);
        return new RenderedFile(
                step.text("sender").orElse("payroll-maple"), csv, String.join("\n", lines) + "\n", controlFile + "\n");
    }

    private static Table control(Cast cast, Table step) {
        return cast.record("control", step.place() + ".control", step.has("control") ? step.raw("control") : Map.of());
    }

    private static String bn9(Cast cast, Table control) {
        return cast.employer(control.place(), control.raw("employer"))
                .required("businessNumber")
                .substring(0, 9);
    }

    /** A line with a number of weeks is as many lines, each a week later and with a number of its own. */
    private static List<Table> weeks(Table record) {
        int weeks = record.text("weeks").map(Integer::parseInt).orElse(0);
        if (weeks == 0) {
            return List.of(record);
        }
        List<Table> lines = new ArrayList<>();
        for (int week = 0; week < weeks; week++) {
            Map<String, Object> fields = new LinkedHashMap<>(record.values());
            fields.remove("weeks");
            fields.put("line", record.required("line") + "-" + (week + 1));
            fields.put(
                    "weekOf",
                    LocalDate.parse(record.required("weekOf")).plusWeeks(week).toString());
            lines.add(Table.of(record.place(), fields));
        }
        return lines;
    }

    private static String record(Cast cast, Table record) {
        Map<String, String> fields = new LinkedHashMap<>();
        Table person = cast.person(record.place() + ".person", record.raw("person"));
        for (String field : List.of("accountNumber", "sin", "familyName", "givenNames", "birthDate")) {
            fields.put(field, person.text(field).orElse(""));
        }
        LocalDate start = LocalDate.parse(record.required("weekOf"));
        fields.put("periodStart", record.text("periodStart").orElse(start.toString()));
        fields.put(
                "periodEnd", record.text("periodEnd").orElse(start.plusDays(6).toString()));
        fields.put("payDate", record.text("payDate").orElse(fields.get("periodEnd")));
        List<String> cells = new ArrayList<>();
        for (String field : COLUMNS.values()) {
            cells.add(
                    fields.containsKey(field)
                            ? fields.get(field)
                            : record.text(field).orElse(""));
        }
        return String.join(",", cells);
    }

    private static String controlFile(Cast cast, Table step, Table control, String csv, int records, BigDecimal wages) {
        Table employer = cast.employer(control.place(), control.raw("employer"));
        ObjectNode json = JSON.createObjectNode()
                .put("file", csv)
                .put("version", "1")
                .put("records", records)
                .put("grossWages", wages.toPlainString())
                .put("layout", "standard");
        ObjectNode by = json.putObject("employer");
        RegistrationsRenderer.put(by, employer, "businessNumber", "businessNumber", true);
        RegistrationsRenderer.put(by, employer, "name", "name", true);
        employer.end();
        RegistrationsRenderer.put(by, control, "kind", "kind", true);
        RegistrationsRenderer.put(by, control, "ontarioEstablishment", "ontarioEstablishment", false);
        RegistrationsRenderer.put(by, control, "ontarioTaxpayer", "ontarioTaxpayer", false);
        RegistrationsRenderer.put(by, control, "priorYearPayroll", "priorYearPayroll", true);
        RegistrationsRenderer.put(by, control, "priorYearShort", "priorYearShort", false);
        RegistrationsRenderer.put(by, control, "associatedGroup", "associatedGroup", false);
        if (control.has("partners")) {
            var partners = by.putArray("partners");
            for (Object each : control.list("partners")) {
                copy(Table.of(control.place(), each), partners.addObject(), "name", "kind", "share");
            }
        }
        String year = control.required("year");
        json.putObject("taxationYear")
                .put("start", control.text("yearStart").orElse(year + "-01-01"))
                .put("end", control.text("yearEnd").orElse(year + "-12-31"));
        if (control.has("claims")) {
            var claims = json.putArray("claims");
            for (Object each : control.list("claims")) {
                Table claim = Table.of(control.place() + ".claims", each);
                ObjectNode made = claims.addObject();
                RegistrationsRenderer.put(made, claim, "agreement", "agreementNumber", true);
                copy(claim, made, "claimed", "t4Income");
            }
        }
        control.end();
        return RegistrationsRenderer.changed(json, step.table("totals"));
    }

    private static void copy(Table from, ObjectNode to, String... fields) {
        for (String field : fields) {
            RegistrationsRenderer.put(to, from, field, field, true);
        }
        from.end();
    }

    private static Map<String, String> columns() {
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put("line_id", "line");
        columns.put("agreement_number", "agreement");
        for (String column : List.of(
                "account_number",
                "sin",
                "family_name",
                "given_names",
                "birth_date",
                "trade_code",
                "employment_start",
                "employment_end",
                "period_start",
                "period_end",
                "pay_date",
                "regular_hours",
                "overtime_hours",
                "hourly_rate",
                "gross_wages",
                "taxable_benefits",
                "agency_fees",
                "employee_total_wages",
                "assistance_amount",
                "assistance_kind",
                "coop_credit_claimed",
                "journeyperson_rate",
                "apprentice_period",
                "work_province")) {
            columns.put(column, column.equals("trade_code") ? "trade" : camelCase(column));
        }
        return columns;
    }

    private static String camelCase(String column) {
        StringBuilder name = new StringBuilder();
        for (String word : column.split("_")) {
            name.append(name.length() == 0 ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return name.toString();
    }
}
