// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.testing;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Small files of invented people in the formats of the three feeds. A person is a number below ten thousand. */
public final class Lines {

    /** The registrations' sender. */
    public static final String EMPLOYMENT = "employment-ontario";

    /** The certificates' sender. */
    public static final String COLLEGE = "legacy-college";

    /** A payroll sender in the standard layout. */
    public static final String MAPLE = "payroll-maple";

    private static final BigDecimal WAGES = new BigDecimal("650.00");

    private static final String COLUMNS =
            "line_id,agreement_number,account_number,sin,family_name,given_names,birth_date,trade_code,"
                    + "employment_start,employment_end,period_start,period_end,pay_date,regular_hours,overtime_hours,"
                    + "hourly_rate,gross_wages,taxable_benefits,agency_fees,employee_total_wages,assistance_amount,"
                    + "assistance_kind,coop_credit_claimed,journeyperson_rate,apprentice_period,work_province";

    private Lines() {}

    /** A registration of a person. */
    public static String registration(int person) {
        return """
               {"record":"registration","agreementNumber":"TA-2015-%06d","document":"TRAINING_AGREEMENT","act":"OCTAA","registeredOn":"2015-06-01","origin":"ORIGINAL","status":"ACTIVE","statusOn":"2015-06-01","trade":"309A","programme":"STANDARD","period":1,"hoursCredited":"40.00","creditBasis":"COURSE","creditEvidence":"C-1","education":"GRADE_10","person":{"clientId":"%d","accountNumber":"%s","familyName":"Family%d","givenNames":"Given","birthDate":"1995-03-04","postalCode":"M5V 2T6","language":"en"},"sponsor":{"kind":"EMPLOYER","businessNumber":"123026635RP0001","name":"Maple Electric Ltd.","since":"2015-06-01","isJourneyperson":false,"journeypersons":3,"apprentices":1}}"""
                .formatted(person, 1_000_000 + person, account(person), person);
    }

    /** A registrations file whose header has the sequence. */
    public static String registrations(int sequence, String... records) {
        return """
                {"record":"header","feed":"registrations","version":"1","sender":"employment-ontario","sequence":%d,"created":"2026-11-20T02:00:00-05:00"}
                %s
                {"record":"trailer","records":%d,"hoursCredited":"%s"}
                """
                .formatted(
                        sequence,
                        String.join("\n", records),
                        records.length,
                        new BigDecimal(40 * records.length).setScale(2));
    }

    /** A certificate of a person. */
    public static String certificate(int person) {
        return pad("DTL" + account(person) + "J" + left("Family" + person, 30) + left("Given", 30) + left("", 30)
                + "19950304" + "M5V2T6" + "309A" + "CQ" + "%010d".formatted(person) + "20190601" + "20190601"
                + "00000000"
                + "00000000" + "00000000" + "I" + "20190601" + "     " + "N" + "AP" + "ON" + "00000000" + "00000000"
                + "00"
                + "00000000" + "00000000");
    }

    /** A certificates file of people. */
    public static String certificates(int sequence, String... records) {
        long sum = Arrays.stream(records)
                .map(record -> record.substring(3, 11))
                .filter(number -> number.matches("\\d{8}"))
                .mapToLong(Long::parseLong)
                .sum();
        return pad("HDROCOTCERT20261120%06d".formatted(sequence)) + "\n" + String.join("\n", records) + "\n"
                + pad("TRL%09d%012d".formatted(records.length, sum)) + "\n";
    }

    /** A week's pay of a person. */
    public static String pay(int person) {
        return "L%d,TA-2015-%06d,%s,,Family%d,Given,1995-03-04,309A,2016-01-01,,2016-01-04,2016-01-10,2016-01-10,40.00,0.00,16.25,%s,,,,,,N,,1,ON"
                .formatted(person, person, account(person), person, WAGES);
    }

    /** A payroll file. */
    public static String payroll(String... lines) {
        return COLUMNS + "\n" + String.join("\n", lines) + "\n";
    }

    /** The control file of a payroll file. */
    public static String control(String csv, int records) {
        return """
                {"file":"%s","version":"1","records":%d,"grossWages":"%s","layout":"standard","employer":{"businessNumber":"123026635RP0001","name":"Maple Electric Ltd.","kind":"CORPORATION","ontarioEstablishment":true,"ontarioTaxpayer":true,"priorYearPayroll":"500000.00","priorYearShort":false,"associatedGroup":false},"taxationYear":{"start":"2016-01-01","end":"2016-12-31"}}
                """
                .formatted(csv, records, WAGES.multiply(new BigDecimal(records)));
    }

    /** The records of a rejection pack, without header and trailer, or without the column row. */
    public static List<String> records(String pack) {
        List<String> lines = pack.lines().toList();
        return pack.startsWith("line_id") ? lines.subList(1, lines.size()) : lines.subList(1, lines.size() - 1);
    }

    private static String account(int person) {
        return Integer.toString(20_000_000 + person);
    }

    private static String left(String text, int width) {
        return String.format(Locale.ROOT, "%-" + width + "s", text);
    }

    private static String pad(String line) {
        return left(line, 240);
    }
}
