// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.scenarios;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Certificates in fixed width (interface agreements, section 1.2). */
final class CertificatesRenderer implements FileRenderer {

    private static final int WIDTH = 240;
    private static final long MEMBER_TOTAL = 1_000_000_000_000L;

    @Override
    public String feed() {
        return "certificates";
    }

    @Override
    public String stream(Cast cast, Table step) {
        return feed();
    }

    @Override
    public RenderedFile render(Cast cast, Table step, List<Object> records, FileName name) {
        List<String> lines = new ArrayList<>();
        lines.add(text("HDROCOTCERT%s%06d".formatted(name.compactDate(), name.sequence()), WIDTH));
        long members = 0;
        for (Object each : records) {
            Table record = cast.record("certificate", step.place(), each);
            String line = record(cast, record);
            String member = line.substring(3, 11);
            members += member.matches("\\d{8}") ? Long.parseLong(member) : 0;
            lines.add(line);
            record.end();
        }
        Table totals = step.table("totals");
        lines.add(text(
                "TRL%09d%012d"
                        .formatted(
                                Integer.parseInt(totals.text("records").orElse("" + records.size())),
                                members % MEMBER_TOTAL),
                WIDTH));
        totals.end();
        return new RenderedFile(
                "legacy-college", "CERT_" + name.tail() + ".dat", String.join("\n", lines) + "\n", null);
    }

    private static String record(Cast cast, Table record) {
        Table person = cast.person(record.place() + ".person", record.raw("person"));
        StringBuilder line = new StringBuilder("DTL");
        line.append(text(person.text("accountNumber").orElse(""), 8));
        line.append(text(record.required("memberClass"), 1));
        line.append(text(person.text("familyName").orElse(""), 30));
        line.append(text(person.text("givenNames").orElse(""), 30));
        line.append(text(person.text("formerFamilyName").orElse(""), 30));
        line.append(text(person.text("birthDate").orElse("").replace("-", ""), 8));
        line.append(text(person.text("postalCode").orElse("").replace(" ", ""), 6));
        for (String unused : List.of("clientId", "sin", "language")) {
            person.raw(unused);
        }
        person.end();
        line.append(text(record.required("trade"), 4));
        line.append(text(record.required("type"), 2));
        line.append(number(record.required("number")));
        line.append(date(record, "issuedOn"));
        line.append(date(record, "registeredOn"));
        line.append(date(record, "renewalAppliedOn"));
        line.append(date(record, "renewedOn"));
        line.append(date(record, "expiresOn"));
        line.append(record.required("status"));
        line.append(date(record, record.has("statusOn") ? "statusOn" : "issuedOn"));
        line.append(text(record.text("mark").orElse(""), 5));
        line.append(record.required("seal"));
        line.append(record.required("route"));
        line.append(record.required("province"));
        line.append(date(record, "programmeCompletedOn"));
        line.append(date(record, "examinationPassedOn"));
        line.append("%02d".formatted(Integer.parseInt(record.required("sittingsFailed"))));
        line.append(date(record, "coursesCompletedOn"));
        line.append(date(record, "priorExpiresOn"));
        return text(line.toString(), WIDTH);
    }

    /** A number has leading zeros, as the college writes it. */
    static String number(String stated) {
        return stated.matches("\\d{1,9}") ? "%010d".formatted(Long.parseLong(stated)) : text(stated, 10);
    }

    private static String date(Table record, String field) {
        return record.text(field)
                .map(stated -> text(stated.replace("-", ""), 8))
                .orElse("00000000");
    }

    private static String text(String text, int width) {
        return String.format(Locale.ROOT, "%-" + width + "s", text);
    }
}
